// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/report/Attempt.h"
#include "core/storage/ResultRepository.h"

namespace sqlai::results {
class ResultStore;
}

namespace sqlai::query {

/// The manifest of an attempt's stored result, as its file tells it. Reads the file's head: for the thread pool.
/// Errors: NotFound, File.
Result<storage::ResultManifest> describeResult(const results::ResultStore &store, const report::Attempt &attempt);

}
