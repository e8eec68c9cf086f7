// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Reply.h"
#include "core/llm/ChatReader.h"
#include "core/llm/LlmClient.h"
#include "core/llm/ModelQuirks.h"
#include "core/llm/OpenAiSettings.h"
#include "core/net/HttpTypes.h"

#include <QObject>

#include <optional>

namespace sqlai::net {
class HttpCall;
class HttpClient;
}

namespace sqlai::llm {

/// One chat() of the OpenAiClient: sends, reads, and sends again without the parameters that the model refuses.
/// Deletes itself when it has answered.
class ChatCall final : public QObject
{
    Q_OBJECT

public:
    struct Job {
        ChatRequest request = {};
        CancelToken token = {};
        LlmClient::TextSoFar textSoFar = {};
        LlmClient::UsageOfFailure usageOfFailure = {};
    };

    /// `quirks` is what is known of the model, and takes up what this call learns; it lives longer.
    ChatCall(net::HttpClient &http, const OpenAiSettings &settings, ModelQuirks &quirks, Job job, QObject *parent);

    QFuture<Result<ChatAnswer>> future() const { return m_reply.future(); }

private:
    void send();
    void forgetAnswer();
    void takeHead(const net::HttpHead &head);
    void takeData(const QByteArray &bytes);
    void takeEnd(const net::HttpEnd &end);
    void takeRefusal(const net::HttpHead &head);
    void tellText(const QString &text);
    void finish(const Result<ChatAnswer> &result);

    net::HttpClient &m_http;
    const OpenAiSettings m_settings;
    ModelQuirks &m_knownQuirks;
    /// Those known, and those that this call has met; known to others once they have helped.
    ModelQuirks m_quirks;
    const Job m_job;
    const Reply<ChatAnswer> m_reply;
    net::HttpCall *m_call = nullptr;
    std::optional<ChatReader> m_reader;
    QByteArray m_refusal;
    qsizetype m_charactersTold = 0;
};

}
