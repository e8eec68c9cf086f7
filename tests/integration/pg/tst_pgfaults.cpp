// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/pg/PgTest.h"
#include "tests/integration/pg/Proxy.h"
#include "tests/support/ScratchServer.h"

#include <QElapsedTimer>
#include <QTcpServer>

using namespace sqlai;
using namespace sqlai::test;
using namespace Qt::StringLiterals;

/// What can go wrong between us and a server, and what is said then.
class TestPgFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cannotConnect_data();
    void cannotConnect();
    void silentServer();
    void tooManyConnections();
    void sqlErrors_data();
    void sqlErrors();
    void nothingCanBeWritten_data();
    void nothingCanBeWritten();
    void backendKilledMidResult();
    void networkCutMidResult();
    void idleConnectionThatDiedIsReplaced();
    void serverCrashMidResult();

private:
    settings::ConnectionProfile changed(const QString &key, const QString &value) const
    {
        auto profile = m_server->profile(u"faults"_s);
        profile.parameters[key] = value;
        return profile;
    }
    Result<pg::RunSummary> run(pg::PgPool &pool, const QByteArray &sql)
    {
        return awaited(pool.run(checked(sql), {}, std::make_shared<TestSink>(), {}));
    }
    /// Runs until rows are there, then does `harm`; the run must end with an Error that is a Connection, and the pool
    /// must work afterwards.
    void harmMidResult(pg::PgPool &pool, const std::function<void()> &harm);

    std::unique_ptr<ScratchServer> m_server;
};

void TestPgFaults::initTestCase()
{
    m_server = std::make_unique<ScratchServer>(
        ScratchServer::Settings{{u"max_connections"_s, u"12"_s}, {u"superuser_reserved_connections"_s, u"3"_s}},
        "local all locked scram-sha-256\n");
    m_server->createDatabase(u"faults"_s);
    m_server->runScript(u"faults"_s, "CREATE ROLE locked LOGIN PASSWORD 'right';"
                                     "CREATE ROLE plain LOGIN;"
                                     "CREATE TABLE trucks (id int, license_plate text);"
                                     "CREATE SEQUENCE counter;"
                                     "CREATE FUNCTION grow() RETURNS int LANGUAGE sql AS "
                                     "'INSERT INTO trucks VALUES (1) RETURNING 1';"
                                     "CREATE VIEW growing AS SELECT grow();"
                                     "CREATE FUNCTION count_on() RETURNS bigint LANGUAGE sql AS "
                                     "$$SELECT nextval('counter')$$;");
}

void TestPgFaults::cannotConnect_data()
{
    QTest::addColumn<settings::ConnectionProfile>("profile");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("words");
    QTest::newRow("no socket") << changed(u"port"_s, u"1"_s) << u"Connection"_s << u"no server answers at"_s;
    auto refused = changed(u"host"_s, u"127.0.0.1"_s);
    refused.parameters[u"port"_s] = u"1"_s;
    QTest::newRow("refused") << refused << u"Connection"_s << u"no server answers at 127.0.0.1, port 1"_s;
    QTest::newRow("host name") << changed(u"host"_s, u"no-such-host.invalid"_s) << u"Connection"_s
                               << u"host name \"no-such-host.invalid\" is not known"_s;
    QTest::newRow("database") << changed(u"dbname"_s, u"nothing"_s) << u"Connection"_s
                              << u"has no database \"nothing\""_s;
    QTest::newRow("role") << changed(u"user"_s, u"nobody"_s) << u"ServerAuth"_s << u"\"nobody\" does not exist"_s;
    auto wrong = changed(u"user"_s, u"locked"_s);
    QTest::newRow("no password") << wrong << u"ServerAuth"_s << u"asks for a password, and none is set"_s;
    wrong.password = Secret("hunter2");
    QTest::newRow("wrong password") << wrong << u"ServerAuth"_s << u"password authentication failed"_s;
    settings::ConnectionProfile service;
    service.parameters = {{u"service"_s, u"nosuch"_s}};
    QTest::newRow("service") << service << u"Connection"_s << u"nosuch"_s;
    QTest::newRow("bad option") << changed(u"sslmode"_s, u"sometimes"_s) << u"Connection"_s << u"sslmode"_s;
}

void TestPgFaults::cannotConnect()
{
    QFETCH(const settings::ConnectionProfile, profile);
    QFETCH(const QString, words);
    pg::PgPool pool(profile);
    const auto summary = run(pool, "SELECT 1");
    QVERIFY(!summary);
    const QString sentence = ErrorText::sentence(summary.error());
    QTEST(ErrorText::name(summary.error().code), "name");
    QVERIFY2(sentence.contains(words), qPrintable(sentence));
    QVERIFY2(!sentence.contains(u"hunter2"_s), qPrintable(sentence));
    qInfo("%s", qPrintable(sentence));
}

void TestPgFaults::silentServer()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    auto profile = changed(u"host"_s, u"127.0.0.1"_s);
    profile.parameters[u"port"_s] = QString::number(silent.serverPort());
    profile.parameters[u"connect_timeout"_s] = u"1"_s;
    pg::PgPool pool(profile);
    const auto summary = run(pool, "SELECT 1");
    QVERIFY(!summary);
    QCOMPARE(summary.error().code, ErrorCode::Connection);
    QVERIFY2(summary.error().detail.contains(u"did not answer within 1 s"_s), qPrintable(summary.error().detail));
}

void TestPgFaults::tooManyConnections()
{
    pg::PgPool pool(changed(u"user"_s, u"plain"_s), {.maximumSessions = 10});
    const CancelSource source;
    QList<QFuture<Result<pg::RunSummary>>> runs;
    for (int i = 0; i < 10; ++i)
        runs.append(pool.run(checked(endless), {}, std::make_shared<TestSink>(), source.token()));
    const auto refused = [&] {
        return std::ranges::count_if(
            runs, [](const auto &one) { return one.isFinished() && one.result().error().sqlState == u"53300"_s; });
    };
    QTRY_COMPARE(refused(), 1); // 12 connections, 3 of them reserved for superusers
    source.cancel();
    for (const auto &one : runs) {
        const auto summary = awaited(one);
        QVERIFY(!summary);
        if (summary.error().code == ErrorCode::Connection)
            QVERIFY2(summary.error().detail.contains(u"no free connection"_s), qPrintable(summary.error().detail));
    }
}

void TestPgFaults::sqlErrors_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("state");
    QTest::addColumn<int>("position");
    QTest::addColumn<bool>("hasHint");
    QTest::newRow("column") << QByteArray("SELECT licence_plate FROM trucks") << u"42703"_s << 8 << true;
    QTest::newRow("table") << QByteArray("SELECT * FROM truck") << u"42P01"_s << 15 << false;
    QTest::newRow("behind wide characters") << QByteArray("SELECT '漢😀' AS w, nothing") << u"42703"_s << 19 << false;
    QTest::newRow("operator") << QByteArray("SELECT 1 + license_plate FROM trucks") << u"42883"_s << 10 << true;
    QTest::newRow("running") << QByteArray("SELECT 1 / (id - id) FROM (VALUES (1)) v(id)") << u"22012"_s << 0 << false;
}

void TestPgFaults::sqlErrors()
{
    QFETCH(const QByteArray, sql);
    pg::PgPool pool(m_server->profile(u"faults"_s));
    const auto summary = run(pool, sql);
    QVERIFY(!summary);
    QCOMPARE(summary.error().code, ErrorCode::SqlFailed);
    QTEST(summary.error().sqlState, "state");
    QTEST(summary.error().position, "position");
    QTEST(!summary.error().hint.isEmpty(), "hasHint");
    if (const auto plan = awaited(pool.explain(checked(sql), {}, {})); !plan)
        QTEST(plan.error().position, "position");
}

void TestPgFaults::nothingCanBeWritten_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("function");
    QTest::newRow("rows, from a view") << QByteArray("SELECT * FROM growing") << u"grow()"_s;
    QTest::newRow("a sequence") << QByteArray("SELECT count_on()") << u"count_on()"_s;
}

void TestPgFaults::nothingCanBeWritten()
{
    QFETCH(const QByteArray, sql);
    QFETCH(const QString, function);
    pg::PgPool pool(m_server->profile(u"faults"_s));
    // An administrator was misled: the transaction holds all the same.
    const auto object = awaited(pool.describe(report::ObjectKind::Function, function, {}));
    QVERIFY(object);
    pool.setAllowances({report::Allowance{.object = *object}});
    const auto summary = run(pool, sql);
    QVERIFY(!summary);
    QCOMPARE(summary.error().sqlState, u"25006"_s);
    QCOMPARE(m_server->runScript(u"faults"_s, "SELECT count(*) FROM trucks"), u"0"_s);
    QCOMPARE(m_server->runScript(u"faults"_s, "SELECT is_called FROM counter"), u"f"_s);
}

void TestPgFaults::harmMidResult(pg::PgPool &pool, const std::function<void()> &harm)
{
    const auto sink = std::make_shared<TestSink>();
    sink->isKeeping = false;
    const auto harmed =
        pool.run(checked("SELECT generate_series(1, 1000000000)"), {.maximumRows = 1000000000}, sink, {});
    QTRY_VERIFY(sink->rows > 0);
    harm();
    const auto summary = awaited(harmed);
    QVERIFY(!summary);
    QCOMPARE(summary.error().code, ErrorCode::Connection);
    qInfo("%s", qPrintable(ErrorText::sentence(summary.error())));
    const auto next = run(pool, "SELECT 1");
    QVERIFY2(next, qPrintable(next ? QString() : ErrorText::sentence(next.error())));
}

void TestPgFaults::backendKilledMidResult()
{
    pg::PgPool pool(m_server->profile(u"faults"_s));
    harmMidResult(pool, [this] {
        m_server->runScript(u"faults"_s, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                                         "WHERE application_name = 'sql-ai-agent'");
    });
}

void TestPgFaults::networkCutMidResult()
{
    Proxy network(m_server->profile(u"faults"_s));
    pg::PgPool pool(network.profile());
    harmMidResult(pool, [&] { network.cut(); });
}

void TestPgFaults::idleConnectionThatDiedIsReplaced()
{
    pg::PgPool pool(m_server->profile(u"faults"_s));
    QVERIFY(run(pool, "SELECT 1"));
    QCOMPARE(pool.sessionCount(), 1);
    m_server->stop();
    QCOMPARE(run(pool, "SELECT 1").error().code, ErrorCode::Connection);
    m_server->start();
    QVERIFY(run(pool, "SELECT 1"));
    m_server->stop();
    m_server->start();
    QVERIFY(run(pool, "SELECT 1")); // its connection had died meanwhile
    QCOMPARE(pool.sessionCount(), 1);
}

void TestPgFaults::serverCrashMidResult()
{
    pg::PgPool pool(m_server->profile(u"faults"_s));
    harmMidResult(pool, [this] {
        m_server->crash();
        m_server->start();
    });
}

QTEST_GUILESS_MAIN(TestPgFaults)
#include "tst_pgfaults.moc"
