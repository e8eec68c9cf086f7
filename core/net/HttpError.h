// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/HttpTypes.h"

#include <QCoreApplication>

class QNetworkReply;

namespace sqlai::net {

/// What an exchange waits for, and did not get in time.
enum class Awaited { Connection, FirstByte, MoreBytes };

/// How an exchange failed, with a sentence that says what to do next. Never holds a key or a body.
class HttpError final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::net::HttpError)

public:
    /// What Qt's error means; only for a reply that did not come to its end.
    static HttpEnd fromReply(const QNetworkReply &reply);
    static HttpEnd timedOut(const QUrl &url, Awaited awaited, std::chrono::milliseconds limit);
    static HttpEnd tooLong(qint64 maximumBytes);
    static HttpEnd compressed();
    static HttpEnd keyWithheld(const QUrl &url);
    static HttpEnd cancelled();
};

}
