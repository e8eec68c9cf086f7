// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Result.h"
#include "core/pg/GuardMemory.h"
#include "core/pg/PgConnection.h"
#include "core/pg/PgTransaction.h"
#include "core/pg/QueryRunner.h"
#include "core/settings/ConnectionProfile.h"

#include <QList>

#include <memory>

namespace sqlai::pg {

/// One connection and what can be done on it, one thing after another. Every call blocks and belongs on the worker
/// that PgPool pairs it with. It connects when it is first needed, and once anew, silently, when the connection turns
/// out to be dead before anything ran; never in the middle of a result.
class PgSession final
{
public:
    PgSession(settings::ConnectionProfile profile, std::shared_ptr<GuardMemory> memory);

    Result<RunSummary> run(const sql::CheckedSql &sql, const RunLimits &limits, table::RowSink &sink,
                           const CancelToken &token);
    Result<report::Plan> explain(const sql::CheckedSql &sql, const RunLimits &limits, const CancelToken &token);
    Result<report::Verdict> check(const sql::CheckedSql &sql, const RunLimits &limits, const CancelToken &token);
    Result<report::DatabaseObject> describe(report::ObjectKind kind, const QString &name, const RunLimits &limits,
                                            const CancelToken &token);
    Result<QList<table::RowSet>> readSnapshot(const QList<StaticSql> &statements, const RunLimits &limits,
                                              const CancelToken &token);
    /// The same also as a superuser who is refused otherwise.
    Result<QList<table::RowSet>> readAsAnyRole(const QList<StaticSql> &statements, const RunLimits &limits,
                                               const CancelToken &token);

private:
    template <typename Work>
    auto inTransaction(Isolation isolation, Superusers superusers, const RunLimits &limits, const CancelToken &token,
                       Work work) -> std::invoke_result_t<Work, PgTransaction &>;
    /// A connection on which `transaction` has begun.
    Result<void> begin(std::optional<PgTransaction> &transaction, Isolation isolation, Superusers superusers,
                       const RunLimits &limits, const CancelToken &token);
    /// As administrators decided for this connection.
    Superusers superusers() const;

    settings::ConnectionProfile m_profile;
    std::shared_ptr<GuardMemory> m_memory;
    std::unique_ptr<PgConnection> m_connection;
};

}
