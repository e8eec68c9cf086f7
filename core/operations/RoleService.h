// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Actor.h"
#include "core/base/CancelToken.h"
#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/pg/RoleProbe.h"
#include "core/report/RoleReport.h"

#include <QFuture>
#include <QObject>

#include <optional>

namespace sqlai::pg {
class QueryRunner;
}
namespace sqlai::storage {
class SuperuserRepository;
}

namespace sqlai::operations {

/// The role that one connection works as: everyone may look, an admin decides whether it may be a superuser. Lives in
/// the main thread.
class RoleService final : public QObject
{
    Q_OBJECT

public:
    /// `connectionKey` is ConnectionProfile::key(); empty without a connection.
    RoleService(storage::SuperuserRepository &store, pg::QueryRunner &runner, const Clock &clock, QString connectionKey,
                QObject *parent = nullptr);

    /// What the role may do, as the server says now. Errors: Connection ..., Storage.
    QFuture<Result<report::RoleReport>> read(const Actor &actor, const CancelToken &token = {});
    /// The SQL that makes a role which reads the same and is given nothing else. Errors: Usage (the name), Connection
    /// ...
    QFuture<Result<QString>> script(const Actor &actor, const QString &name, const CancelToken &token = {});

    /// Lets statements run as a superuser until the program ends. Errors: Forbidden.
    Result<void> allowSuperuserOnce(const Actor &actor);
    /// The same on this connection from now on, also in later programs. Errors: Forbidden, Usage (no connection is
    /// named), Storage.
    QFuture<Result<void>> allowSuperuser(const Actor &actor);
    /// Takes both back. Errors: as above.
    QFuture<Result<void>> forbidSuperuser(const Actor &actor);
    /// Tells the runner what was decided, by other programs too, unless a word for this run stands against it. Whoever
    /// opens the connection does it first, AllowingRunner before each statement. Errors: Storage.
    QFuture<Result<void>> restore();

private:
    /// A decision that stays needs a connection that it is about.
    std::optional<Error> refusalToStore(const Actor &actor) const;
    void tell(const Actor &actor, bool isAllowed, const QString &how);
    void tellRunner(bool isAllowed);

    storage::SuperuserRepository &m_store;
    pg::QueryRunner &m_runner;
    pg::RoleProbe m_probe;
    const Clock &m_clock;
    QString m_connectionKey;
    bool m_isSuperuserAllowed = false;
    /// What holds for this run whatever is stored: allowed once, or forbidden while the store does not say so yet.
    std::optional<bool> m_thisRun = {};
    /// Counts the decisions: an answer of the store that comes after a later one decides nothing.
    int m_decision = 0;
};

}
