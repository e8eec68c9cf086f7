// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/ChatCall.h"

#include "core/llm/OpenAiRequest.h"
#include "core/llm/ReplyError.h"
#include "core/net/HttpCall.h"
#include "core/net/HttpClient.h"

#include <utility>

namespace sqlai::llm {
namespace {

constexpr qsizetype maximumRefusalBytes = 64LL * 1024;

bool isGood(int status)
{
    return status >= 200 && status < 300;
}

}

ChatCall::ChatCall(net::HttpClient &http, const OpenAiSettings &settings, ModelQuirks &quirks, Job job, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_settings(settings)
    , m_knownQuirks(quirks)
    , m_quirks(quirks)
    , m_job(std::move(job))
{
    send();
}

void ChatCall::send()
{
    forgetAnswer();
    m_call = m_http.call(chatRequest(m_settings, m_job.request, m_quirks), m_job.token, this);
    connect(m_call, &net::HttpCall::restarted, this, &ChatCall::forgetAnswer);
    connect(m_call, &net::HttpCall::headArrived, this, &ChatCall::takeHead);
    connect(m_call, &net::HttpCall::dataArrived, this, &ChatCall::takeData);
    connect(m_call, &net::HttpCall::finished, this, &ChatCall::takeEnd);
}

void ChatCall::forgetAnswer()
{
    m_reader.reset();
    m_refusal.clear();
    if (m_charactersTold > 0)
        tellText({});
}

void ChatCall::takeHead(const net::HttpHead &head)
{
    if (isGood(head.status))
        m_reader.emplace(head.contentType, m_settings.key);
}

void ChatCall::takeData(const QByteArray &bytes)
{
    if (!m_reader) {
        m_refusal.append(bytes.left(maximumRefusalBytes - m_refusal.size()));
        return;
    }
    m_reader->take(bytes);
    tellText(m_reader->text());
    if (m_reader->isComplete()) // The rest of the connection is not waited for.
        finish(m_reader->result());
    else if (m_reader->isFinished()) // The tokens it took may follow, but not every endpoint tells them.
        m_call->keepAnswer();
}

void ChatCall::takeEnd(const net::HttpEnd &end)
{
    // A refusal counts even where its words did not all come.
    const bool isEnough = m_reader ? m_reader->isFinished() : end.head.status >= 300;
    const bool isOfUse = end.ending == net::Ending::Whole || (isEnough && end.ending != net::Ending::Cancelled);
    if (!isOfUse) {
        finish(end.error);
    } else if (m_reader) {
        const auto result = m_reader->result();
        tellText(m_reader->text());
        finish(result);
    } else {
        takeRefusal(end.head);
    }
}

void ChatCall::takeRefusal(const net::HttpHead &head)
{
    const bool isAboutRequest = head.status == 400 || head.status == 422;
    if (const auto quirks = isAboutRequest ? learnt(m_quirks, m_refusal) : std::nullopt) {
        const auto body = [&](const ModelQuirks &some) { return chatRequest(m_settings, m_job.request, some).body; };
        const bool helps = body(*quirks) != body(m_quirks);
        if (helps) {
            m_quirks = *quirks;
            m_call->deleteLater();
            send();
            return;
        }
    }
    finish(ReplyError::fromStatus(head, m_refusal, m_settings.key));
}

void ChatCall::tellText(const QString &text)
{
    if (m_job.textSoFar && text.size() != m_charactersTold) {
        m_charactersTold = text.size();
        m_job.textSoFar(text);
    }
}

void ChatCall::finish(const Result<ChatAnswer> &result)
{
    if (m_reader) // The model took these parameters, whatever it said.
        m_knownQuirks = bothOf(m_knownQuirks, m_quirks);
    m_call->disconnect(this);
    m_call->deleteLater();
    const bool isPaidInVain = !result && m_reader && m_reader->usage() != TokenUsage{};
    if (isPaidInVain && m_job.usageOfFailure)
        m_job.usageOfFailure(m_reader->usage());
    m_reply.send(result);
    deleteLater();
}

}
