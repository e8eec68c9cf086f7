// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/HttpError.h"

#include "core/net/Endpoint.h"

#include <QNetworkReply>

namespace sqlai::net {
namespace {

HttpEnd network(Ending ending, const QString &detail)
{
    return {.ending = ending, .error = {.code = ErrorCode::Network, .detail = detail}};
}

HttpEnd badReply(const QString &detail)
{
    return {.ending = Ending::Failed, .error = {.code = ErrorCode::BadReply, .detail = detail}};
}

}

HttpEnd HttpError::fromReply(const QNetworkReply &reply)
{
    const QString place = placeOf(reply.url());
    QString reason = foreignLine(reply.errorString(), 200);
    while (reason.endsWith(u'.'))
        reason.chop(1);
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        return network(Ending::Broken,
                       tr("%1 refuses connections. Check the address, and whether the server runs.").arg(place));
    case QNetworkReply::HostNotFoundError:
        return network(Ending::Failed, tr("no host is known as %1. Check the address and the network connection.")
                                           .arg(foreignLine(reply.url().host(), 100)));
    case QNetworkReply::SslHandshakeFailedError:
        return network(Ending::Failed, tr("there is no secure connection to %1 (%2). Check the address and the "
                                          "certificate of that server.")
                                           .arg(place, reason));
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return network(Ending::Failed, tr("the proxy does not let the request through to %1 (%2). Check the proxy in "
                                          "the system's settings.")
                                           .arg(place, reason));
    case QNetworkReply::TimeoutError:
        return {.ending = Ending::TimedOut,
                .error = {.code = ErrorCode::Timeout, .detail = tr("%1 stays silent. Try again.").arg(place)}};
    default:
        return network(Ending::Broken, tr("the connection to %1 broke (%2). Try again, and check the network "
                                          "connection if it happens again.")
                                           .arg(place, reason));
    }
}

HttpEnd HttpError::timedOut(const QUrl &url, Awaited awaited, std::chrono::milliseconds limit)
{
    const QString place = placeOf(url);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(limit).count();
    const auto sentence = [&] {
        switch (awaited) {
        case Awaited::Connection:
            return tr("There was no connection to %1 within %2 seconds. Check the address and the network connection.");
        case Awaited::FirstByte:
            return tr("Nothing came from %1 for %2 seconds. Try again, or choose another model.");
        case Awaited::MoreBytes:
            break;
        }
        return tr("%1 began to answer and then stayed silent for %2 seconds. Try again.");
    };
    return {.ending = Ending::TimedOut,
            .error = {.code = ErrorCode::Timeout, .detail = sentence().arg(place).arg(seconds)}};
}

HttpEnd HttpError::tooLong(qint64 maximumBytes)
{
    return badReply(tr("it is longer than %1 KB and was not read to its end. Check the address, or ask for less.")
                        .arg(maximumBytes / 1024));
}

HttpEnd HttpError::compressed()
{
    return badReply(tr("it came compressed, although it was asked for as it is. Check the address, and any proxy on "
                       "the way."));
}

HttpEnd HttpError::keyWithheld(const QUrl &url)
{
    return {.ending = Ending::Failed,
            .error = {.code = ErrorCode::ProviderAuth,
                      .detail = tr("it was not sent to %1, since http would carry it for everybody to read. Use an "
                                   "address that begins with https://, or take the key away.")
                                    .arg(placeOf(url))}};
}

HttpEnd HttpError::cancelled()
{
    return {.ending = Ending::Cancelled, .error = {.code = ErrorCode::Cancelled}};
}

}
