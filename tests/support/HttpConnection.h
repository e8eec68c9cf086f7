// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/HttpServer.h"

#include <QObject>

#include <optional>

class QTcpSocket;

namespace sqlai::test {

/// One connection of the HttpServer, in its thread: reads requests one after the other and plays their answers.
class HttpConnection final : public QObject
{
public:
    HttpConnection(HttpServer &server, QTcpSocket *socket);

private:
    void read();
    /// Takes a whole request off what has come; nothing while it is not whole.
    std::optional<SeenRequest> takeRequest();
    void play(const ScriptedAnswer &answer);
    void writeOn();

    /// What happens after the last byte.
    enum class Afterwards { KeepOpen, Close, Stall };

    HttpServer &m_server;
    QTcpSocket *m_socket;
    QByteArray m_received;
    QByteArray m_toSend;
    qsizetype m_pieceBytes = 0;
    Afterwards m_afterwards = Afterwards::KeepOpen;
    bool m_isBusy = false;
};

}
