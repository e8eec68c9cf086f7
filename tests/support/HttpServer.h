// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QThread>
#include <QUrl>

#include <functional>
#include <memory>
#include <mutex>

class QTcpServer;

namespace sqlai::test {

struct Header {
    QByteArray name = {};
    QByteArray value = {};
};

/// A request as it came over the wire.
struct SeenRequest {
    QByteArray method = {};
    QByteArray path = {};
    QList<Header> headers = {};
    QByteArray body = {};

    /// The first of that name, or empty; names are compared without case.
    QByteArray header(const QByteArray &name) const;
};

enum class Framing { ContentLength, Chunked, UntilClose };

/// What the server does with a request.
struct ScriptedAnswer {
    int status = 200;
    QList<Header> headers = {{"Content-Type", "application/json"}};
    QByteArray body = {};
    Framing framing = Framing::ContentLength;
    /// How many bytes are written at once, head included; 0 for all. Each piece is a segment of its own.
    int pieceBytes = 0;
    /// After so many bytes of the body nothing follows, and the connection stays open; -1 for never.
    qsizetype stallAfter = -1;
    /// After so many bytes of the body the connection is closed; -1 for never.
    qsizetype closeAfter = -1;
    /// Takes the place of everything above but for pieceBytes: these bytes, then the connection is closed.
    QByteArray raw = {};
    /// Not a byte is answered.
    bool isMute = false;
};

enum class Transport {
    Plain,
    /// With a certificate that nobody has signed.
    SelfSigned,
    /// Accepts connections and says nothing at all, to TLS neither.
    Mute
};

/// A real HTTP/1.1 server on 127.0.0.1 in a thread of its own: a test may block while it answers. The
/// constructor throws std::runtime_error where there is no certificate to be had.
class HttpServer final
{
public:
    /// Called in the server's thread.
    using Handler = std::function<ScriptedAnswer(const SeenRequest &)>;

    explicit HttpServer(Handler handler, Transport transport = Transport::Plain);
    ~HttpServer();
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    quint16 port() const { return m_port; }
    /// "http://127.0.0.1:PORT" and the path; https where it speaks that or nothing at all.
    QString url(const QString &path = {}) const;
    /// For the requests to come.
    void setHandler(Handler handler);
    /// Whole requests so far, in their order.
    QList<SeenRequest> requests() const;
    void forgetRequests();
    /// Connections so far, also those that asked nothing.
    int connections() const;

private:
    friend class HttpConnection;
    ScriptedAnswer answer(const SeenRequest &request);
    void listen(QTcpServer *server);

    mutable std::mutex m_mutex;
    Handler m_handler;
    QList<SeenRequest> m_requests;
    int m_connections = 0;
    quint16 m_port = 0;
    const Transport m_transport;
    QThread m_thread;
    /// Lives in the thread; what listens there is its child.
    std::unique_ptr<QObject> m_inside;
};

}
