// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pg/QueryRunner.h"

#include <QObject>

namespace sqlai::operations {

class AllowanceService;
class RoleService;

/// A runner that looks up what administrators allow, a superuser among it, before each statement: what was allowed runs
/// from the start on, and what one program takes back no other runs any more. Where that cannot be read nothing runs
/// (Storage). Lives in the main thread.
class AllowingRunner final : public QObject, public pg::QueryRunner
{
    Q_OBJECT

public:
    /// `runner` is the one that both services tell.
    AllowingRunner(AllowanceService &allowances, RoleService &role, pg::QueryRunner &runner, QObject *parent = nullptr);

    QFuture<Result<pg::RunSummary>> run(const sql::CheckedSql &sql, const pg::RunLimits &limits,
                                        std::shared_ptr<table::RowSink> sink, const CancelToken &token) override;
    QFuture<Result<report::Plan>> explain(const sql::CheckedSql &sql, const pg::RunLimits &limits,
                                          const CancelToken &token) override;
    QFuture<Result<report::Verdict>> check(const sql::CheckedSql &sql, const CancelToken &token) override;
    QFuture<Result<QList<table::RowSet>>> readSnapshot(const QList<pg::StaticSql> &statements,
                                                       const CancelToken &token) override;
    QFuture<Result<QList<table::RowSet>>> readAsAnyRole(const QList<pg::StaticSql> &statements,
                                                        const CancelToken &token) override;
    QFuture<Result<report::DatabaseObject>> describe(report::ObjectKind kind, const QString &name,
                                                     const CancelToken &token) override;
    void setAllowances(const QList<report::Allowance> &allowances) override;
    void setSuperuserAllowed(bool isAllowed) override;

private:
    /// What `start` answers, once the runner knows what is allowed.
    template <typename T, typename Start>
    QFuture<Result<T>> afterRefresh(Start start);

    AllowanceService &m_allowances;
    RoleService &m_role;
    pg::QueryRunner &m_runner;
};

}
