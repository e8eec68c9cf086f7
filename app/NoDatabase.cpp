// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/NoDatabase.h"

#include "core/base/WhenReady.h"

namespace sqlai::app {

Error NoDatabase::error()
{
    return {.code = ErrorCode::Connection,
            .detail = tr("none is set. Start with --demo for the demo database, or name yours by --database URL or "
                         "POSTGRES_URL.")};
}

QFuture<Result<pg::RunSummary>> NoDatabase::run(const sql::CheckedSql &, const pg::RunLimits &,
                                                std::shared_ptr<table::RowSink>, const CancelToken &)
{
    return readyFuture<pg::RunSummary>(error());
}

QFuture<Result<report::Plan>> NoDatabase::explain(const sql::CheckedSql &, const pg::RunLimits &, const CancelToken &)
{
    return readyFuture<report::Plan>(error());
}

QFuture<Result<QList<table::RowSet>>> NoDatabase::readSnapshot(const QList<pg::StaticSql> &, const CancelToken &)
{
    return readyFuture<QList<table::RowSet>>(error());
}

QFuture<Result<report::Verdict>> NoDatabase::check(const sql::CheckedSql &, const CancelToken &)
{
    return readyFuture<report::Verdict>(error());
}

QFuture<Result<QList<table::RowSet>>> NoDatabase::readAsAnyRole(const QList<pg::StaticSql> &, const CancelToken &)
{
    return readyFuture<QList<table::RowSet>>(error());
}

QFuture<Result<report::DatabaseObject>> NoDatabase::describe(report::ObjectKind, const QString &, const CancelToken &)
{
    return readyFuture<report::DatabaseObject>(error());
}

void NoDatabase::setAllowances(const QList<report::Allowance> &)
{
}

void NoDatabase::setSuperuserAllowed(bool)
{
}

}
