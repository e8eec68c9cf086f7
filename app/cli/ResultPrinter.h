// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/QueryService.h"

#include <optional>

namespace sqlai::cli {

class Cli;

/// Prints a page (the first is 1) of a result and ends the command. `runError` is what became of the run, where the
/// command was to run it; `partial` and `status` tell the same to whoever only reads.
void printPage(Cli &cli, const query::OpenedResult &opened, qint64 page,
               const std::optional<Error> &runError = std::nullopt);

/// Ends the command with an attempt that has no result to print.
void printWithoutResult(Cli &cli, const report::Attempt &attempt);

}
