// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/PgBouncer.h"

#include "core/base/ErrorText.h"
#include "tests/support/ScratchServer.h"

#include <QDir>
#include <QStandardPaths>

#include <stdexcept>

using namespace Qt::StringLiterals;

namespace sqlai::test {
namespace {

constexpr int patience = 30'000;

[[noreturn]] void fail(const QString &reason)
{
    throw std::runtime_error("PgBouncer: " + reason.toStdString());
}

demo::ServerAccount account()
{
    const auto current = demo::ServerAccount::current();
    if (!current)
        fail(ErrorText::sentence(current.error()));
    return *current;
}

void check(const Result<void> &result)
{
    if (!result)
        fail(ErrorText::sentence(result.error()));
}

/// It stands where an ordinary user's PATH does not lead.
QString program()
{
    const QString name = u"pgbouncer"_s;
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty() ? QStandardPaths::findExecutable(name, {u"/usr/sbin"_s, u"/usr/local/sbin"_s}) : found;
}

QByteArray nameOf(PgBouncer::Mode mode)
{
    if (mode == PgBouncer::Mode::Session)
        return "session";
    return mode == PgBouncer::Mode::Transaction ? "transaction" : "statement";
}

}

PgBouncer::PgBouncer(const ScratchServer &server, Mode mode, const QStringList &roles)
    : m_mode(mode)
    , m_folder(QDir::tempPath() + u"/sqlai-pooler-XXXXXX"_s)
    , m_account(account())
{
    check(m_account.makePrivateFolder(m_folder.path()));
    QByteArray users;
    for (const QString &role : roles)
        users += '"' + role.toUtf8() + "\" \"\"\n";
    check(m_account.writePrivateFile(m_folder.filePath(u"users.txt"_s), users));
    const auto behind = server.profile(ScratchServer::superuser());
    check(m_account.writePrivateFile(m_folder.filePath(u"pgbouncer.ini"_s), configuration(behind)));
    start();
}

PgBouncer::~PgBouncer()
{
    m_process.terminate();
    if (!m_process.waitForFinished(patience))
        m_process.kill();
}

settings::ConnectionProfile PgBouncer::profile(const QString &database, const QString &role) const
{
    settings::ConnectionProfile profile;
    profile.parameters = {
        {u"host"_s, m_folder.path()}, {u"port"_s, u"6432"_s}, {u"dbname"_s, database}, {u"user"_s, role}};
    profile.isTransactionPooled = m_mode == Mode::Transaction;
    return profile;
}

QByteArray PgBouncer::configuration(const settings::ConnectionProfile &server) const
{
    return "[databases]\n"
           "* = host="
           + server.host().toUtf8() + " port=" + QByteArray::number(server.port())
           + "\n[pgbouncer]\n"
             "listen_addr =\n"
             "listen_port = 6432\n"
             "unix_socket_dir = "
           + m_folder.path().toUtf8()
           + "\nauth_type = trust\n"
             "auth_file = "
           + m_folder.filePath(u"users.txt"_s).toUtf8() + "\ndefault_pool_size = 1\npool_mode = " + nameOf(m_mode)
           + '\n';
}

void PgBouncer::start()
{
    m_account.prepare(m_process);
    m_process.setWorkingDirectory(m_folder.path());
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(program(), {m_folder.filePath(u"pgbouncer.ini"_s)});
    QByteArray log;
    while (!log.contains("process up")) { // Its sockets are open by then.
        if (!m_process.waitForReadyRead(patience))
            fail(m_process.errorString() + u'\n' + QString::fromUtf8(log));
        log += m_process.readAll();
    }
}

}
