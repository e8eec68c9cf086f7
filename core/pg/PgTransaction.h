// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Result.h"
#include "core/pg/CancelScope.h"
#include "core/pg/PgConnection.h"
#include "core/pg/ProvenSql.h"
#include "core/pg/QueryRunner.h"
#include "core/pg/StaticSql.h"
#include "core/sql/CheckedSql.h"
#include "core/table/RowSink.h"

#include <QByteArrayList>

#include <optional>

namespace sqlai::pg {

enum class Isolation { ReadCommitted, RepeatableRead };

/// Whether a transaction begins although the role is a superuser, whom nothing on the server holds back.
enum class Superusers { Refused, Allowed };

/// One READ ONLY transaction: the only place that sends statements to a server, and always ends with ROLLBACK, after
/// which nothing of it is left in the session. Time limits, search_path and what else a run relies on are set for it
/// alone and checked. Lives in a worker.
class PgTransaction final
{
public:
    /// How long the server may take for our own short statements.
    static constexpr std::chrono::seconds handshakeTime{5};
    static constexpr std::chrono::seconds lockTimeout{5};

    PgTransaction(PgConnection &connection, const RunLimits &limits, const CancelToken &token);
    /// Rolls back.
    ~PgTransaction();
    PgTransaction(const PgTransaction &) = delete;
    PgTransaction &operator=(const PgTransaction &) = delete;

    /// Unlike any other's in this process.
    quint64 id() const { return m_id; }

    /// Errors: Connection (with a subject where a superuser was refused), Cancelled.
    Result<void> begin(Isolation isolation, Superusers superusers);
    /// The path under which names are looked up, as it was set for this transaction.
    const QByteArray &searchPath() const { return m_searchPath; }
    /// pg_current_snapshot() of the beginning: the same as long as no transaction has ended on the server.
    const QByteArray &snapshot() const { return m_snapshot; }
    /// The server's version, for example 15.
    int serverMajor() const;

    /// Lets the server read the statement as a cursor's query and then as what it is, without executing anything:
    /// ServerGuard's check. What it reads, also through views, is locked against changes from then on.
    Result<void> prepareAsCursor(const sql::CheckedSql &sql);
    /// A catalogue query of our own, whole in memory. Arguments are $1, $2 ... as text.
    Result<table::RowSet> query(StaticSql sql, const QByteArrayList &arguments = {});
    /// Streams the rows of a proven statement.
    Result<RunSummary> stream(const ProvenSql &sql, table::RowSink &sink);
    /// EXPLAIN (FORMAT JSON), without ANALYZE: the JSON.
    Result<QByteArray> explain(const ProvenSql &sql);
    void rollback();

private:
    Result<void> check(const ProvenSql &sql) const;
    Result<void> open(Isolation isolation);
    Result<void> configure(Superusers superusers);
    Result<PgResult> send(const char *text, const QByteArrayList &arguments, int prefixLength,
                          std::chrono::milliseconds timeLimit);
    Result<PgResult> prepare(const QByteArray &text, int prefixLength);
    Result<PgResult> describe();
    /// Waits for the whole answer to what was just sent; the last result is the answer.
    Result<PgResult> answer(bool isSent, int prefixLength, std::chrono::milliseconds timeLimit);
    Result<table::Columns> columnsOf(const pg_result *result);
    Error cancelledOr(const Error &error) const;

    PgConnection &m_connection;
    RunLimits m_limits;
    CancelToken m_token;
    std::optional<CancelScope> m_cancel;
    quint64 m_id;
    QByteArray m_searchPath;
    QByteArray m_snapshot;
    /// The columns of what was prepared last.
    PgResult m_described;
    WakeUp::TimePoint m_begin = {};
    bool m_isOpen = false;
};

}
