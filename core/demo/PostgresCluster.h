// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Result.h"
#include "core/demo/PostgresTools.h"
#include "core/demo/ServerAccount.h"
#include "core/settings/ConnectionProfile.h"

#include <QMap>
#include <QString>
#include <QStringList>

namespace sqlai::demo {

/// How programs reach a private server.
enum class ClusterAccess { LocalSocket, Loopback };

struct ClusterSetup {
    /// Absolute; holds everything of the cluster. Its parent must exist and the server's account must reach it.
    QString folder = {};
    /// The roles that this program's account may use, besides the superuser.
    QStringList roles = {};
    /// Lines of pg_hba.conf in place of the private ones; for tests.
    QByteArray accessRules = {};
    /// Further settings of the server, or others in place of ours.
    QMap<QString, QString> settings = {};
    ClusterAccess access =
        ServerAccount::hasPeerAuthentication() ? ClusterAccess::LocalSocket : ClusterAccess::Loopback;
};

/// A private PostgreSQL server in a folder of its own, reachable only by the account that made it.
///
/// Its functions wait (initdb takes about a second): they are for a worker, never for the main thread. It knows nothing
/// about other programs that use the same folder: DemoServer keeps those apart. Destruction leaves the server running.
class PostgresCluster final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::demo::PostgresCluster)

public:
    static const QString superuser;

    PostgresCluster(PostgresTools tools, ServerAccount account, ClusterSetup setup);

    /// initdb; whole or not at all. Errors: File, Connection, Cancelled.
    Result<void> create(const CancelToken &token = {});
    /// Whether create() succeeded once, by a server program of the same version.
    bool isCreated() const;
    /// Starts the server unless it runs, also after a crash. Errors: File, Connection (with the server's own words).
    Result<void> start(const CancelToken &token = {});
    /// Ends all sessions and the server, in at most half a minute. Connection.
    Result<void> stop();
    /// Whether the server of this very folder lives; a left-over postmaster.pid does not count.
    bool isRunning() const;
    /// Whether the last server ended without a stop().
    bool hasCrashed() const;
    /// Removes the whole folder; the server must not run.
    Result<void> remove();

    /// The number of the server's main process; 0 when none runs.
    qint64 processNumber() const;
    /// How to reach the running server. The password is set on Loopback alone, for the roles of the setup and the
    /// superuser; giving it to a role is the business of whoever makes the role.
    settings::ConnectionProfile profile(const QString &database, const QString &role = superuser) const;
    QString folder() const { return m_setup.folder; }
    QString dataFolder() const;
    const ServerAccount &account() const { return m_account; }

private:
    struct Postmaster;

    std::optional<Postmaster> postmaster() const;
    QString socketFolder() const;
    QString passwordPath(const QString &role) const;
    Result<void> writeConfiguration();
    Result<void> runControl(const QStringList &arguments, const CancelToken &token);
    Error startFailure() const;

    PostgresTools m_tools;
    ServerAccount m_account;
    ClusterSetup m_setup;
};

}
