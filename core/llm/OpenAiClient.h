// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/llm/LlmClient.h"
#include "core/llm/ModelQuirks.h"
#include "core/llm/OpenAiSettings.h"

#include <QObject>

namespace sqlai::net {
class HttpClient;
}

namespace sqlai::llm {

/// OpenAI, or any server that speaks its protocol. The key goes into the Authorization header alone, only over https or
/// to this machine, and never after a redirect.
class OpenAiClient final : public QObject, public LlmClient
{
    Q_OBJECT

public:
    /// `http` lives longer.
    OpenAiClient(net::HttpClient &http, OpenAiSettings settings, QObject *parent = nullptr);

    QFuture<Result<ChatAnswer>> chat(const ChatRequest &request, const CancelToken &token, TextSoFar textSoFar = {},
                                     UsageOfFailure usageOfFailure = {}) override;
    QFuture<Result<Embeddings>> embed(const QStringList &texts, const CancelToken &token) override;

    QString chatModel() const override { return m_settings.model; }
    QString embeddingModel() const override { return m_settings.embeddingModel; }
    QString embeddingSpace() const override;

private:
    net::HttpClient &m_http;
    const OpenAiSettings m_settings;
    /// Of the one chat model.
    ModelQuirks m_quirks;
};

}
