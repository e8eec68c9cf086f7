// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Result.h"
#include "core/pg/StaticSql.h"
#include "core/report/Allowance.h"
#include "core/report/Plan.h"
#include "core/report/Verdict.h"
#include "core/sql/CheckedSql.h"
#include "core/table/RowSink.h"

#include <QFuture>
#include <QList>

#include <chrono>
#include <memory>

namespace sqlai::pg {

struct RunLimits {
    /// statement_timeout of the server, and of ours for the first row.
    std::chrono::milliseconds timeout = std::chrono::seconds(30);
    /// Rows after this one are not read: the run ends as capped.
    qint64 maximumRows = 1'000'000;
};

struct RunSummary {
    qint64 rows = 0;
    bool isCapped = false;
    std::chrono::milliseconds execution{};
};

/// Statements on their way to a PostgreSQL server. The only way from core/query to one; PgPool implements it.
///
/// A checked statement is proven anew by ServerGuard inside its own READ ONLY transaction, which always ends with
/// ROLLBACK; only the ProvenSql that comes out of that is executed. Calls come from the main thread and never block;
/// the sink is called in a worker thread. Errors: Connection, ServerAuth, Forbidden (a superuser who is not allowed),
/// SqlDenied (with reason and position), SqlFailed, TimedOut, Cancelled, and whatever the sink returned.
class QueryRunner
{
public:
    virtual ~QueryRunner() = default;

    /// Streams the rows into `sink`, in batches of at most 500.
    virtual QFuture<Result<RunSummary>> run(const sql::CheckedSql &sql, const RunLimits &limits,
                                            std::shared_ptr<table::RowSink> sink, const CancelToken &token) = 0;
    /// EXPLAIN without ANALYZE.
    virtual QFuture<Result<report::Plan>> explain(const sql::CheckedSql &sql, const RunLimits &limits,
                                                  const CancelToken &token) = 0;
    /// What the server's layers say of it; nothing is run. A statement that the server itself does not take for a query
    /// is denied too.
    virtual QFuture<Result<report::Verdict>> check(const sql::CheckedSql &sql, const CancelToken &token) = 0;
    /// Our own catalogue queries, all in one REPEATABLE READ READ ONLY snapshot, on a connection of their own, so that
    /// they do not wait behind a long run.
    virtual QFuture<Result<QList<table::RowSet>>> readSnapshot(const QList<StaticSql> &statements,
                                                               const CancelToken &token) = 0;
    /// The same also as a superuser whose statements are refused: for what tells about the role itself.
    virtual QFuture<Result<QList<table::RowSet>>> readAsAnyRole(const QList<StaticSql> &statements,
                                                                const CancelToken &token) = 0;
    /// An object with its definition, for whoever is to vouch for it. `name` is written as in SQL, for a function with
    /// the types of its arguments. Errors: NotFound, and those above.
    virtual QFuture<Result<report::DatabaseObject>> describe(report::ObjectKind kind, const QString &name,
                                                             const CancelToken &token) = 0;
    /// What administrators have vouched for on this connection, from the next statement on.
    virtual void setAllowances(const QList<report::Allowance> &allowances) = 0;
    /// Whether statements run although the role is a superuser, from the next one on. At first not.
    virtual void setSuperuserAllowed(bool isAllowed) = 0;
};

}
