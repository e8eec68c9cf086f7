// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QDateTime>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>
#include <QVariantList>

#include <type_traits>

/// What the repositories share in speaking to SQLite. On the store's worker only.
namespace sqlai::storage {

/// Says what happened to which file and what to do about it.
Error storageError(const QSqlDatabase &database, const QSqlError &error);
/// Whether SQLite holds the file for broken, as against busy, full or forbidden.
bool isCorrupt(const QSqlError &error);

/// Prepares and runs one statement; `values` take the place of its question marks.
Result<QSqlQuery> execute(const QSqlDatabase &database, const QString &sql, const QVariantList &values = {});

/// SQLite's binding takes a null QString for NULL; our texts are never NULL.
inline QString notNull(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text;
}

/// Milliseconds since 1970; NULL for no time.
QVariant fromTime(const QDateTime &time);
QDateTime toTime(const QVariant &milliseconds);

/// Runs `body` between BEGIN IMMEDIATE (so that two programs wait for each other rather than fail half-way) and
/// COMMIT; an Error from it rolls back.
template <typename Body>
auto inTransaction(const QSqlDatabase &database, Body body) -> std::invoke_result_t<Body>
{
    if (const auto begun = execute(database, QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return begun.error();
    auto result = body();
    if (result) {
        const auto committed = execute(database, QStringLiteral("COMMIT"));
        if (committed)
            return result;
        result = committed.error();
    }
    // May fail where SQLite has rolled back by itself, as on a full disk.
    QSqlQuery(database).exec(QStringLiteral("ROLLBACK"));
    return result;
}

}
