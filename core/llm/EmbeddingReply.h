// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/base/Secret.h"
#include "core/llm/LlmClient.h"

#include <QByteArray>

namespace sqlai::llm {

/// The vectors of an answer to so many texts, in the order of the texts, whatever their order in the answer; all of one
/// length. Errors: BadReply. Takes a while for megabytes; safe in every thread.
Result<Embeddings> parseEmbeddings(const QByteArray &body, qsizetype texts, const Secret &key);

}
