// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/HttpClient.h"

#include "core/net/HttpCall.h"
#include "core/net/HttpExchange.h"
#include "core/net/SystemProxies.h"

#include <QNetworkAccessManager>

#include <utility>

namespace sqlai::net {

HttpClient::HttpClient(QNetworkAccessManager &manager, Timers &timers, RetryPolicy policy)
    : m_manager(manager)
    , m_timers(timers)
    , m_policy(std::move(policy))
{
    manager.setProxyFactory(new SystemProxies);
}

HttpExchange *HttpClient::exchange(const HttpRequest &request, const CancelToken &token, QObject *parent)
{
    return new HttpExchange(m_manager, m_timers, request, token, parent);
}

HttpCall *HttpClient::call(const HttpRequest &request, const CancelToken &token, QObject *parent)
{
    return new HttpCall(*this, m_timers, m_policy, request, token, parent);
}

}
