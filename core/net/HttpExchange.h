// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/net/HttpError.h"
#include "core/net/HttpTypes.h"

#include <QObject>

#include <chrono>
#include <memory>

class QNetworkAccessManager;
class QNetworkReply;

namespace sqlai {
class Timers;
}

namespace sqlai::net {

/// One request and its answer as it comes. Lives in the main thread; deleting it takes the request back.
class HttpExchange final : public QObject
{
    Q_OBJECT

public:
    /// Sends at once. `manager` and `timers` live longer.
    HttpExchange(QNetworkAccessManager &manager, Timers &timers, const HttpRequest &request, const CancelToken &token,
                 QObject *parent = nullptr);
    ~HttpExchange() override;

Q_SIGNALS:
    /// Once, before any data; not where no answer came.
    void headArrived(const sqlai::net::HttpHead &head);
    void dataArrived(const QByteArray &bytes);
    /// Once, and last; never before the event loop has run. All data has been told before.
    void finished(const sqlai::net::HttpEnd &end);

private:
    void send(QNetworkAccessManager &manager, const HttpRequest &request);
    void expect(Awaited awaited, std::chrono::milliseconds limit);
    void dropConnecting();
    void takeHead();
    void takeData();
    void takeEnd();
    void end(HttpEnd end);
    void endSoon(const HttpEnd &end);
    void letGo();

    Timers &m_timers;
    const QUrl m_url;
    const HttpLimits m_limits;
    HttpHead m_head;
    qint64 m_bytesReceived = 0;
    bool m_isOver = false;
    QNetworkReply *m_reply = nullptr;
    /// Whom the timer that runs calls; replaced with it.
    std::unique_ptr<QObject> m_waiting;
    // Last: it is released first, so that no callback meets a half-destroyed exchange.
    CancelToken::Registration m_cancel;
};

}
