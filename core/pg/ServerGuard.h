// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/pg/GuardMemory.h"
#include "core/pg/ProvenSql.h"
#include "core/report/Verdict.h"
#include "core/sql/CheckedSql.h"

namespace sqlai::pg {

class PgTransaction;

/// The server's layer of the proof that a statement only reads: its own grammar must take the statement as the query
/// of a cursor. Stacked statements, INTO, writing CTEs, EXPLAIN, COPY, DO and the like are no such query.
class ServerGuard final
{
public:
    ServerGuard(PgTransaction &transaction, GuardMemory &memory)
        : m_transaction(transaction)
        , m_memory(memory)
    {
    }

    /// Nothing is executed. Errors: SqlFailed (with position), Connection, TimedOut, Cancelled.
    Result<ProvenSql> prove(const sql::CheckedSql &sql);
    /// The same judgement in words. Errors: Connection, TimedOut, Cancelled.
    Result<report::Verdict> verdict(const sql::CheckedSql &sql);

private:
    PgTransaction &m_transaction;
    GuardMemory &m_memory;
};

}
