// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/pg/PgTest.h"
#include "tests/support/ScratchServer.h"

#include <QElapsedTimer>
#include <QFile>

using namespace sqlai;
using namespace sqlai::test;
using namespace Qt::StringLiterals;

/// Rows on their way from a real server to a sink.
class TestPgStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void valuesAreAsPsqlPrintsThem_data();
    void valuesAreAsPsqlPrintsThem();
    void nullIsNotEmpty();
    void shapes_data();
    void shapes();
    void typesHaveTheirNames();
    void builtInsComeBeforeAUsersOwn();
    void batchesOf500();
    void rowCapEndsIt_data();
    void rowCapEndsIt();
    void slowRowsComeEarly();
    void lateErrorKeepsRows();
    void sinkErrorEndsIt();
    void memoryStaysFlat();

private:
    Result<pg::RunSummary> run(const QByteArray &sql, const std::shared_ptr<TestSink> &sink, pg::RunLimits limits = {})
    {
        return awaited(m_pool->run(checked(sql), limits, sink, {}));
    }

    std::unique_ptr<ScratchServer> m_server;
    std::unique_ptr<pg::PgPool> m_pool;
};

void TestPgStream::initTestCase()
{
    m_server = std::make_unique<ScratchServer>();
    m_server->createDatabase(u"stream"_s);
    m_server->runScript(u"stream"_s, "CREATE TYPE mood AS ENUM ('sad', 'happy');"
                                     "CREATE TYPE pair AS (a int, b text);"
                                     "CREATE DOMAIN even AS int CHECK (VALUE % 2 = 0);"
                                     "CREATE TABLE typed (m mood, p pair, e even);"
                                     "INSERT INTO typed VALUES ('happy', (1, 'x y'), 4);");
    m_pool = std::make_unique<pg::PgPool>(m_server->profile(u"stream"_s));
}

void TestPgStream::valuesAreAsPsqlPrintsThem_data()
{
    QTest::addColumn<QByteArray>("expression");
    const char *expressions[] = {"1::smallint",
                                 "'-9223372036854775808'::bigint",
                                 "1.10::numeric(10,2)",
                                 "'NaN'::float8",
                                 "'-Infinity'::float4",
                                 "0.1::float8 + 0.2::float8",
                                 "true",
                                 "'2026-02-28 24:00:00'::timestamp",
                                 "'infinity'::timestamptz",
                                 "'0044-03-15 BC'::date",
                                 "'2026-07-01 12:00+00'::timestamptz",
                                 "'24:00'::time",
                                 "'1 year -2 days 03:04:05.678'::interval",
                                 "ARRAY[[1,NULL],[3,4]]",
                                 "ARRAY['a,b', 'c\"d', '']",
                                 "int4range(1, 5)",
                                 "'{\"a\": [1, null]}'::jsonb",
                                 "'{\"b\" :1}'::json",
                                 "'\\xdeadbeef'::bytea",
                                 "B'1010'",
                                 "'12.34'::money",
                                 "'<a>b</a>'::xml",
                                 "'a fat cat'::tsvector",
                                 "'192.168.0.1/24'::inet",
                                 "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid",
                                 "'Größe 漢字 😀'",
                                 "E'tab\\there\\nnew line \\001'",
                                 "(SELECT m FROM typed)",
                                 "(SELECT p FROM typed)",
                                 "(SELECT e FROM typed)",
                                 "repeat('7', 100000)::numeric",
                                 "ROW(1, 'two', NULL)"};
    for (const char *expression : expressions)
        QTest::newRow(expression) << QByteArray(expression);
}

void TestPgStream::valuesAreAsPsqlPrintsThem()
{
    QFETCH(const QByteArray, expression);
    const QByteArray sql = "SELECT " + expression + " AS v";
    const auto sink = std::make_shared<TestSink>();
    const auto summary = run(sql, sink);
    QVERIFY2(summary, qPrintable(summary ? QString() : ErrorText::sentence(summary.error())));
    QByteArray expected = m_server->psqlCsv(u"stream"_s, QString::fromUtf8(sql));
    expected = expected.sliced(2).chopped(1); // "v\n" before, "\n" behind
    if (expected.startsWith('"'))
        expected = expected.sliced(1).chopped(1).replace("\"\"", "\"");
    QCOMPARE(sink->cells.value(0).value_or("NULL"), expected);
}

void TestPgStream::nullIsNotEmpty()
{
    const auto sink = std::make_shared<TestSink>();
    QVERIFY(run("SELECT NULL::text, ''", sink));
    const QList<std::optional<QByteArray>> expected = {std::nullopt, QByteArray("")};
    QCOMPARE(sink->cells, expected);
}

void TestPgStream::shapes_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<int>("columns");
    QTest::addColumn<qint64>("rows");
    QTest::newRow("no rows") << QByteArray("SELECT 1 AS a, 2 AS b WHERE false") << 2 << qint64(0);
    QTest::newRow("no columns") << QByteArray("SELECT") << 0 << qint64(1);
    QTest::newRow("no columns, 3 rows") << QByteArray("SELECT FROM generate_series(1, 3)") << 0 << qint64(3);
    QTest::newRow("no columns, no rows") << QByteArray("SELECT WHERE false") << 0 << qint64(0);
    QTest::newRow("trailing semicolon") << QByteArray("SELECT 1 ; ") << 1 << qint64(1);
    QTest::newRow("trailing comment") << QByteArray("-- what\nSELECT 1 -- and why") << 1 << qint64(1);
    QTest::newRow("values") << QByteArray("VALUES (1, 'a'), (2, 'b')") << 2 << qint64(2);
    QTest::newRow("table") << QByteArray("TABLE typed") << 3 << qint64(1);
    QByteArray wide = "SELECT 1";
    for (int i = 1; i < 1600; ++i)
        wide += ", " + QByteArray::number(i);
    QTest::newRow("1600 columns") << wide << 1600 << qint64(1);
}

void TestPgStream::shapes()
{
    QFETCH(const QByteArray, sql);
    QFETCH(const int, columns);
    QFETCH(const qint64, rows);
    const auto sink = std::make_shared<TestSink>();
    const auto summary = run(sql, sink);
    QVERIFY2(summary, qPrintable(summary ? QString() : ErrorText::sentence(summary.error())));
    QCOMPARE(summary->rows, rows);
    QCOMPARE(sink->rows.load(), rows);
    QCOMPARE(sink->begins, 1);
    QCOMPARE(sink->columns.size(), columns);
}

void TestPgStream::typesHaveTheirNames()
{
    const auto sink = std::make_shared<TestSink>();
    QVERIFY(run("SELECT 1::bigint AS a, 2::numeric(10,2) AS a, now() AS t, m, ARRAY[1] AS r FROM typed", sink));
    QStringList names;
    QStringList types;
    for (const auto &column : sink->columns) {
        names += column.name;
        types += column.typeName;
    }
    const QStringList expectedNames = {u"a"_s, u"a"_s, u"t"_s, u"m"_s, u"r"_s};
    const QStringList expectedTypes = {u"bigint"_s, u"numeric(10,2)"_s, u"timestamp with time zone"_s, u"mood"_s,
                                       u"integer[]"_s};
    QCOMPARE(names, expectedNames);
    QCOMPARE(types, expectedTypes);
    QCOMPARE(sink->columns.first().typeOid, 20U);
}

/// What the guard lets through by its name must be the server's own.
void TestPgStream::builtInsComeBeforeAUsersOwn()
{
    m_server->runScript(u"stream"_s, "CREATE SCHEMA app; CREATE ROLE app LOGIN; GRANT USAGE ON SCHEMA app TO app;"
                                     "CREATE FUNCTION app.lower(text) RETURNS text LANGUAGE sql AS $$SELECT 'app'$$;"
                                     "CREATE TABLE app.trucks AS SELECT 7 AS id; GRANT SELECT ON app.trucks TO app;"
                                     "ALTER ROLE app SET search_path = app, pg_catalog");
    QCOMPARE(m_server->psqlCsv(u"stream"_s, u"SELECT lower('X') AS v"_s, u"app"_s), QByteArray("v\napp\n"));
    pg::PgPool pool(m_server->profile(u"stream"_s, u"app"_s));
    const auto sink = std::make_shared<TestSink>();
    const auto summary =
        awaited(pool.run(checked("SELECT lower('X'), current_setting('search_path'), id FROM trucks"), {}, sink, {}));
    QVERIFY2(summary, qPrintable(summary ? QString() : ErrorText::sentence(summary.error())));
    const QList<std::optional<QByteArray>> expected = {QByteArray("x"), QByteArray("app, pg_temp"), QByteArray("7")};
    QCOMPARE(sink->cells, expected);
}

void TestPgStream::batchesOf500()
{
    const auto sink = std::make_shared<TestSink>();
    QVERIFY(run("SELECT i FROM generate_series(1, 1234) i", sink));
    QCOMPARE(sink->batches.first(), 500);
    QCOMPARE(std::ranges::max(sink->batches), 500);
    QCOMPARE(sink->cells.size(), 1234);
    QCOMPARE(sink->cells.last(), QByteArray("1234"));
}

void TestPgStream::rowCapEndsIt_data()
{
    QTest::addColumn<qint64>("cap");
    QTest::addColumn<qint64>("rows");
    QTest::addColumn<bool>("isCapped");
    QTest::newRow("more than the cap") << qint64(750) << qint64(750) << true;
    QTest::newRow("just the cap") << qint64(3000000) << qint64(3000000) << false;
    QTest::newRow("one more than the cap") << qint64(2999999) << qint64(2999999) << true;
    QTest::newRow("cap of nothing") << qint64(0) << qint64(0) << true;
}

void TestPgStream::rowCapEndsIt()
{
    QFETCH(const qint64, cap);
    const auto sink = std::make_shared<TestSink>();
    sink->isKeeping = false;
    const auto summary = run("SELECT generate_series(1, 3000000)", sink, {.maximumRows = cap});
    QVERIFY(summary);
    QTEST(summary->rows, "rows");
    QTEST(sink->rows.load(), "rows");
    QTEST(summary->isCapped, "isCapped");
    QVERIFY(run("SELECT 1", std::make_shared<TestSink>()));
}

void TestPgStream::slowRowsComeEarly()
{
    const auto sink = std::make_shared<TestSink>();
    // Some 20 ms a row, each of them longer than what the server itself holds back (8 kB). Without a flush by time all
    // would come in one batch.
    QVERIFY(run("SELECT repeat('x', 9000), (SELECT count(*) FROM generate_series(1, 200000 + i)) "
                "FROM generate_series(1, 40) i",
                sink));
    QCOMPARE(sink->rows.load(), 40);
    QVERIFY(sink->batches.size() > 1);
}

void TestPgStream::lateErrorKeepsRows()
{
    const auto sink = std::make_shared<TestSink>();
    const auto summary = run("SELECT 10 / (700 - i) FROM generate_series(1, 1000) i", sink);
    QVERIFY(!summary);
    QCOMPARE(summary.error().code, ErrorCode::SqlFailed);
    QCOMPARE(summary.error().sqlState, u"22012"_s);
    QCOMPARE(sink->rows.load(), 699);

    const auto early = std::make_shared<TestSink>();
    QVERIFY(!run("SELECT 1 / (i - 1) FROM generate_series(1, 10) i", early));
    QCOMPARE(early->begins, 0);
}

void TestPgStream::sinkErrorEndsIt()
{
    const auto sink = std::make_shared<TestSink>();
    sink->isKeeping = false;
    sink->onBatch = [](const table::RowBatch &) -> Result<void> {
        return Error{.code = ErrorCode::File, .detail = u"The disk is full."_s};
    };
    const auto summary = run("SELECT generate_series(1, 100000000)", sink);
    QVERIFY(!summary);
    QCOMPARE(summary.error().code, ErrorCode::File);
    QCOMPARE(sink->rows.load(), 500);
    QVERIFY(run("SELECT 1", std::make_shared<TestSink>()));
}

#ifdef Q_OS_LINUX
/// Lets the peak begin anew at what is in use now: clear_refs' command 5.
static void forgetPeak()
{
    QFile refs(u"/proc/self/clear_refs"_s);
    if (refs.open(QIODevice::WriteOnly))
        refs.write("5");
}

static qint64 peakKilobytes()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.sliced(6).simplified().split(' ').first().toLongLong();
    }
    return -1;
}

void TestPgStream::memoryStaysFlat()
{
    const auto sink = std::make_shared<TestSink>();
    sink->isKeeping = false;
    const QByteArray rows = "SELECT i, 'driver ' || i, now() FROM generate_series(1, ";
    QVERIFY(run(rows + "20000) i", sink));
    forgetPeak();
    const qint64 before = peakKilobytes();
    QVERIFY(before > 0);
    const auto summary = run(rows + "2000000) i", sink, {.maximumRows = 5'000'000});
    QVERIFY(summary);
    QCOMPARE(summary->rows, 2'000'000);
    const qint64 growth = peakKilobytes() - before;
    qInfo("2 million rows: %lld ms, peak memory grew by %lld kB", qlonglong(summary->execution.count()),
          qlonglong(growth));
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // they keep freed memory
    QVERIFY(growth < 20'000);
#endif
}
#else
void TestPgStream::memoryStaysFlat()
{
    QSKIP("reads /proc, which is Linux's own");
}
#endif

QTEST_GUILESS_MAIN(TestPgStream)
#include "tst_pgstream.moc"
