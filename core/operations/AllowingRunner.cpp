// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/AllowingRunner.h"

#include "core/base/Reply.h"
#include "core/base/WhenReady.h"
#include "core/operations/AllowanceService.h"
#include "core/operations/RoleService.h"

#include <utility>

namespace sqlai::operations {

AllowingRunner::AllowingRunner(AllowanceService &allowances, RoleService &role, pg::QueryRunner &runner,
                               QObject *parent)
    : QObject(parent)
    , m_allowances(allowances)
    , m_role(role)
    , m_runner(runner)
{
}

template <typename T, typename Start>
QFuture<Result<T>> AllowingRunner::afterRefresh(Start start)
{
    const Reply<T> reply;
    whenReady(m_allowances.refresh(), this, [this, reply, start = std::move(start)](const Result<void> &known) {
        if (!known)
            return reply.send(known.error());
        whenReady(m_role.restore(), this, [this, reply, start](const Result<void> &decided) {
            if (!decided)
                return reply.send(decided.error());
            whenReady(start(), this, [reply](const Result<T> &answer) { reply.send(answer); });
        });
    });
    return reply.future();
}

QFuture<Result<pg::RunSummary>> AllowingRunner::run(const sql::CheckedSql &sql, const pg::RunLimits &limits,
                                                    std::shared_ptr<table::RowSink> sink, const CancelToken &token)
{
    return afterRefresh<pg::RunSummary>(
        [this, sql, limits, sink = std::move(sink), token] { return m_runner.run(sql, limits, sink, token); });
}

QFuture<Result<report::Plan>> AllowingRunner::explain(const sql::CheckedSql &sql, const pg::RunLimits &limits,
                                                      const CancelToken &token)
{
    return afterRefresh<report::Plan>([this, sql, limits, token] { return m_runner.explain(sql, limits, token); });
}

QFuture<Result<report::Verdict>> AllowingRunner::check(const sql::CheckedSql &sql, const CancelToken &token)
{
    return afterRefresh<report::Verdict>([this, sql, token] { return m_runner.check(sql, token); });
}

QFuture<Result<QList<table::RowSet>>> AllowingRunner::readSnapshot(const QList<pg::StaticSql> &statements,
                                                                   const CancelToken &token)
{
    return m_runner.readSnapshot(statements, token);
}

QFuture<Result<QList<table::RowSet>>> AllowingRunner::readAsAnyRole(const QList<pg::StaticSql> &statements,
                                                                    const CancelToken &token)
{
    return m_runner.readAsAnyRole(statements, token);
}

QFuture<Result<report::DatabaseObject>> AllowingRunner::describe(report::ObjectKind kind, const QString &name,
                                                                 const CancelToken &token)
{
    return m_runner.describe(kind, name, token);
}

void AllowingRunner::setAllowances(const QList<report::Allowance> &allowances)
{
    m_runner.setAllowances(allowances);
}

void AllowingRunner::setSuperuserAllowed(bool isAllowed)
{
    m_runner.setSuperuserAllowed(isAllowed);
}

}
