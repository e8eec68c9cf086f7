// SPDX-License-Identifier: GPL-3.0-or-later
#include "CliRun.h"

#include "core/storage/LocalDatabase.h"
#include "core/storage/UsageRepository.h"
#include "tests/unit/storage/Await.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace sqlai;
using namespace sqlai::test;
using namespace Qt::StringLiterals;

/// The command `metrics` over workspaces whose contents are known; no server is needed for it.
class TestMetrics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsAll();
    void tellsPeople();
    void tellsNothingAsNull();
    void wrongUse();

private:
    /// The database of three attempts in tests/data, with what two models took for them.
    static void fill(const QString &home);
};

void TestMetrics::fill(const QString &home)
{
    QVERIFY(QFile::copy(qEnvironmentVariable("SQLAI_SOURCE_DIR") + u"/tests/data/databases/version-1.db"_s,
                        home + u"/app.db"_s));
    storage::LocalDatabase database(home);
    VERIFY_OK(await(database.open()));
    storage::UsageRepository usage(database);
    const QList<report::ModelUse> uses{
        {.purpose = u"embeddings"_s, .model = u"text-embedding-ada-002"_s, .promptTokens = 12},
        {.purpose = u"tables"_s, .model = u"gpt-4"_s, .promptTokens = 1'000, .completionTokens = 20},
        {.purpose = u"sql"_s, .model = u"gpt-4"_s, .promptTokens = 1'500, .completionTokens = 80}};
    VERIFY_OK(await(usage.add(uses, 1, u"local:anna"_s, QDateTime::currentDateTimeUtc())));
}

void TestMetrics::tellsAll()
{
    const QTemporaryDir home;
    fill(home.path());
    const CliRun run = CliRunner(home.path(), {}).json({u"metrics"_s});
    QVERIFY2(run.exitCode == 0, run.summary());
    const QJsonObject expected{{u"total_queries"_s, 3},
                               {u"successful"_s, 1},
                               {u"failed"_s, 2},
                               {u"success_rate"_s, 0.5},
                               {u"time_to_sql_ms"_s, QJsonObject{{u"p50"_s, 40}, {u"p95"_s, 40}}},
                               {u"execution_ms"_s, QJsonObject{{u"p50"_s, 95}, {u"p95"_s, 95}}},
                               {u"tokens"_s, QJsonArray{QJsonObject{{u"model"_s, u"gpt-4"_s},
                                                                    {u"requests"_s, 2},
                                                                    {u"prompt_tokens"_s, 2'500},
                                                                    {u"completion_tokens"_s, 100}},
                                                        QJsonObject{{u"model"_s, u"text-embedding-ada-002"_s},
                                                                    {u"requests"_s, 1},
                                                                    {u"prompt_tokens"_s, 12},
                                                                    {u"completion_tokens"_s, 0}}}},
                               {u"error"_s, QJsonValue::Null}};
    QCOMPARE(run.json, expected);
}

void TestMetrics::tellsPeople()
{
    const QTemporaryDir home;
    fill(home.path());
    const CliRun run = CliRunner(home.path(), {}).run({u"metrics"_s});
    QVERIFY2(run.exitCode == 0, run.summary());
    for (const char *words :
         {"3 queries: 1 successful, 2 failed", "50.0 %", "median 40 ms", "95 of 100 within 95 ms", "gpt-4", "2500"})
        QVERIFY2(run.out.contains(words), run.summary());
}

void TestMetrics::tellsNothingAsNull()
{
    const QTemporaryDir home;
    const CliRunner cli(home.path(), {});
    const CliRun run = cli.json({u"metrics"_s});
    QVERIFY2(run.exitCode == 0, run.summary());
    QCOMPARE(run.json[u"total_queries"_s].toInt(-1), 0);
    QVERIFY(run.json[u"success_rate"_s].isNull());
    QVERIFY(run.json[u"time_to_sql_ms"_s].toObject()[u"p50"_s].isNull());
    QVERIFY(run.json[u"execution_ms"_s].toObject()[u"p95"_s].isNull());
    QCOMPARE(run.json[u"tokens"_s].toArray(), QJsonArray());
    QVERIFY(cli.run({u"metrics"_s}).out.contains("0 queries"));
}

void TestMetrics::wrongUse()
{
    const QTemporaryDir home;
    QCOMPARE(CliRunner(home.path(), {}).json({u"metrics"_s, u"today"_s}).exitCode, 2);
}

QTEST_GUILESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
