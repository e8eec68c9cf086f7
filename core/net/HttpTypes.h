// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/base/Secret.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QUrl>

#include <chrono>
#include <optional>

namespace sqlai::net {

struct HttpHeader {
    QByteArray name = {};
    QByteArray value = {};
};

struct HttpLimits {
    /// Of the answer's body.
    qint64 maximumBytes = 1024LL * 1024;
    /// Until the request is on its way: name lookup, connection and TLS.
    std::chrono::milliseconds connect = std::chrono::seconds(10);
    /// From there to the first byte of the body: headers often come long before a model has thought.
    std::chrono::milliseconds firstByte = std::chrono::seconds(60);
    /// Between two pieces of the body.
    std::chrono::milliseconds silence = std::chrono::seconds(30);
};

struct HttpRequest {
    QByteArray method = "GET";
    QUrl url = {};
    QList<HttpHeader> headers = {};
    QByteArray body = {};
    /// Goes out as `Authorization: Bearer`, only over https or to this machine; empty for none.
    Secret bearerKey = {};
    HttpLimits limits = {};
    /// No pause before another try goes beyond it.
    std::optional<QDateTime> answerBy = {};
};

/// What an answer begins with; only what somebody here reads.
struct HttpHead {
    /// 0 where no answer has begun.
    int status = 0;
    QByteArray contentType = {};
    QByteArray contentEncoding = {};
    QByteArray retryAfter = {};
    /// Where a redirect points to; it is never followed.
    QUrl redirectTarget = {};
};

enum class Ending {
    /// An answer came to its end, whatever its status.
    Whole,
    TimedOut,
    /// The connection was refused or broke.
    Broken,
    /// Trying again would end the same way: unknown host, no trust, too long.
    Failed,
    Cancelled,
};

struct HttpEnd {
    Ending ending = Ending::Whole;
    HttpHead head = {};
    /// What is wrong, where the answer is not whole: Network, Timeout, BadReply, ProviderAuth or Cancelled.
    Error error = {};
};

}
