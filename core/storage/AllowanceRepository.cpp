// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/AllowanceRepository.h"

#include "core/storage/LocalDatabase.h"
#include "core/storage/Sqlite.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace sqlai::storage {
namespace {

using report::Allowance;
using report::ObjectKind;

const auto columns = u"id, kind, name, definition, fingerprint, owner, language, is_security_definer, allowed_by, "
                     "allowed_at"_s;

Allowance allowanceFrom(const QSqlQuery &row)
{
    const auto kind = report::objectKindFromName(row.value(1).toString());
    return {.id = row.value(0).toLongLong(),
            // The column's CHECK knows the same names.
            .object = {.kind = kind.value_or(ObjectKind::Function),
                       .name = row.value(2).toString(),
                       .definition = row.value(3).toString(),
                       .fingerprint = row.value(4).toString(),
                       .owner = row.value(5).toString(),
                       .language = row.value(6).toString(),
                       .isSecurityDefiner = row.value(7).toBool()},
            .allowedBy = row.value(8).toString(),
            .allowedAt = toTime(row.value(9))};
}

Result<Allowance> saveNow(const QSqlDatabase &database, const QString &connectionKey, const Allowance &allowance)
{
    const report::DatabaseObject &object = allowance.object;
    // REPLACE gives a new id: the old one named what stood there before.
    auto inserted = execute(
        database,
        u"INSERT OR REPLACE INTO allowances (connection_key, kind, name, definition, fingerprint, owner, "
        "language, is_security_definer, allowed_by, allowed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {notNull(connectionKey), report::objectKindName(object.kind), notNull(object.name), notNull(object.definition),
         notNull(object.fingerprint), notNull(object.owner), notNull(object.language), object.isSecurityDefiner,
         notNull(allowance.allowedBy), fromTime(allowance.allowedAt)});
    if (!inserted)
        return inserted.error();
    Allowance stored = allowance;
    stored.id = inserted->lastInsertId().toLongLong();
    return stored;
}

Result<Allowance> removeNow(const QSqlDatabase &database, const QString &connectionKey, qint64 id)
{
    auto found = execute(database, u"DELETE FROM allowances WHERE connection_key = ? AND id = ? RETURNING "_s + columns,
                         {notNull(connectionKey), id});
    if (!found)
        return found.error();
    if (!found->next())
        return Error{.code = ErrorCode::NotFound,
                     .detail = QCoreApplication::translate("sqlai::storage::AllowanceRepository",
                                                           "Nothing with the number %1 is allowed on this connection. "
                                                           "The list of what is allowed tells the numbers.")
                                   .arg(id)};
    return allowanceFrom(*found);
}

}

AllowanceRepository::AllowanceRepository(LocalDatabase &database)
    : m_database(database)
{
}

QFuture<Result<QList<Allowance>>> AllowanceRepository::list(const QString &connectionKey)
{
    return m_database.run([connectionKey](const QSqlDatabase &database) -> Result<QList<Allowance>> {
        auto rows = execute(database,
                            u"SELECT "_s + columns + u" FROM allowances WHERE connection_key = ? ORDER BY name, kind"_s,
                            {notNull(connectionKey)});
        if (!rows)
            return rows.error();
        QList<Allowance> found;
        while (rows->next())
            found.append(allowanceFrom(*rows));
        return found;
    });
}

QFuture<Result<Allowance>> AllowanceRepository::save(const QString &connectionKey, const Allowance &allowance)
{
    return m_database.run([=](const QSqlDatabase &database) { return saveNow(database, connectionKey, allowance); });
}

QFuture<Result<Allowance>> AllowanceRepository::remove(const QString &connectionKey, qint64 id)
{
    return m_database.run([=](const QSqlDatabase &database) { return removeNow(database, connectionKey, id); });
}

}
