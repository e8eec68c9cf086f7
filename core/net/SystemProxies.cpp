// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/SystemProxies.h"

#include "core/net/Endpoint.h"

namespace sqlai::net {

QList<QNetworkProxy> SystemProxies::queryProxy(const QNetworkProxyQuery &query)
{
    if (isLoopback(query.peerHostName()))
        return {QNetworkProxy(QNetworkProxy::NoProxy)};
    return systemProxyForQuery(query);
}

}
