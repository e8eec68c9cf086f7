// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/pg/GuardMemory.h"
#include "core/pg/NameCandidates.h"
#include "core/pg/ProvenSql.h"
#include "core/report/Verdict.h"
#include "core/sql/CheckedSql.h"

#include <QCoreApplication>

namespace sqlai::pg {

class PgTransaction;

/// The server's layers of the proof that a statement only reads.
///
/// Its catalogue must show that nothing can run with the statement but what ObjectRules lets. Its grammar must take the
/// statement as the query of a cursor: stacked statements, INTO, writing CTEs, EXPLAIN, COPY, DO and the like are no
/// such query. Both inside the transaction in which it is to run, in that order, since reading a statement runs code
/// already; then, with its relations locked, the catalogue once more where anything has changed meanwhile. What is not
/// locked so (functions, indexes, partitions) and changes between that and the run is not seen.
///
/// A verdict is remembered with all that it was drawn from. It is drawn anew where that reads differently; it is not
/// even read again where no transaction has ended on the server since.
class ServerGuard final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::pg::ServerGuard)

public:
    ServerGuard(PgTransaction &transaction, GuardMemory &memory)
        : m_transaction(transaction)
        , m_memory(memory)
    {
    }

    /// Nothing is executed. Errors: SqlFailed (with position), SqlDenied (with position and subject), OverLimit,
    /// Connection, TimedOut, Cancelled.
    Result<ProvenSql> prove(const sql::CheckedSql &sql);
    /// The same judgement in words. Errors: OverLimit, Connection, TimedOut, Cancelled.
    Result<report::Verdict> verdict(const sql::CheckedSql &sql);

private:
    /// SqlDenied with the reason where something stands against it as of `snapshot`.
    Result<void> check(const sql::CheckedSql &sql, const QByteArray &snapshot);
    Result<MaybeDenial> judge(const sql::CheckedSql &sql, const QByteArray &snapshot);
    /// Draws the verdict anew and remembers it.
    Result<MaybeDenial> walk(const sql::CheckedSql &sql, const QByteArray &key, const NameCandidates &candidates,
                             Proof proof);

    PgTransaction &m_transaction;
    GuardMemory &m_memory;
};

}
