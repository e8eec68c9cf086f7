// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Actor.h"
#include "core/base/CancelToken.h"
#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/report/Allowance.h"

#include <QFuture>
#include <QObject>

namespace sqlai::pg {
class QueryRunner;
}
namespace sqlai::storage {
class AllowanceRepository;
}

namespace sqlai::operations {

/// What may run on one connection although only its owner knows what it does: everyone may look, an admin decides.
/// Lives in the main thread.
class AllowanceService final : public QObject
{
    Q_OBJECT

public:
    /// `connectionKey` is ConnectionProfile::key().
    AllowanceService(storage::AllowanceRepository &store, pg::QueryRunner &runner, const Clock &clock,
                     QString connectionKey, QObject *parent = nullptr);

    /// By name. Errors: Storage.
    QFuture<Result<QList<report::Allowance>>> list(const Actor &actor);
    /// The object as it stands on the server now, for whoever is to judge it. Errors: NotFound, Connection ...
    QFuture<Result<report::DatabaseObject>> describe(const Actor &actor, const report::ObjectName &object,
                                                     const CancelToken &token = {});
    /// Vouches for an object as it was shown. It is read anew, and refused (Usage) where its fingerprint is another by
    /// now. Errors: Forbidden, NotFound, Connection ..., Storage.
    QFuture<Result<report::Allowance>> allow(const Actor &actor, const report::DatabaseObject &shown,
                                             const CancelToken &token = {});
    /// Takes the word back, and says for what. Errors: Forbidden, NotFound, Storage.
    QFuture<Result<report::Allowance>> revoke(const Actor &actor, qint64 id);
    /// Tells the runner what is allowed by now, whichever program allowed it. Errors: Storage.
    QFuture<Result<void>> refresh();

Q_SIGNALS:
    /// Something was allowed or revoked here.
    void changed();

private:
    QFuture<Result<report::Allowance>> store(const Actor &actor, const report::DatabaseObject &object);
    void tell(const QList<report::Allowance> &allowances);

    storage::AllowanceRepository &m_store;
    pg::QueryRunner &m_runner;
    const Clock &m_clock;
    QString m_connectionKey;
    /// What the runner was told last.
    QList<report::Allowance> m_told;
};

}
