// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/MetricsRepository.h"

#include "core/report/Attempt.h"
#include "core/storage/LocalDatabase.h"
#include "core/storage/Sqlite.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace sqlai::storage {
namespace {

using report::AttemptStatus;
using report::Metrics;

Result<void> countAttempts(const QSqlDatabase &database, Metrics &metrics)
{
    auto rows = execute(database, u"SELECT status, count(*) FROM attempts GROUP BY status"_s);
    if (!rows)
        return rows.error();
    QHash<QString, qint64> counts;
    while (rows->next()) {
        counts.insert(rows->value(0).toString(), rows->value(1).toLongLong());
        metrics.totalQueries += rows->value(1).toLongLong();
    }
    const auto countOf = [&](AttemptStatus status) { return counts.value(report::attemptStatusName(status)); };
    const qint64 failedRuns = countOf(AttemptStatus::FailedExecution) + countOf(AttemptStatus::TimedOut);
    metrics.successful = countOf(AttemptStatus::Success);
    metrics.failed = countOf(AttemptStatus::FailedGeneration) + failedRuns;
    if (const qint64 runs = metrics.successful + failedRuns; runs > 0)
        metrics.successRate = static_cast<double>(metrics.successful) / static_cast<double>(runs);
    return {};
}

/// An expression over the attempts that fulfil a condition, and the index of both, in the words of the migration.
struct Times {
    QString milliseconds = {};
    QString condition = {};
    QString index = {};
};

Result<report::Percentiles> percentiles(const QSqlDatabase &database, const Times &times)
{
    const QString from = u"FROM attempts INDEXED BY %1 WHERE %2"_s.arg(times.index, times.condition);
    // The nearest rank of p in n values is p * n / 100, rounded up; the first row has the offset 0.
    const QString value = u"(SELECT %1 %2 ORDER BY %1 LIMIT 1 "
                          "OFFSET (SELECT max((n * %3 + 99) / 100 - 1, 0) FROM counted))"_s;
    auto row = execute(database, u"WITH counted AS MATERIALIZED (SELECT count(*) AS n %1) SELECT %2, %3"_s.arg(
                                     from, value.arg(times.milliseconds, from, u"50"_s),
                                     value.arg(times.milliseconds, from, u"95"_s)));
    if (!row)
        return row.error();
    report::Percentiles found;
    if (!row->next() || row->isNull(0))
        return found;
    // A clock that was put back between two moments must not make a time negative.
    found.p50 = qMax(row->value(0).toLongLong(), 0LL);
    found.p95 = qMax(row->value(1).toLongLong(), 0LL);
    return found;
}

Result<QList<report::ModelTokens>> tokensByModel(const QSqlDatabase &database)
{
    auto rows = execute(database, u"SELECT model, count(*), sum(prompt_tokens), sum(completion_tokens) FROM usage "
                                  "GROUP BY model ORDER BY sum(prompt_tokens) + sum(completion_tokens) DESC, model"_s);
    if (!rows)
        return rows.error();
    QList<report::ModelTokens> tokens;
    while (rows->next())
        tokens.append({.model = rows->value(0).toString(),
                       .requests = rows->value(1).toLongLong(),
                       .promptTokens = rows->value(2).toLongLong(),
                       .completionTokens = rows->value(3).toLongLong()});
    return tokens;
}

Result<Metrics> readNow(const QSqlDatabase &database)
{
    Metrics metrics;
    if (const auto counted = countAttempts(database, metrics); !counted)
        return counted.error();
    const auto timeToSql =
        percentiles(database, {.milliseconds = u"generated_at - created_at"_s,
                               .condition = u"generated_at IS NOT NULL AND status <> 'failed_generation'"_s,
                               .index = u"attempts_by_time_to_sql"_s});
    if (!timeToSql)
        return timeToSql.error();
    const auto runTime = percentiles(database, {.milliseconds = u"execution_milliseconds"_s,
                                                .condition = u"status = 'success'"_s,
                                                .index = u"attempts_by_run_time"_s});
    if (!runTime)
        return runTime.error();
    const auto tokens = tokensByModel(database);
    if (!tokens)
        return tokens.error();
    metrics.timeToSql = *timeToSql;
    metrics.runTime = *runTime;
    metrics.tokens = *tokens;
    return metrics;
}

}

MetricsRepository::MetricsRepository(LocalDatabase &database)
    : m_database(database)
{
}

QFuture<Result<Metrics>> MetricsRepository::read()
{
    return m_database.run([](const QSqlDatabase &database) { return readNow(database); });
}

}
