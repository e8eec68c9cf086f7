// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/llm/LlmClient.h"
#include "core/llm/ModelQuirks.h"
#include "core/llm/OpenAiSettings.h"
#include "core/net/HttpTypes.h"

namespace sqlai::llm {

/// The largest answer of embeddings: 100 vectors of 4096 numbers are about 10 MB.
inline constexpr qint64 maximumEmbeddingBytes = 16LL * 1024 * 1024;
/// Of all events of a stream together: 64 KB of text in single letters, each in a few hundred bytes of JSON.
inline constexpr qint64 maximumStreamBytes = 16LL * 1024 * 1024;

/// POST {base}/chat/completions, without what the model does not take.
net::HttpRequest chatRequest(const OpenAiSettings &settings, const ChatRequest &request, const ModelQuirks &quirks);

/// POST {base}/embeddings.
net::HttpRequest embeddingsRequest(const OpenAiSettings &settings, const QStringList &texts);

}
