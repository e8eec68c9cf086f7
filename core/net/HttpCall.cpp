// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/HttpCall.h"

#include "core/base/Logging.h"
#include "core/base/Timers.h"
#include "core/net/HttpClient.h"
#include "core/net/HttpError.h"
#include "core/net/HttpExchange.h"

namespace sqlai::net {
namespace {

Q_LOGGING_CATEGORY(netLog, "sqlai.net")

}

HttpCall::HttpCall(HttpClient &client, Timers &timers, const RetryPolicy &policy, const HttpRequest &request,
                   const CancelToken &token, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_timers(timers)
    , m_policy(policy)
    , m_request(request)
    , m_token(token)
{
    send();
}

HttpCall::~HttpCall() = default;

void HttpCall::send()
{
    m_exchange = m_client.exchange(m_request, m_token, this);
    connect(m_exchange, &HttpExchange::headArrived, this, &HttpCall::headArrived);
    connect(m_exchange, &HttpExchange::dataArrived, this, &HttpCall::dataArrived);
    connect(m_exchange, &HttpExchange::finished, this, &HttpCall::takeEnd);
}

void HttpCall::takeEnd(const HttpEnd &end)
{
    m_exchange->deleteLater();
    m_exchange = nullptr;
    const auto delay = m_isKept ? std::nullopt : m_policy.delayAfter(end, m_retries, m_request.answerBy);
    if (delay)
        waitAndSend(*delay);
    else
        Q_EMIT finished(end); // The receiver may delete this.
}

void HttpCall::waitAndSend(std::chrono::milliseconds delay)
{
    ++m_retries;
    logEvent(netLog(), QtInfoMsg, QStringLiteral("Request is tried again"),
             {{QStringLiteral("host"), m_request.url.host()},
              {QStringLiteral("retry"), m_retries},
              {QStringLiteral("delay_ms"), qint64(delay.count())}});
    m_waiting = std::make_unique<QObject>();
    m_timers.callAfter(delay, m_waiting.get(), [this] {
        m_cancel = {};
        m_waiting.reset();
        Q_EMIT restarted();
        send();
    });
    m_cancel = m_token.onCancel([this] { QMetaObject::invokeMethod(this, &HttpCall::stop, Qt::QueuedConnection); });
}

/// A call that is sent again already hears of the cancel from its exchange.
void HttpCall::stop()
{
    if (!m_waiting)
        return;
    m_waiting.reset();
    m_cancel = {};
    Q_EMIT finished(HttpError::cancelled());
}

}
