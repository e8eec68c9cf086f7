// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/HttpServer.h"

#include "tests/support/HttpConnection.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <stdexcept>
#include <utility>

using namespace Qt::StringLiterals;

namespace sqlai::test {
namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw std::runtime_error("openssl did not write " + path.toStdString());
    return file.readAll();
}

/// Made anew each time: a key in the sources would be one that somebody finds.
QSslConfiguration selfSigned()
{
    const QTemporaryDir folder;
    const QString key = folder.filePath(u"key.pem"_s);
    const QString certificate = folder.filePath(u"certificate.pem"_s);
    QProcess openssl;
    openssl.start(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-days"_s, u"2"_s,
                                 u"-subj"_s, u"/CN=127.0.0.1"_s, u"-keyout"_s, key, u"-out"_s, certificate});
    if (!openssl.waitForFinished() || openssl.exitCode() != 0)
        throw std::runtime_error("openssl made no certificate: " + openssl.readAllStandardError().toStdString());
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPrivateKey(QSslKey(contentOf(key), QSsl::Rsa));
    configuration.setLocalCertificate(QSslCertificate(contentOf(certificate)));
    return configuration;
}

}

QByteArray SeenRequest::header(const QByteArray &name) const
{
    for (const Header &one : headers) {
        if (one.name.compare(name, Qt::CaseInsensitive) == 0)
            return one.value;
    }
    return {};
}

HttpServer::HttpServer(Handler handler, Transport transport)
    : m_handler(std::move(handler))
    , m_transport(transport)
    , m_inside(std::make_unique<QObject>())
{
    QTcpServer *server = nullptr;
    if (transport == Transport::SelfSigned) {
        auto *secured = new QSslServer(m_inside.get());
        secured->setSslConfiguration(selfSigned());
        server = secured;
    } else {
        server = new QTcpServer(m_inside.get());
    }
    m_inside->moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(
        m_inside.get(), [this, server] { listen(server); }, Qt::BlockingQueuedConnection);
}

HttpServer::~HttpServer()
{
    QMetaObject::invokeMethod(
        m_inside.get(), [this] { m_inside.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void HttpServer::listen(QTcpServer *server)
{
    QObject::connect(server, &QTcpServer::pendingConnectionAvailable, m_inside.get(), [this, server] {
        QTcpSocket *socket = server->nextPendingConnection();
        {
            const std::scoped_lock lock(m_mutex);
            ++m_connections;
        }
        if (m_transport != Transport::Mute)
            new HttpConnection(*this, socket);
    });
    if (!server->listen(QHostAddress::LocalHost))
        qFatal("The test's HTTP server cannot listen: %s", qUtf8Printable(server->errorString()));
    m_port = server->serverPort();
}

QString HttpServer::url(const QString &path) const
{
    const QString scheme = m_transport == Transport::Plain ? u"http"_s : u"https"_s;
    return u"%1://127.0.0.1:%2%3"_s.arg(scheme).arg(m_port).arg(path);
}

void HttpServer::setHandler(Handler handler)
{
    const std::scoped_lock lock(m_mutex);
    m_handler = std::move(handler);
}

QList<SeenRequest> HttpServer::requests() const
{
    const std::scoped_lock lock(m_mutex);
    return m_requests;
}

void HttpServer::forgetRequests()
{
    const std::scoped_lock lock(m_mutex);
    m_requests.clear();
}

int HttpServer::connections() const
{
    const std::scoped_lock lock(m_mutex);
    return m_connections;
}

ScriptedAnswer HttpServer::answer(const SeenRequest &request)
{
    Handler handler;
    {
        const std::scoped_lock lock(m_mutex);
        m_requests.append(request);
        handler = m_handler;
    }
    return handler(request);
}

}
