// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/AttemptRepository.h"
#include "core/storage/LocalDatabase.h"
#include "core/storage/MetricsRepository.h"
#include "core/storage/Sqlite.h"
#include "core/storage/UsageRepository.h"
#include "tests/unit/storage/Await.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <ctime>
#include <memory>

using namespace sqlai;
using namespace sqlai::storage;
using namespace Qt::StringLiterals;

using report::AttemptStatus;

/// What UsageRepository keeps and MetricsRepository makes of it and of the attempts.
class TestMetricsRepository : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void isEmptyAtFirst();
    void countsByStatus();
    void nearestRanks_data();
    void nearestRanks();
    void timesOnlyWhatWasAnswered();
    void timesNothingNegative();
    void addsTokensUp();
    void keepsUsageOfADeletedAttempt();
    void storesUsageWholeOrNotAtAll();
    void readsAHundredThousandFast();

private:
    report::Attempt insert(const report::Attempt &attempt);
    report::Metrics read();
    Result<QString> ask(const QString &sql);

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LocalDatabase> m_database;
    std::unique_ptr<AttemptRepository> m_attempts;
    std::unique_ptr<UsageRepository> m_usage;
    std::unique_ptr<MetricsRepository> m_metrics;
};

namespace {

QDateTime at(qint64 milliseconds)
{
    return QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 + milliseconds, Qt::UTC);
}

}

void TestMetricsRepository::init()
{
    m_database.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = std::make_unique<LocalDatabase>(m_folder->path());
    VERIFY_OK(await(m_database->open()));
    m_attempts = std::make_unique<AttemptRepository>(*m_database, u"this-program"_s, m_clock);
    m_usage = std::make_unique<UsageRepository>(*m_database);
    m_metrics = std::make_unique<MetricsRepository>(*m_database);
}

report::Attempt TestMetricsRepository::insert(const report::Attempt &attempt)
{
    const auto stored = await(m_attempts->insert(attempt));
    return stored ? *stored : report::Attempt{};
}

report::Metrics TestMetricsRepository::read()
{
    const auto metrics = await(m_metrics->read());
    return metrics ? *metrics : report::Metrics{.totalQueries = -1};
}

Result<QString> TestMetricsRepository::ask(const QString &sql)
{
    return await(m_database->run([sql](const QSqlDatabase &connection) -> Result<QString> {
        auto query = execute(connection, sql);
        if (!query)
            return query.error();
        return query->next() ? query->value(0).toString() : QString();
    }));
}

void TestMetricsRepository::isEmptyAtFirst()
{
    const report::Metrics metrics = read();
    QCOMPARE(metrics.totalQueries, 0);
    QCOMPARE(metrics.successful, 0);
    QCOMPARE(metrics.failed, 0);
    QVERIFY(!metrics.successRate);
    QCOMPARE(metrics.timeToSql, report::Percentiles());
    QCOMPARE(metrics.runTime, report::Percentiles());
    QVERIFY(metrics.tokens.isEmpty());
}

void TestMetricsRepository::countsByStatus()
{
    using enum AttemptStatus;
    for (const auto status : {Generating, NotExecuted, FailedGeneration, FailedGeneration, Running, Success, Success,
                              Success, FailedExecution, TimedOut, Cancelled})
        insert({.status = status});
    insert({.status = Success, .isCapped = true});
    const report::Metrics metrics = read();
    QCOMPARE(metrics.totalQueries, 12);
    QCOMPARE(metrics.successful, 4);
    QCOMPARE(metrics.failed, 4);
    QCOMPARE(metrics.successRate, std::optional(4.0 / 6.0));
}

void TestMetricsRepository::nearestRanks_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<qint64>("p50");
    QTest::addColumn<qint64>("p95");
    QTest::newRow("one") << 1 << 10LL << 10LL;
    QTest::newRow("two") << 2 << 10LL << 20LL;
    QTest::newRow("three") << 3 << 20LL << 30LL;
    QTest::newRow("19") << 19 << 100LL << 190LL;
    QTest::newRow("20") << 20 << 100LL << 190LL;
    QTest::newRow("21") << 21 << 110LL << 200LL;
    QTest::newRow("100") << 100 << 500LL << 950LL;
    QTest::newRow("101") << 101 << 510LL << 960LL;
}

/// Times of 10, 20, 30 ... in no order: of `count` of them the nearest rank.
void TestMetricsRepository::nearestRanks()
{
    QFETCH(const int, count);
    for (int i = 0; i < count; ++i) {
        const qint64 time = 10 + 10 * (i * 13LL % count);
        insert({.question = u"q"_s,
                .status = AttemptStatus::Success,
                .createdAt = at(i),
                .generatedAt = at(i + (count % 13 == 0 ? 10 + 10 * i : time)),
                .executionMilliseconds = time});
    }
    const report::Metrics metrics = read();
    QTEST(*metrics.timeToSql.p50, "p50");
    QTEST(*metrics.timeToSql.p95, "p95");
    QCOMPARE(metrics.runTime, metrics.timeToSql);
}

void TestMetricsRepository::timesOnlyWhatWasAnswered()
{
    using enum AttemptStatus;
    insert({.question = u"answered"_s, .status = NotExecuted, .createdAt = at(0), .generatedAt = at(700)});
    insert(
        {.question = u"refused by the guard"_s, .status = FailedGeneration, .createdAt = at(0), .generatedAt = at(1)});
    insert({.sql = u"by hand"_s, .status = Success, .createdAt = at(0), .executionMilliseconds = 30});
    insert({.sql = u"failed"_s, .status = FailedExecution, .createdAt = at(0), .executionMilliseconds = 5'000});
    const report::Metrics metrics = read();
    QCOMPARE(metrics.timeToSql, (report::Percentiles{.p50 = 700, .p95 = 700}));
    QCOMPARE(metrics.runTime, (report::Percentiles{.p50 = 30, .p95 = 30}));
}

void TestMetricsRepository::timesNothingNegative()
{
    insert({.status = AttemptStatus::NotExecuted, .createdAt = at(5'000), .generatedAt = at(0)});
    QCOMPARE(read().timeToSql, (report::Percentiles{.p50 = 0, .p95 = 0}));
}

void TestMetricsRepository::addsTokensUp()
{
    const qint64 id = insert({.userId = u"anna"_s}).id;
    VERIFY_OK(await(m_usage->add(
        {{.purpose = u"tables"_s, .model = u"small"_s, .promptTokens = 10, .completionTokens = 1},
         {.purpose = u"sql"_s, .model = u"large"_s, .promptTokens = 3'000'000'000, .completionTokens = 200}},
        id, u"anna"_s, at(0))));
    VERIFY_OK(
        await(m_usage->add({{.purpose = u"embeddings"_s, .model = u"small"_s, .promptTokens = 5}}, 0, {}, at(9))));
    VERIFY_OK(await(m_usage->add({}, id, u"anna"_s, at(0))));
    const QList<report::ModelTokens> expected{
        {.model = u"large"_s, .requests = 1, .promptTokens = 3'000'000'000, .completionTokens = 200},
        {.model = u"small"_s, .requests = 2, .promptTokens = 15, .completionTokens = 1}};
    QCOMPARE(read().tokens, expected);
    QCOMPARE(ask(u"SELECT group_concat(line, ';') FROM (SELECT coalesce(attempt_id, '-') || user_id || at || purpose "
                 "AS line FROM usage ORDER BY id)"_s)
                 .value(),
             u"1anna1700000000000tables;1anna1700000000000sql;-1700000000009embeddings"_s);
}

void TestMetricsRepository::keepsUsageOfADeletedAttempt()
{
    const qint64 id = insert({}).id;
    VERIFY_OK(await(m_usage->add({{.purpose = u"sql"_s, .model = u"m"_s, .promptTokens = 5}}, id, u"anna"_s, at(0))));
    VERIFY_OK(ask(u"DELETE FROM attempts"_s));
    QCOMPARE(read().tokens.first().promptTokens, 5);
}

void TestMetricsRepository::storesUsageWholeOrNotAtAll()
{
    const auto stored = await(m_usage->add({{.model = u"m"_s}}, 4711, u"anna"_s, at(0)));
    QCOMPARE(stored.error().code, ErrorCode::Storage); // There is no such attempt.
    QVERIFY(read().tokens.isEmpty());
}

void TestMetricsRepository::readsAHundredThousandFast()
{
    const QString numbers = u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) "_s;
    VERIFY_OK(ask(numbers.arg(100'000)
                  + u"INSERT INTO attempts (user_id, connection_key, question, sql, explanation, tables, examples, "
                    "status, created_at, generated_at, row_count, execution_milliseconds, is_capped, is_partial, "
                    "has_result, process_lock) SELECT 'anna', 'c', 'question ' || i, 'SELECT ' || i, '', '[]', '[]', "
                    "iif(i % 10, 'success', 'failed_generation'), i, i + i * 7919 % 100000, 1, i * 7919 % 100000, 0, "
                    "0, 1, 'p' FROM n"_s));
    VERIFY_OK(ask(numbers.arg(100'000)
                  + u"INSERT INTO usage (attempt_id, user_id, at, purpose, model, prompt_tokens, completion_tokens) "
                    "SELECT i, 'anna', i, 'sql', 'model ' || i % 3, 1500, 200 FROM n"_s));
    std::vector<qint64> times;
    for (int i = 0; i < 5; ++i) {
        // Processor time, so that a busy machine does not count.
        const std::clock_t before = std::clock();
        QCOMPARE(read().totalQueries, 100'000);
        times.push_back((std::clock() - before) * 1'000 / CLOCKS_PER_SEC);
    }
    std::ranges::sort(times);
    qInfo("median %lld ms, worst %lld ms", times[2], times[4]);
    QVERIFY2(times.front() < 100, "the metrics take too long");
}

QTEST_GUILESS_MAIN(TestMetricsRepository)
#include "tst_metrics_repository.moc"
