// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkProxyFactory>

namespace sqlai::net {

/// The proxies that the system or the environment names, but none for this machine: a key on its way to a server here
/// must not pass through another one.
class SystemProxies final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override;
};

}
