// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/net/HttpTypes.h"
#include "core/net/RetryPolicy.h"

#include <QObject>

#include <memory>

namespace sqlai {
class Timers;
}

namespace sqlai::net {

class HttpClient;
class HttpExchange;

/// A request that is sent again as often as the RetryPolicy wants it. Lives in the main thread; deleting it takes it
/// back.
class HttpCall final : public QObject
{
    Q_OBJECT

public:
    HttpCall(HttpClient &client, Timers &timers, const RetryPolicy &policy, const HttpRequest &request,
             const CancelToken &token, QObject *parent = nullptr);
    ~HttpCall() override;

    /// What has come so far is of use, however it ends: it is not sent again.
    void keepAnswer() { m_isKept = true; }

Q_SIGNALS:
    /// The request goes out again; what the last answer has told is void.
    void restarted();
    /// Of each answer, also of those that are followed by another.
    void headArrived(const sqlai::net::HttpHead &head);
    void dataArrived(const QByteArray &bytes);
    /// Once, and last: how the last try ended.
    void finished(const sqlai::net::HttpEnd &end);

private:
    void send();
    void takeEnd(const HttpEnd &end);
    void waitAndSend(std::chrono::milliseconds delay);
    void stop();

    HttpClient &m_client;
    Timers &m_timers;
    const RetryPolicy &m_policy;
    const HttpRequest m_request;
    const CancelToken m_token;
    int m_retries = 0;
    bool m_isKept = false;
    HttpExchange *m_exchange = nullptr;
    /// Whom the timer between two tries calls.
    std::unique_ptr<QObject> m_waiting;
    // Last: it is released first, so that no callback meets a half-destroyed call.
    CancelToken::Registration m_cancel;
};

}
