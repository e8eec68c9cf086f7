// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/HttpExchange.h"

#include "core/base/Logging.h"
#include "core/base/Timers.h"
#include "core/net/Endpoint.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace sqlai::net {
namespace {

Q_LOGGING_CATEGORY(netLog, "sqlai.net")

QNetworkRequest asQtRequest(const HttpRequest &request)
{
    QNetworkRequest result(request.url);
    // Nothing is inflated here, so that no small answer can grow large: Qt unzips only what it asked for itself, and
    // an answer that is compressed all the same is refused.
    result.setRawHeader("Accept-Encoding", "identity");
    // Qt would tell the person's language.
    result.setRawHeader("Accept-Language", "*");
    result.setRawHeader("User-Agent", "sql-ai-agent/" SQLAI_VERSION);
    for (const HttpHeader &header : request.headers)
        result.setRawHeader(header.name, header.value);
    if (!request.bearerKey.isEmpty())
        result.setRawHeader("Authorization", "Bearer " + request.bearerKey.reveal());
    result.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    result.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    result.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    for (const auto attribute :
         {QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::CookieSaveControlAttribute,
          QNetworkRequest::AuthenticationReuseAttribute})
        result.setAttribute(attribute, QNetworkRequest::Manual);
    // One protocol everywhere: what the tests try over loopback is what goes over TLS.
    result.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    return result;
}

HttpHead headOf(const QNetworkReply &reply)
{
    return {.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
            .contentType = reply.rawHeader("Content-Type").toLower(),
            .contentEncoding = reply.rawHeader("Content-Encoding").trimmed().toLower(),
            .retryAfter = reply.rawHeader("Retry-After"),
            .redirectTarget =
                reply.url().resolved(reply.attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl())};
}

/// Whether the answer came to its end. Qt calls every status from 400 on an error, by codes of its own.
bool isWhole(const QNetworkReply &reply, const HttpHead &head)
{
    const auto error = reply.error();
    const bool isAboutStatus = error > QNetworkReply::UnknownProxyError && error != QNetworkReply::ProtocolFailure
                               && error != QNetworkReply::ProtocolUnknownError;
    return error == QNetworkReply::NoError || (head.status >= 400 && isAboutStatus);
}

}

HttpExchange::HttpExchange(QNetworkAccessManager &manager, Timers &timers, const HttpRequest &request,
                           const CancelToken &token, QObject *parent)
    : QObject(parent)
    , m_timers(timers)
    , m_url(request.url)
    , m_limits(request.limits)
{
    if (!request.bearerKey.isEmpty() && !mayCarrySecret(request.url))
        endSoon(HttpError::keyWithheld(request.url));
    else if (!token.isCancelled())
        send(manager, request);
    m_cancel = token.onCancel([this] { endSoon(HttpError::cancelled()); });
}

HttpExchange::~HttpExchange()
{
    letGo();
}

void HttpExchange::send(QNetworkAccessManager &manager, const HttpRequest &request)
{
    m_reply = manager.sendCustomRequest(asQtRequest(request), request.method, request.body);
    connect(m_reply, &QNetworkReply::requestSent, this, [this] {
        if (m_bytesReceived == 0)
            expect(Awaited::FirstByte, m_limits.firstByte);
    });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpExchange::takeHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::takeData);
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::takeEnd);
    expect(Awaited::Connection, m_limits.connect);
}

void HttpExchange::expect(Awaited awaited, std::chrono::milliseconds limit)
{
    m_waiting = std::make_unique<QObject>();
    m_timers.callAfter(limit, m_waiting.get(), [this, awaited, limit] {
        if (awaited == Awaited::Connection)
            dropConnecting();
        end(HttpError::timedOut(m_url, awaited, limit));
    });
}

/// Qt would let the next request wait for the connection that does not come about, instead of trying a new one.
void HttpExchange::dropConnecting()
{
    QNetworkAccessManager *manager = m_reply->manager();
    letGo();
    const auto replies = manager->findChildren<QNetworkReply *>();
    const bool isAlone = std::ranges::none_of(replies, &QNetworkReply::isRunning);
    if (isAlone) // It would end the others, too.
        manager->clearConnectionCache();
}

void HttpExchange::takeHead()
{
    const HttpHead head = headOf(*m_reply);
    if (m_head.status != 0 || head.status < 200)
        return;
    m_head = head;
    if (!head.contentEncoding.isEmpty() && head.contentEncoding != "identity") {
        end(HttpError::compressed());
        return;
    }
    if (m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong() > m_limits.maximumBytes) {
        end(HttpError::tooLong(m_limits.maximumBytes));
        return;
    }
    Q_EMIT headArrived(m_head);
}

void HttpExchange::takeData()
{
    const QByteArray bytes = m_reply->readAll();
    if (bytes.isEmpty() || m_head.status == 0)
        return;
    m_bytesReceived += bytes.size();
    if (m_bytesReceived > m_limits.maximumBytes) {
        end(HttpError::tooLong(m_limits.maximumBytes));
        return;
    }
    expect(Awaited::MoreBytes, m_limits.silence);
    Q_EMIT dataArrived(bytes); // The receiver may delete this.
}

void HttpExchange::takeEnd()
{
    const QPointer<HttpExchange> self(this);
    if (m_head.status == 0)
        takeHead();
    if (self && m_reply)
        takeData();
    if (!self || !m_reply)
        return;
    end(isWhole(*m_reply, m_head) ? HttpEnd{} : HttpError::fromReply(*m_reply));
}

void HttpExchange::end(HttpEnd end)
{
    m_isOver = true;
    letGo();
    end.head = m_head;
    logEvent(netLog(), QtDebugMsg, QStringLiteral("HTTP exchange ended"),
             {{QStringLiteral("host"), m_url.host()},
              {QStringLiteral("path"), m_url.path()},
              {QStringLiteral("status"), m_head.status},
              {QStringLiteral("bytes"), m_bytesReceived},
              {QStringLiteral("problem"), end.error.detail}});
    Q_EMIT finished(end); // The receiver may delete this.
}

/// From any thread: a token may be cancelled in another one.
void HttpExchange::endSoon(const HttpEnd &end)
{
    QMetaObject::invokeMethod(
        this,
        [this, end] {
            if (!m_isOver)
                this->end(end);
        },
        Qt::QueuedConnection);
}

void HttpExchange::letGo()
{
    m_cancel = {};
    m_waiting.reset();
    if (auto *reply = std::exchange(m_reply, nullptr)) {
        reply->disconnect(this);
        reply->abort();
        reply->deleteLater();
    }
}

}
