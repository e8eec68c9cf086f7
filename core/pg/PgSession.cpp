// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/PgSession.h"

#include "core/pg/ObjectReader.h"
#include "core/pg/PlanJson.h"
#include "core/pg/ServerGuard.h"

#include <utility>

namespace sqlai::pg {
namespace {

Result<QList<table::RowSet>> rowsOf(PgTransaction &transaction, const QList<StaticSql> &statements)
{
    QList<table::RowSet> sets;
    for (const StaticSql &statement : statements) {
        auto rows = transaction.query(statement);
        if (!rows)
            return rows.error();
        sets.append(std::move(*rows));
    }
    return sets;
}

}

PgSession::PgSession(settings::ConnectionProfile profile, std::shared_ptr<GuardMemory> memory)
    : m_profile(std::move(profile))
    , m_memory(std::move(memory))
{
}

Result<RunSummary> PgSession::run(const sql::CheckedSql &sql, const RunLimits &limits, table::RowSink &sink,
                                  const CancelToken &token)
{
    return inTransaction(Isolation::ReadCommitted, superusers(), limits, token,
                         [&](PgTransaction &transaction) -> Result<RunSummary> {
                             const auto proven = ServerGuard(transaction, *m_memory).prove(sql);
                             if (!proven)
                                 return proven.error();
                             return transaction.stream(*proven, sink);
                         });
}

Result<report::Plan> PgSession::explain(const sql::CheckedSql &sql, const RunLimits &limits, const CancelToken &token)
{
    return inTransaction(Isolation::ReadCommitted, superusers(), limits, token,
                         [&](PgTransaction &transaction) -> Result<report::Plan> {
                             const auto proven = ServerGuard(transaction, *m_memory).prove(sql);
                             if (!proven)
                                 return proven.error();
                             const auto json = transaction.explain(*proven);
                             if (!json)
                                 return json.error();
                             return parsePlan(*json);
                         });
}

Result<report::Verdict> PgSession::check(const sql::CheckedSql &sql, const RunLimits &limits, const CancelToken &token)
{
    return inTransaction(Isolation::ReadCommitted, superusers(), limits, token,
                         [&](PgTransaction &transaction) { return ServerGuard(transaction, *m_memory).verdict(sql); });
}

Result<report::DatabaseObject> PgSession::describe(report::ObjectKind kind, const QString &name,
                                                   const RunLimits &limits, const CancelToken &token)
{
    return inTransaction(Isolation::RepeatableRead, superusers(), limits, token,
                         [&](PgTransaction &transaction) { return ObjectReader(transaction).read(kind, name); });
}

Result<QList<table::RowSet>> PgSession::readSnapshot(const QList<StaticSql> &statements, const RunLimits &limits,
                                                     const CancelToken &token)
{
    return inTransaction(Isolation::RepeatableRead, superusers(), limits, token,
                         [&](PgTransaction &transaction) { return rowsOf(transaction, statements); });
}

Result<QList<table::RowSet>> PgSession::readAsAnyRole(const QList<StaticSql> &statements, const RunLimits &limits,
                                                      const CancelToken &token)
{
    return inTransaction(Isolation::RepeatableRead, Superusers::Allowed, limits, token,
                         [&](PgTransaction &transaction) { return rowsOf(transaction, statements); });
}

Superusers PgSession::superusers() const
{
    return m_memory->isSuperuserAllowed() ? Superusers::Allowed : Superusers::Refused;
}

template <typename Work>
auto PgSession::inTransaction(Isolation isolation, Superusers superusers, const RunLimits &limits,
                              const CancelToken &token, Work work) -> std::invoke_result_t<Work, PgTransaction &>
{
    std::optional<PgTransaction> transaction;
    if (const auto begun = begin(transaction, isolation, superusers, limits, token); !begun)
        return begun.error();
    auto result = work(*transaction);
    transaction->rollback();
    transaction.reset();
    if (!m_connection->isUsable())
        m_connection.reset();
    return result;
}

Result<void> PgSession::begin(std::optional<PgTransaction> &transaction, Isolation isolation, Superusers superusers,
                              const RunLimits &limits, const CancelToken &token)
{
    for (;;) {
        if (token.isCancelled())
            return Error{.code = ErrorCode::Cancelled};
        const bool isReused = m_connection != nullptr;
        if (!isReused) {
            auto opened = PgConnection::open(m_profile, token);
            if (!opened)
                return opened.error();
            m_connection = std::move(*opened);
        }
        transaction.emplace(*m_connection, limits, token);
        auto begun = transaction->begin(isolation, superusers);
        if (begun)
            return {};
        transaction.reset();
        const bool isDead = !m_connection->isUsable();
        if (isDead)
            m_connection.reset();
        // A server that went away while the connection lay idle is no news to anybody: one fresh try.
        if (!isReused || !isDead || begun.error().code == ErrorCode::Cancelled)
            return begun;
    }
}

}
