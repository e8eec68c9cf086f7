// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/FileLock.h"
#include "core/base/Result.h"
#include "core/demo/PostgresCluster.h"
#include "core/settings/ConnectionProfile.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace sqlai::demo {

struct DemoSetup {
    /// DemoWorkspace::serverFolder(), absolute: programs that name the same one share one server.
    QString folder = {};
    /// The script that makes the database; a changed one makes it anew.
    QString scriptPath = {};
    QStringList searchFolders = PostgresTools::searchFolders();
    ClusterAccess access = ClusterSetup().access;
};

/// The demo's database server, shared by all programs on one workspace: the first one starts it, the last one stops it.
///
/// Each user holds a shared lock on `users.lock` while it needs the server; who gets that lock exclusively is alone.
/// Starting and stopping happen under `start.lock`, so that a stop never meets another program's start. Both locks die
/// with their program: after a SIGKILL the server runs on until the next program has come and gone.
///
/// Its functions wait: they are for one worker (DemoService), never for the main thread.
class DemoServer final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::demo::DemoServer)

public:
    static const QString database;
    /// May SELECT and nothing else.
    static const QString readerRole;

    using Progress = std::function<void(const QString &text)>;

    explicit DemoServer(DemoSetup setup);
    /// Stops as stop() does.
    ~DemoServer();
    DemoServer(const DemoServer &) = delete;
    DemoServer &operator=(const DemoServer &) = delete;

    /// Makes, starts or joins the server, brings the data's dates up to today, and answers with how the program
    /// reaches it. `progress` is called in this thread. Errors: NotFound (no PostgreSQL, no script), File, Connection,
    /// SqlFailed (the script), Cancelled.
    Result<settings::ConnectionProfile> start(const Progress &progress = {}, const CancelToken &token = {});
    /// Lets go of the server, and stops it where nobody else uses it. Takes half a minute at most.
    Result<void> stop();

private:
    Result<void> prepare(const CancelToken &token);
    Result<void> provide(const Progress &progress, const CancelToken &token);
    Result<void> makeAnew(const Progress &progress, const CancelToken &token);
    Result<void> load(const CancelToken &token);
    Result<void> moveDates(const Progress &progress, const CancelToken &token);
    Result<void> letGo();

    DemoSetup m_setup;
    FileLock m_startLock;
    FileLock m_usersLock;
    std::optional<PostgresCluster> m_cluster;
    QByteArray m_script;
    bool m_isAlone = false;
};

}
