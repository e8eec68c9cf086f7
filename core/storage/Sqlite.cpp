// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/Sqlite.h"

#include "core/base/Logging.h"

#include <QCoreApplication>
#include <QTimeZone>

Q_LOGGING_CATEGORY(sqliteLog, "sqlai.storage")

using namespace Qt::StringLiterals;

namespace sqlai::storage {
namespace {

// SQLite's primary result codes (sqlite.org/rescode.html); Qt hands over the extended ones, these are their low bytes.
enum SqliteCode { Busy = 5, Locked = 6, ReadOnly = 8, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26 };

int primaryCode(const QSqlError &error)
{
    return error.nativeErrorCode().toInt() & 0xff;
}

QString tr(const char *text)
{
    return QCoreApplication::translate("sqlai::storage::LocalDatabase", text);
}

QString wordsOf(const QSqlError &error)
{
    switch (primaryCode(error)) {
    case Busy:
    case Locked:
        return tr("%1 is in use by another program. Wait until it is done, or close it, and try again.");
    case ReadOnly:
        return tr("%1 cannot be written to. Check the permissions of the file and its folder.");
    case Full:
        return tr("the disk that holds %1 is full. Free some space and try again.");
    case CannotOpen:
        return tr("%1 cannot be opened. Check the permissions of the file and its folder.");
    case Corrupt:
    case NotADatabase:
        return tr("%1 is damaged. Start the program again: it sets the file aside and begins a new one.");
    default:
        return {};
    }
}

}

Error storageError(const QSqlDatabase &database, const QSqlError &error)
{
    logEvent(sqliteLog(), QtWarningMsg, u"SQLite failed"_s,
             {{u"code"_s, error.nativeErrorCode()}, {u"reason"_s, error.databaseText()}});
    const QString words = wordsOf(error);
    const QString file = database.databaseName();
    return {.code = ErrorCode::Storage,
            .detail = words.isEmpty() ? tr("%1: %2.").arg(file, error.databaseText()) : words.arg(file)};
}

bool isCorrupt(const QSqlError &error)
{
    return primaryCode(error) == Corrupt || primaryCode(error) == NotADatabase;
}

Result<QSqlQuery> execute(const QSqlDatabase &database, const QString &sql, const QVariantList &values)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return storageError(database, query.lastError());
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return storageError(database, query.lastError());
    return query;
}

QVariant fromTime(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant();
}

QDateTime toTime(const QVariant &milliseconds)
{
    return milliseconds.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(milliseconds.toLongLong(), Qt::UTC);
}

}
