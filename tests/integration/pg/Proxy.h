// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/ConnectionProfile.h"

#include <QLocalSocket>
#include <QTcpServer>
#include <QTcpSocket>

namespace sqlai::test {

/// A network of our own between a program and a server: forwards from a loopback port to the server's socket until it
/// is told to freeze or to cut. Needs the event loop to forward.
class Proxy final : public QObject
{
public:
    explicit Proxy(settings::ConnectionProfile server)
        : m_profile(std::move(server))
    {
        const auto &parameters = m_profile.parameters;
        m_socketPath = parameters.value(QStringLiteral("host")) + QStringLiteral("/.s.PGSQL.")
                       + parameters.value(QStringLiteral("port"));
        m_server.listen(QHostAddress::LocalHost);
        m_profile.parameters[QStringLiteral("host")] = QStringLiteral("127.0.0.1");
        m_profile.parameters[QStringLiteral("port")] = QString::number(m_server.serverPort());
        connect(&m_server, &QTcpServer::newConnection, this, [this] { forward(m_server.nextPendingConnection()); });
    }

    const settings::ConnectionProfile &profile() const { return m_profile; }
    /// Nothing goes through any more, and nobody is told.
    void freeze() { m_isFrozen = true; }
    /// Every connection breaks.
    void cut()
    {
        for (QTcpSocket *client : m_server.findChildren<QTcpSocket *>())
            client->abort();
    }

private:
    void forward(QTcpSocket *client)
    {
        auto *server = new QLocalSocket(client);
        connect(client, &QTcpSocket::readyRead, server, [this, client, server] { pass(client, server); });
        connect(server, &QLocalSocket::readyRead, client, [this, client, server] { pass(server, client); });
        connect(server, &QLocalSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        connect(client, &QTcpSocket::disconnected, server, &QLocalSocket::disconnectFromServer);
        connect(client, &QTcpSocket::bytesWritten, server, [this, client, server] { pass(server, client); });
        server->setReadBufferSize(bufferBytes);
        server->connectToServer(m_socketPath);
    }
    void pass(QIODevice *from, QIODevice *to) const
    {
        if (!m_isFrozen && to->bytesToWrite() < bufferBytes)
            to->write(from->readAll());
    }

    static constexpr qint64 bufferBytes = 256LL * 1024;
    settings::ConnectionProfile m_profile;
    QString m_socketPath;
    QTcpServer m_server;
    bool m_isFrozen = false;
};

}
