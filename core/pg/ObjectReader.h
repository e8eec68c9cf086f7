// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/pg/StaticSql.h"
#include "core/report/DatabaseObject.h"

#include <QByteArrayList>
#include <QCoreApplication>
#include <QHash>

namespace sqlai::pg {

class PgTransaction;

/// Reads functions and foreign tables as an administrator must see them, and as an allowance is bound to them.
class ObjectReader final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::pg::ObjectReader)

public:
    using Objects = QHash<quint32, report::DatabaseObject>;

    explicit ObjectReader(PgTransaction &transaction)
        : m_transaction(transaction)
    {
    }

    /// By its name as SQL writes it, a function's with the types of its arguments. Errors: NotFound, Usage (no name),
    /// SqlFailed, Connection, TimedOut, Cancelled.
    Result<report::DatabaseObject> read(report::ObjectKind kind, const QString &name);
    /// By pg_proc.oid; what is not there is left out.
    Result<Objects> functions(const QList<quint32> &oids);
    /// By pg_class.oid.
    Result<Objects> foreignTables(const QList<quint32> &oids);

private:
    /// Under a path on which nothing of anybody's stands: PostgreSQL then writes every name with its schema, and
    /// whoever reads it reads the same.
    Result<Objects> readQualified(StaticSql sql, report::ObjectKind kind, const QList<quint32> &oids);

    PgTransaction &m_transaction;
};

}
