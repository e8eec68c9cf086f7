// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/PostgresCluster.h"

#include "core/demo/ToolRun.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHostAddress>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QThread>

using namespace Qt::StringLiterals;

namespace sqlai::demo {
namespace {

/// Read by every server after postgresql.conf, which so stays as initdb made it.
constexpr auto ownConfiguration = "postgresql.auto.conf"_L1;
constexpr int socketPort = 5432; // Only a part of the socket's name.

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray randomPassword()
{
    QByteArray bytes(24, '\0');
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32 *>(bytes.data()), bytes.size() / 4);
    return bytes.toHex();
}

/// A value of postgresql.conf.
QString quoted(QString value)
{
    return u'\'' + value.replace(u'\\', u"\\\\"_s).replace(u'\'', u"''"_s) + u'\'';
}

/// A name in pg_hba.conf or pg_ident.conf.
QByteArray quotedName(const QString &name)
{
    return '"' + name.toUtf8() + '"';
}

int freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : 0;
}

}

/// What postmaster.pid tells.
struct PostgresCluster::Postmaster {
    qint64 process = 0;
    QString port = {};
    QString socketFolder = {};
};

const QString PostgresCluster::superuser = u"postgres"_s;

PostgresCluster::PostgresCluster(PostgresTools tools, ServerAccount account, ClusterSetup setup)
    : m_tools(std::move(tools))
    , m_account(account)
    , m_setup(std::move(setup))
{
    m_setup.folder = QDir::cleanPath(m_setup.folder);
}

QString PostgresCluster::dataFolder() const
{
    return m_setup.folder + u"/data"_s;
}

QString PostgresCluster::passwordPath(const QString &role) const
{
    return m_setup.folder + u'/' + role + u".password"_s;
}

/// In the cluster's folder, or where that path is too long for a socket, in one with a short name.
QString PostgresCluster::socketFolder() const
{
    QString usual = m_setup.folder + u"/socket"_s;
    const auto name = u"/.s.PGSQL.%1"_s.arg(socketPort);
    if (QFile::encodeName(usual + name).size() <= ServerAccount::longestSocketPath())
        return usual;
    const QByteArray hash = QCryptographicHash::hash(m_setup.folder.toUtf8(), QCryptographicHash::Sha256).toHex();
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR"); // The person's own, short, and gone at log-out.
    const bool isReachable = !runtime.isEmpty() && !m_account.isForeign();
    return (isReachable ? runtime : QDir::tempPath()) + u"/sql-ai-agent-"_s + QString::fromLatin1(hash.left(16));
}

Result<void> PostgresCluster::create(const CancelToken &token)
{
    if (const auto made = m_account.makePrivateFolder(m_setup.folder); !made)
        return made.error();
    // Under another name until it is whole, so that a crash leaves nothing that looks like a cluster.
    const QString unfinished = m_setup.folder + u"/data.unfinished"_s;
    QDir(unfinished).removeRecursively();
    QDir(dataFolder()).removeRecursively();
    const QStringList roles = m_setup.roles + QStringList{superuser};
    for (const QString &role : roles) {
        if (const auto written = m_account.writePrivateFile(passwordPath(role), randomPassword()); !written)
            return written.error();
    }

    // Sorting by bytes and C messages are the same everywhere; the character type makes upper('ä') work.
    QStringList arguments{u"--pgdata="_s + unfinished,
                          u"--username="_s + superuser,
                          u"--pwfile="_s + passwordPath(superuser),
                          u"--encoding=UTF8"_s,
                          u"--locale=C"_s,
                          u"--auth-host=scram-sha-256"_s,
                          u"--no-sync"_s,
                          u"--no-instructions"_s};
    if (ServerAccount::hasPeerAuthentication())
        arguments << u"--auth-local=peer"_s;
    if (const QString type = ServerAccount::utf8CharacterType(); !type.isEmpty())
        arguments << u"--lc-ctype="_s + type;
    const auto made = runTool({.program = m_tools.program(u"initdb"_s),
                               .arguments = arguments,
                               .workingFolder = m_setup.folder,
                               .timeout = std::chrono::minutes(2)},
                              m_account, token);
    if (!made)
        return made.error();

    if (!QDir().rename(unfinished, dataFolder()))
        return Error{.code = ErrorCode::File,
                     .detail = tr("The demo database's folder %1 cannot be written to.").arg(m_setup.folder)};
    return {};
}

bool PostgresCluster::isCreated() const
{
    return readFile(dataFolder() + u"/PG_VERSION"_s).trimmed().toInt() == m_tools.majorVersion();
}

std::optional<PostgresCluster::Postmaster> PostgresCluster::postmaster() const
{
    const QList<QByteArray> lines = readFile(dataFolder() + u"/postmaster.pid"_s).split('\n');
    if (lines.size() < 6)
        return {};
    return Postmaster{.process = lines[0].trimmed().toLongLong(),
                      .port = QString::fromLatin1(lines[3].trimmed()),
                      .socketFolder = QFile::decodeName(lines[4].trimmed())};
}

qint64 PostgresCluster::processNumber() const
{
    const auto found = postmaster();
    return found && ServerAccount::isServerProcess(found->process, dataFolder()) ? found->process : 0;
}

bool PostgresCluster::isRunning() const
{
    return processNumber() != 0;
}

bool PostgresCluster::hasCrashed() const
{
    return !isRunning() && QFileInfo::exists(dataFolder() + u"/postmaster.pid"_s);
}

Result<void> PostgresCluster::writeConfiguration()
{
    const bool isLocal = m_setup.access == ClusterAccess::LocalSocket;
    if (const auto made = isLocal ? m_account.makePrivateFolder(socketFolder()) : Result<void>(); !made)
        return made.error();

    // A throw-away database: what a power cut breaks is made anew, so nothing waits for the disk.
    QMap<QString, QString> settings{
        {u"fsync"_s, u"off"_s},
        {u"full_page_writes"_s, u"off"_s},
        {u"synchronous_commit"_s, u"off"_s},
        {u"wal_level"_s, u"minimal"_s},
        {u"max_wal_senders"_s, u"0"_s},
        {u"max_connections"_s, u"60"_s},
        {u"jit"_s, u"off"_s},
        {u"log_min_messages"_s, u"warning"_s},
        {u"log_checkpoints"_s, u"off"_s},
        {u"log_min_error_statement"_s, u"panic"_s}, // What a person asks is not for a log.
        {u"autovacuum_naptime"_s, u"10s"_s}, // Programs come and go faster than its usual minute.
        {u"listen_addresses"_s, isLocal ? QString() : u"127.0.0.1"_s},
        {u"port"_s, QString::number(isLocal ? socketPort : freePort())},
        {u"unix_socket_directories"_s, isLocal ? socketFolder() : QString()},
        {u"unix_socket_permissions"_s, u"0700"_s},
    };
    settings.insert(m_setup.settings);
    QString text;
    for (auto setting = settings.cbegin(); setting != settings.cend(); ++setting)
        text += setting.key() + u" = "_s + quoted(setting.value()) + u'\n';

    // Who is at the other end of a socket the kernel itself tells (peer), so there is no password to lose, and the
    // folder's and the socket's own permissions keep others out before that. A port is open to everyone on the machine:
    // there a password decides, random and kept where only this account reads it.
    const QByteArray client = quotedName(m_account.clientName());
    QByteArray names;
    const QStringList roles = m_setup.roles + QStringList{superuser};
    for (const QString &role : roles)
        names += "owner " + client + ' ' + quotedName(role) + '\n';
    QByteArray rules = m_setup.accessRules;
    if (rules.isEmpty())
        rules = isLocal ? "local all all peer map=owner\n" : "host all all 127.0.0.1/32 scram-sha-256\n";

    const QList<std::pair<QString, QByteArray>> files{
        {ownConfiguration, text.toUtf8()}, {u"pg_hba.conf"_s, rules}, {u"pg_ident.conf"_s, names}};
    for (const auto &[name, bytes] : files) {
        if (const auto written = m_account.writePrivateFile(dataFolder() + u'/' + name, bytes); !written)
            return written.error();
    }
    return {};
}

Result<void> PostgresCluster::runControl(const QStringList &arguments, const CancelToken &token)
{
    return runTool({.program = m_tools.program(u"pg_ctl"_s),
                    .arguments = arguments + QStringList{u"-D"_s, dataFolder(), u"-w"_s, u"-s"_s},
                    .workingFolder = m_setup.folder,
                    .timeout = std::chrono::seconds(70)},
                   m_account, token);
}

Result<void> PostgresCluster::start(const CancelToken &token)
{
    if (isRunning())
        return {};
    const QString log = m_setup.folder + u"/server.log"_s;
    // Children of a killed server hold its shared memory for a moment; a free port may be taken before we use it.
    for (const QDeadlineTimer deadline(std::chrono::seconds(10)); true; QThread::msleep(200)) {
        // Left over: PostgreSQL itself would trust it as soon as any process has its number again.
        QFile::remove(dataFolder() + u"/postmaster.pid"_s);
        QFile::remove(log);
        if (const auto written = writeConfiguration(); !written)
            return written.error();
        auto started = runControl({u"start"_s, u"-l"_s, log, u"-t"_s, u"60"_s}, token);
        if (started || started.error().code == ErrorCode::Cancelled)
            return started;
        if (deadline.hasExpired() || !QFileInfo(log).size())
            return startFailure();
    }
}

Error PostgresCluster::startFailure() const
{
    QString reason;
    for (const QByteArray &line : readFile(m_setup.folder + u"/server.log"_s).split('\n')) {
        if (const qsizetype at = line.indexOf("FATAL:"); at >= 0)
            reason = QString::fromUtf8(line.mid(at + 6)).trimmed();
    }
    if (reason.isEmpty())
        reason = tr("see %1").arg(m_setup.folder + u"/server.log"_s);
    return Error{.code = ErrorCode::Connection, .detail = tr("the demo server did not start: %1").arg(reason)};
}

Result<void> PostgresCluster::stop()
{
    if (!isRunning())
        return {};
    const QString folder = postmaster().value_or(Postmaster{}).socketFolder; // As it was when it started.
    auto stopped = runControl({u"stop"_s, u"-m"_s, u"fast"_s, u"-t"_s, u"30"_s}, {});
    if (stopped && !folder.isEmpty() && !folder.startsWith(m_setup.folder))
        QDir().rmdir(folder);
    return stopped;
}

Result<void> PostgresCluster::remove()
{
    if (QDir(m_setup.folder).removeRecursively())
        return {};
    return Error{.code = ErrorCode::File,
                 .detail = tr("The demo database's folder %1 cannot be removed.").arg(m_setup.folder)};
}

settings::ConnectionProfile PostgresCluster::profile(const QString &database, const QString &role) const
{
    const Postmaster server = postmaster().value_or(Postmaster{});
    const bool isLocal = m_setup.access == ClusterAccess::LocalSocket;
    settings::ConnectionProfile profile;
    profile.parameters = {{u"host"_s, isLocal ? server.socketFolder : u"127.0.0.1"_s},
                          {u"port"_s, server.port},
                          {u"dbname"_s, database},
                          {u"user"_s, role}};
    if (!isLocal)
        profile.password = Secret(readFile(passwordPath(role)).trimmed());
    return profile;
}

}
