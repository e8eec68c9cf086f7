// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Reply.h"
#include "core/llm/LlmClient.h"
#include "core/llm/OpenAiSettings.h"
#include "core/net/HttpTypes.h"

#include <QObject>

namespace sqlai::net {
class HttpCall;
class HttpClient;
}

namespace sqlai::llm {

/// One embed() of the OpenAiClient: batch after batch. Deletes itself when it has answered.
class EmbedCall final : public QObject
{
    Q_OBJECT

public:
    EmbedCall(net::HttpClient &http, const OpenAiSettings &settings, QStringList texts, const CancelToken &token,
              QObject *parent);

    QFuture<Result<Embeddings>> future() const { return m_reply.future(); }

private:
    void sendNext();
    void takeEnd(const net::HttpEnd &end);
    void takeBatch(const Result<Embeddings> &batch);
    void finish(const Result<Embeddings> &result);

    net::HttpClient &m_http;
    const OpenAiSettings m_settings;
    const QStringList m_texts;
    const CancelToken m_token;
    const Reply<Embeddings> m_reply;
    net::HttpCall *m_call = nullptr;
    QByteArray m_body;
    /// Of the first texts.
    Embeddings m_done;
};

}
