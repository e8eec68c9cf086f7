// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/EmbedCall.h"

#include "core/base/WhenReady.h"
#include "core/llm/EmbeddingReply.h"
#include "core/llm/OpenAiRequest.h"
#include "core/llm/ReplyError.h"
#include "core/net/HttpCall.h"
#include "core/net/HttpClient.h"

#include <QtConcurrent>

#include <algorithm>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace sqlai::llm {
namespace {

/// How endpoints say that they have no embeddings, or not by that model.
bool meansNoEmbeddings(int status)
{
    return status == 400 || status == 404 || status == 405 || status == 501;
}

}

EmbedCall::EmbedCall(net::HttpClient &http, const OpenAiSettings &settings, QStringList texts, const CancelToken &token,
                     QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_settings(settings)
    , m_texts(std::move(texts))
    , m_token(token)
{
    sendNext();
}

void EmbedCall::sendNext()
{
    const auto done = static_cast<qsizetype>(m_done.vectors.size());
    if (done == m_texts.size()) {
        finish(std::move(m_done));
        return;
    }
    m_body.clear();
    m_call = m_http.call(embeddingsRequest(m_settings, m_texts.mid(done, LlmClient::textsAtOnce)), m_token, this);
    connect(m_call, &net::HttpCall::restarted, this, [this] { m_body.clear(); });
    connect(m_call, &net::HttpCall::dataArrived, this, [this](const QByteArray &bytes) { m_body.append(bytes); });
    connect(m_call, &net::HttpCall::finished, this, &EmbedCall::takeEnd);
}

void EmbedCall::takeEnd(const net::HttpEnd &end)
{
    m_call->deleteLater();
    const int status = end.head.status;
    const bool isBroken = end.ending != net::Ending::Whole && status < 300;
    if (end.ending == net::Ending::Cancelled || isBroken) {
        finish(end.error);
    } else if (meansNoEmbeddings(status)) {
        finish(ReplyError::noEmbeddings(end.head, m_body, m_settings.key));
    } else if (status >= 300) { // It counts even where its words did not all come.
        finish(ReplyError::fromStatus(end.head, m_body, m_settings.key));
    } else {
        const qsizetype left = m_texts.size() - static_cast<qsizetype>(m_done.vectors.size());
        const qsizetype expected = std::min(left, LlmClient::textsAtOnce);
        // Megabytes of numbers: not in the main thread.
        const auto parsed = QtConcurrent::run(parseEmbeddings, m_body, expected, m_settings.key);
        whenReady(parsed, this, [this](const Result<Embeddings> &batch) { takeBatch(batch); });
    }
}

void EmbedCall::takeBatch(const Result<Embeddings> &batch)
{
    if (m_token.isCancelled()) {
        finish(Error{.code = ErrorCode::Cancelled});
        return;
    }
    if (!batch) {
        finish(batch.error());
        return;
    }
    const bool isAlike = m_done.vectors.empty() || m_done.vectors.front().size() == batch->vectors.front().size();
    if (!isAlike) {
        finish(ReplyError::wrongShape(u"one length of all vectors"_s));
        return;
    }
    std::ranges::copy(batch->vectors, std::back_inserter(m_done.vectors));
    m_done.usage.promptTokens += batch->usage.promptTokens;
    sendNext();
}

void EmbedCall::finish(const Result<Embeddings> &result)
{
    m_reply.send(result);
    deleteLater();
}

}
