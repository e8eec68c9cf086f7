// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/DemoServer.h"

#include "core/base/ErrorText.h"
#include "core/base/Logging.h"
#include "core/demo/ClusterConnection.h"
#include "core/demo/ClusterPlace.h"
#include "core/demo/DemoMarker.h"

#include <QDir>
#include <QFile>
#include <QScopeGuard>

using namespace Qt::StringLiterals;

namespace sqlai::demo {
namespace {

Q_LOGGING_CATEGORY(logDemo, "sqlai.demo")

void report(const DemoServer::Progress &progress, const QString &text)
{
    if (progress)
        progress(text);
}

}

const QString DemoServer::database = u"fleet"_s;
const QString DemoServer::readerRole = u"fleet_reader"_s;

DemoServer::DemoServer(DemoSetup setup)
    : m_setup(std::move(setup))
    , m_startLock(m_setup.folder + u"/start.lock"_s)
    , m_usersLock(m_setup.folder + u"/users.lock"_s)
{
}

DemoServer::~DemoServer()
{
    if (const auto stopped = stop(); !stopped)
        qCWarning(logDemo, "%s", qPrintable(ErrorText::sentence(stopped.error())));
}

Result<settings::ConnectionProfile> DemoServer::start(const Progress &progress, const CancelToken &token)
{
    if (const auto prepared = prepare(token); !prepared)
        return prepared.error();
    const auto unlock = qScopeGuard([this] { m_startLock.unlock(); });
    // Alone is who could have the lock exclusively; the start lock keeps others from looking while we change over.
    const auto isAlone = m_usersLock.tryLock(LockMode::Exclusive);
    const auto isUser = isAlone ? m_usersLock.tryLock(LockMode::Shared) : isAlone;
    if (!isUser)
        return isUser.error();
    m_isAlone = *isAlone;

    const auto provided = provide(progress, token);
    if (provided)
        return m_cluster->profile(database, readerRole);
    if (const auto stopped = letGo(); !stopped)
        qCWarning(logDemo, "%s", qPrintable(ErrorText::sentence(stopped.error())));
    return provided.error();
}

/// Everything that can fail before there is something to undo; takes the start lock.
Result<void> DemoServer::prepare(const CancelToken &token)
{
    const auto tools = PostgresTools::find(m_setup.searchFolders);
    if (!tools)
        return tools.error();
    const auto account = ServerAccount::current();
    if (!account)
        return account.error();
    QFile script(m_setup.scriptPath);
    if (!script.open(QIODevice::ReadOnly))
        return Error{.code = ErrorCode::NotFound,
                     .detail = tr("The demo's script %1 cannot be read (%2): install the program again, or set "
                                  "SQLAI_DATA_DIR to its data folder.")
                                   .arg(m_setup.scriptPath, script.errorString())};
    m_script = script.readAll();
    if (!QDir().mkpath(m_setup.folder))
        return Error{.code = ErrorCode::File,
                     .detail = tr("The folder %1 for the demo cannot be made. Choose a workspace folder that you can "
                                  "write to.")
                                   .arg(m_setup.folder)};
    // Somebody who loads the data for the first time may hold it for a while.
    if (const auto locked = m_startLock.lock(LockMode::Exclusive, std::chrono::minutes(5), token); !locked)
        return locked.error();

    const ClusterPlace place(*account, m_setup.folder);
    place.removeOrphans(*tools);
    m_cluster.emplace(*tools, *account,
                      ClusterSetup{.folder = place.folder(), .roles = {readerRole}, .access = m_setup.access});
    return {};
}

Result<void> DemoServer::provide(const Progress &progress, const CancelToken &token)
{
    const DemoMarker wanted = DemoMarker::current(m_script);
    const DemoMarker found = DemoMarker::read(m_cluster->folder());
    const bool isLoaded = m_cluster->isCreated() && !found.scriptHash.isEmpty();
    // Without fsync, a server that the whole computer took down with it may have left anything on the disk.
    const bool isDoubtful = m_cluster->hasCrashed() && found.boot != wanted.boot;
    const bool isOutdated = found.scriptHash != wanted.scriptHash || isDoubtful;
    // While others use an older one, it is good enough.
    if (!isLoaded || (m_isAlone && isOutdated))
        return makeAnew(progress, token);

    const auto marked = DemoMarker{.scriptHash = found.scriptHash, .boot = wanted.boot}.write(m_cluster->folder(),
                                                                                              m_cluster->account());
    if (!marked)
        return marked.error();
    if (!m_cluster->isRunning())
        report(progress, tr("Starting the demo database…"));
    auto ready = m_cluster->start(token);
    if (ready)
        ready = moveDates(progress, token);
    if (ready || ready.error().code == ErrorCode::Cancelled)
        return ready;
    // What cannot be repaired is loaded again: everything in it comes from the script.
    qCWarning(logDemo, "%s", qPrintable(ErrorText::sentence(ready.error())));
    if (m_isAlone)
        return makeAnew(progress, token);
    return m_cluster->isRunning() ? Result<void>() : ready;
}

Result<void> DemoServer::makeAnew(const Progress &progress, const CancelToken &token)
{
    report(progress, tr("Setting up the demo database (a few seconds, only the first time)…"));
    if (const auto stopped = m_cluster->stop(); !stopped)
        return stopped.error();
    if (const auto removed = m_cluster->remove(); !removed)
        return removed.error();
    if (const auto claimed = ClusterPlace(m_cluster->account(), m_setup.folder).claim(); !claimed)
        return claimed.error();
    if (const auto created = m_cluster->create(token); !created)
        return created.error();
    if (const auto started = m_cluster->start(token); !started)
        return started.error();
    if (const auto loaded = load(token); !loaded)
        return loaded.error();
    // Last, so that a load that was broken off is never taken for a whole one.
    return DemoMarker::current(m_script).write(m_cluster->folder(), m_cluster->account());
}

Result<void> DemoServer::load(const CancelToken &token)
{
    {
        auto server = ClusterConnection::open(m_cluster->profile(PostgresCluster::superuser));
        if (!server)
            return server.error();
        if (const auto made = server->execute("CREATE DATABASE " + database.toUtf8(), token); !made)
            return made.error();
    }
    auto connection = ClusterConnection::open(m_cluster->profile(database));
    if (!connection)
        return connection.error();
    if (const auto loaded = connection->execute(m_script, token); !loaded)
        return loaded.error();
    const QByteArray password = m_cluster->profile(database, readerRole).password.reveal();
    if (password.isEmpty())
        return {};
    const auto set = connection->execute("ALTER ROLE " + readerRole.toUtf8() + " PASSWORD '" + password + '\'', token);
    return set ? Result<void>() : set.error();
}

Result<void> DemoServer::moveDates(const Progress &progress, const CancelToken &token)
{
    auto connection = ClusterConnection::open(m_cluster->profile(database));
    if (!connection)
        return connection.error();
    const auto age = connection->execute("SELECT CASE WHEN loaded_for >= current_date THEN 'today' WHEN "
                                         "date_trunc('week', loaded_for) = date_trunc('week', current_date) THEN "
                                         "'this week' ELSE 'older' END FROM demo.anchor",
                                         token);
    if (!age)
        return age.error();
    if (*age == u"today")
        return {};
    report(progress, tr("Bringing the demo's dates up to today…"));
    // One string, one transaction. Questions of other programs that are under way go first, for a while.
    const auto moved =
        connection->execute("SET LOCAL lock_timeout = '10s'; SELECT demo.move_dates_to(current_date)", token);
    if (!moved)
        return moved.error();
    if (*age == u"this week")
        return {};
    // Into another week every row is new, so the planner's statistics are wrong; the old rows' space the server's own
    // vacuum wins back behind our back.
    const auto analyzed = connection->execute("ANALYZE", token);
    return analyzed ? Result<void>() : analyzed.error();
}

Result<void> DemoServer::stop()
{
    if (!m_usersLock.isHeld())
        return {};
    if (const auto locked = m_startLock.lock(LockMode::Exclusive, std::chrono::seconds(30)); !locked) {
        m_usersLock.unlock(); // Another program is starting: it will be the last one in our place.
        return {};
    }
    const auto unlock = qScopeGuard([this] { m_startLock.unlock(); });
    return letGo();
}

/// Under the start lock.
Result<void> DemoServer::letGo()
{
    const auto isLast = m_usersLock.tryLock(LockMode::Exclusive);
    const auto unlock = qScopeGuard([this] { m_usersLock.unlock(); });
    if (!isLast)
        return isLast.error();
    return *isLast ? m_cluster->stop() : Result<void>();
}

}
