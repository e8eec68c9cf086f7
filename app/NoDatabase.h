// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pg/QueryRunner.h"

#include <QCoreApplication>

namespace sqlai::app {

/// Stands where no database was named: everything that needs one is told how to name it.
class NoDatabase final : public pg::QueryRunner
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::app::NoDatabase)

public:
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
    static Error error();
};

}
