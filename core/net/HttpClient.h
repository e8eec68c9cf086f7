// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/net/HttpTypes.h"
#include "core/net/RetryPolicy.h"

class QNetworkAccessManager;
class QObject;

namespace sqlai {
class Timers;
}

namespace sqlai::net {

class HttpCall;
class HttpExchange;

/// Speaks HTTP with bounds on everything: size, time, and where a key may go. Follows no redirect, keeps no cookies,
/// no cache and no credentials, asks nobody for a password. Lives in the main thread; whoever is answered belongs to
/// the `parent` given and must not outlive the client.
class HttpClient final
{
public:
    /// The manager takes the system's proxies, but none for this machine.
    HttpClient(QNetworkAccessManager &manager, Timers &timers, RetryPolicy policy);

    /// Once.
    HttpExchange *exchange(const HttpRequest &request, const CancelToken &token, QObject *parent);
    /// Again where the RetryPolicy says so.
    HttpCall *call(const HttpRequest &request, const CancelToken &token, QObject *parent);

private:
    QNetworkAccessManager &m_manager;
    Timers &m_timers;
    const RetryPolicy m_policy;
};

}
