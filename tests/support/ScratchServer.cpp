// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ScratchServer.h"

#include "core/base/ErrorText.h"
#include "core/demo/ClusterConnection.h"
#include "tests/support/Processes.h"
#include "tests/support/Psql.h"

#include <QDir>
#include <QFile>

#include <stdexcept>

using namespace Qt::StringLiterals;

namespace sqlai::test {
namespace {

[[noreturn]] void fail(const QString &reason)
{
    throw std::runtime_error(reason.toStdString());
}

template <typename T>
T valueOf(Result<T> result)
{
    if (!result)
        fail(ErrorText::sentence(result.error()));
    if constexpr (!std::is_void_v<T>)
        return std::move(result).value();
}

demo::ServerAccount reachingAccount(const QString &folder)
{
    const demo::ServerAccount account = valueOf(demo::ServerAccount::current());
    valueOf(account.makePrivateFolder(folder));
    return account;
}

}

ScratchServer::ScratchServer(const Settings &settings, const QByteArray &accessRules)
    : m_folder(QDir::tempPath() + u"/sqlai-scratch-XXXXXX"_s)
    , m_tools(valueOf(demo::PostgresTools::find()))
{
    Settings all{{u"synchronize_seqscans"_s, u"off"_s}};
    all.insert(settings);
    m_cluster = std::make_unique<demo::PostgresCluster>(
        m_tools, reachingAccount(m_folder.path()),
        demo::ClusterSetup{.folder = m_folder.path() + u"/cluster"_s,
                           .accessRules = accessRules + "local all all trust\nhost all all 127.0.0.1/32 trust\n",
                           .settings = all});
    valueOf(m_cluster->create());
    start();
}

ScratchServer::~ScratchServer()
{
    const auto stopped = m_cluster->stop();
    if (!stopped)
        qWarning("%s", qPrintable(ErrorText::sentence(stopped.error())));
}

void ScratchServer::createDatabase(const QString &name)
{
    runScript(superuser(), "CREATE DATABASE \"" + name.toUtf8() + '"');
}

QString ScratchServer::runScript(const QString &database, const QByteArray &sql)
{
    return valueOf(valueOf(demo::ClusterConnection::open(profile(database))).execute(sql));
}

QString ScratchServer::runFile(const QString &database, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        fail(path + u": "_s + file.errorString());
    return runScript(database, file.readAll());
}

QByteArray ScratchServer::psqlCsv(const QString &database, const QString &sql, const QString &role) const
{
    return test::psqlCsv(profile(database, role), sql);
}

settings::ConnectionProfile ScratchServer::profile(const QString &database, const QString &role) const
{
    auto profile = m_cluster->profile(database, role);
    profile.allowsSuperuser = role == superuser();
    return profile;
}

QString ScratchServer::connectionString(const QString &database, const QString &role) const
{
    return connectionStringOf(profile(database, role));
}

void ScratchServer::stop()
{
    valueOf(m_cluster->stop());
}

void ScratchServer::crash()
{
    killProcess(m_cluster->processNumber());
}

void ScratchServer::start()
{
    valueOf(m_cluster->start());
}

}
