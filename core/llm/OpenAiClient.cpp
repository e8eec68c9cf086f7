// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/OpenAiClient.h"

#include "core/llm/ChatCall.h"
#include "core/llm/EmbedCall.h"

#include <QUrl>

#include <utility>

namespace sqlai::llm {

OpenAiClient::OpenAiClient(net::HttpClient &http, OpenAiSettings settings, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_settings(std::move(settings))
{
}

QFuture<Result<ChatAnswer>> OpenAiClient::chat(const ChatRequest &request, const CancelToken &token,
                                               TextSoFar textSoFar, UsageOfFailure usageOfFailure)
{
    const ChatCall::Job job{.request = request,
                            .token = token,
                            .textSoFar = std::move(textSoFar),
                            .usageOfFailure = std::move(usageOfFailure)};
    return (new ChatCall(m_http, m_settings, m_quirks, job, this))->future();
}

QFuture<Result<Embeddings>> OpenAiClient::embed(const QStringList &texts, const CancelToken &token)
{
    return (new EmbedCall(m_http, m_settings, texts, token, this))->future();
}

QString OpenAiClient::embeddingSpace() const
{
    // Stored beside the vectors, so it holds nothing that could be secret.
    const auto unwanted = QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment;
    return QUrl(m_settings.baseUrl).toString(unwanted) + u' ' + m_settings.embeddingModel;
}

}
