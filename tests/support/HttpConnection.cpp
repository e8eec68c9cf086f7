// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/HttpConnection.h"

#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace sqlai::test {
namespace {

SeenRequest parseHead(const QByteArray &head)
{
    SeenRequest request;
    const auto lines = head.split('\n');
    const auto words = lines.first().trimmed().split(' ');
    request.method = words.value(0);
    request.path = words.value(1);
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            request.headers.append({line.first(colon).trimmed(), line.sliced(colon + 1).trimmed()});
    }
    return request;
}

QByteArray framingHeader(const ScriptedAnswer &answer)
{
    switch (answer.framing) {
    case Framing::ContentLength:
        return "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
    case Framing::Chunked:
        return "Transfer-Encoding: chunked\r\n";
    case Framing::UntilClose:
        break;
    }
    return "Connection: close\r\n";
}

QByteArray headOf(const ScriptedAnswer &answer)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + " Scripted\r\n";
    for (const Header &header : answer.headers)
        head += header.name + ": " + header.value + "\r\n";
    return head + framingHeader(answer) + "\r\n";
}

QByteArray framed(const QByteArray &body, Framing framing, bool isWhole)
{
    if (framing != Framing::Chunked)
        return body;
    constexpr qsizetype chunkBytes = 1000;
    QByteArray bytes;
    for (qsizetype i = 0; i < body.size(); i += chunkBytes) {
        const QByteArray chunk = body.mid(i, chunkBytes);
        bytes += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
    }
    return isWhole ? bytes + "0\r\n\r\n" : bytes;
}

}

HttpConnection::HttpConnection(HttpServer &server, QTcpSocket *socket)
    : QObject(socket)
    , m_server(server)
    , m_socket(socket)
{
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(socket, &QTcpSocket::readyRead, this, &HttpConnection::read);
    connect(socket, &QTcpSocket::bytesWritten, this, [this] {
        if (m_socket->bytesToWrite() == 0)
            QTimer::singleShot(0, this, &HttpConnection::writeOn);
    });
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    read();
}

void HttpConnection::read()
{
    m_received += m_socket->readAll();
    if (m_isBusy)
        return;
    if (const auto request = takeRequest())
        play(m_server.answer(*request));
}

std::optional<SeenRequest> HttpConnection::takeRequest()
{
    const qsizetype headEnd = m_received.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return std::nullopt;
    SeenRequest request = parseHead(m_received.first(headEnd));
    const qsizetype bodyStart = headEnd + 4;
    const qsizetype bodyBytes = request.header("Content-Length").toLongLong();
    if (m_received.size() < bodyStart + bodyBytes)
        return std::nullopt;
    request.body = m_received.mid(bodyStart, bodyBytes);
    m_received.remove(0, bodyStart + bodyBytes);
    return request;
}

void HttpConnection::play(const ScriptedAnswer &answer)
{
    m_isBusy = true;
    m_pieceBytes = answer.pieceBytes;
    if (answer.isMute)
        return;
    m_afterwards = Afterwards::KeepOpen;
    if (!answer.raw.isEmpty()) {
        m_toSend = answer.raw;
        m_afterwards = Afterwards::Close;
    } else {
        const qsizetype limit = answer.stallAfter >= 0 ? answer.stallAfter : answer.closeAfter;
        m_toSend =
            headOf(answer) + framed(limit < 0 ? answer.body : answer.body.left(limit), answer.framing, limit < 0);
        if (answer.stallAfter >= 0)
            m_afterwards = Afterwards::Stall;
        else if (answer.closeAfter >= 0 || answer.framing == Framing::UntilClose)
            m_afterwards = Afterwards::Close;
    }
    writeOn();
}

/// Called again when a piece is on its way: the next one is a segment of its own.
void HttpConnection::writeOn()
{
    if (!m_isBusy)
        return;
    if (!m_toSend.isEmpty()) {
        const qsizetype bytes = m_pieceBytes > 0 ? std::min(m_pieceBytes, m_toSend.size()) : m_toSend.size();
        m_socket->write(m_toSend.first(bytes));
        m_toSend.remove(0, bytes);
        return;
    }
    if (m_afterwards == Afterwards::Stall)
        return;
    m_isBusy = false;
    if (m_afterwards == Afterwards::Close)
        m_socket->disconnectFromHost();
    else
        read();
}

}
