// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/ResultRepository.h"

#include "core/storage/LocalDatabase.h"
#include "core/storage/Sqlite.h"

#include <QCoreApplication>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace sqlai::storage {
namespace {

constexpr std::array stateNames{std::pair{ResultState::Complete, "complete"}, std::pair{ResultState::Capped, "capped"},
                                std::pair{ResultState::Cancelled, "cancelled"},
                                std::pair{ResultState::Partial, "partial"}};

QString nameOf(ResultState state)
{
    return QString::fromLatin1(stateNames[static_cast<std::size_t>(state)].second);
}

ResultState stateOf(const QString &name)
{
    for (const auto &[state, known] : stateNames) {
        if (name == QLatin1String(known))
            return state;
    }
    return ResultState::Partial;
}

}

ResultRepository::ResultRepository(LocalDatabase &database)
    : m_database(database)
{
}

QFuture<Result<void>> ResultRepository::save(const ResultManifest &manifest)
{
    return m_database.run([manifest](const QSqlDatabase &database) -> Result<void> {
        const auto query = execute(
            database,
            u"INSERT OR REPLACE INTO results (attempt_id, columns, row_count, page_size, bytes, state, created_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
            {manifest.attemptId, QString::fromUtf8(manifest.columns), manifest.rows, manifest.pageSize, manifest.bytes,
             nameOf(manifest.state), fromTime(manifest.createdAt)});
        return query ? Result<void>() : Result<void>(query.error());
    });
}

QFuture<Result<ResultManifest>> ResultRepository::find(qint64 attemptId)
{
    return m_database.run([attemptId](const QSqlDatabase &database) -> Result<ResultManifest> {
        auto query = execute(database,
                             u"SELECT columns, row_count, page_size, bytes, state, created_at FROM results "
                             "WHERE attempt_id = ?"_s,
                             {attemptId});
        if (!query)
            return query.error();
        if (!query->next()) {
            return Error{.code = ErrorCode::NotFound,
                         .detail = QCoreApplication::translate("sqlai::storage::ResultRepository",
                                                               "There is no stored result for number %1. Run it first.")
                                       .arg(attemptId)};
        }
        return ResultManifest{.attemptId = attemptId,
                              .columns = query->value(0).toString().toUtf8(),
                              .rows = query->value(1).toLongLong(),
                              .pageSize = query->value(2).toInt(),
                              .bytes = query->value(3).toLongLong(),
                              .state = stateOf(query->value(4).toString()),
                              .createdAt = toTime(query->value(5))};
    });
}

QFuture<Result<void>> ResultRepository::remove(qint64 attemptId)
{
    return m_database.run([attemptId](const QSqlDatabase &database) -> Result<void> {
        const auto query = execute(database, u"DELETE FROM results WHERE attempt_id = ?"_s, {attemptId});
        return query ? Result<void>() : Result<void>(query.error());
    });
}

}
