// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/SuperuserRepository.h"

#include "core/storage/LocalDatabase.h"
#include "core/storage/Sqlite.h"

using namespace Qt::StringLiterals;

namespace sqlai::storage {

using report::SuperuserAllowance;

SuperuserRepository::SuperuserRepository(LocalDatabase &database)
    : m_database(database)
{
}

QFuture<Result<std::optional<SuperuserAllowance>>> SuperuserRepository::find(const QString &connectionKey)
{
    return m_database.run([connectionKey](const QSqlDatabase &database) -> Result<std::optional<SuperuserAllowance>> {
        auto query =
            execute(database, u"SELECT allowed_by, allowed_at FROM superuser_allowances WHERE connection_key = ?"_s,
                    {notNull(connectionKey)});
        if (!query)
            return query.error();
        if (!query->next())
            return std::optional<SuperuserAllowance>();
        return std::optional(
            SuperuserAllowance{.allowedBy = query->value(0).toString(), .allowedAt = toTime(query->value(1))});
    });
}

QFuture<Result<void>> SuperuserRepository::save(const QString &connectionKey, const SuperuserAllowance &allowance)
{
    return m_database.run([connectionKey, allowance](const QSqlDatabase &database) -> Result<void> {
        const auto query =
            execute(database,
                    u"INSERT OR REPLACE INTO superuser_allowances (connection_key, allowed_by, "
                    "allowed_at) VALUES (?, ?, ?)"_s,
                    {notNull(connectionKey), notNull(allowance.allowedBy), fromTime(allowance.allowedAt)});
        return query ? Result<void>() : Result<void>(query.error());
    });
}

QFuture<Result<void>> SuperuserRepository::remove(const QString &connectionKey)
{
    return m_database.run([connectionKey](const QSqlDatabase &database) -> Result<void> {
        const auto query =
            execute(database, u"DELETE FROM superuser_allowances WHERE connection_key = ?"_s, {notNull(connectionKey)});
        return query ? Result<void>() : Result<void>(query.error());
    });
}

}
