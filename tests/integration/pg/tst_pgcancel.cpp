// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/pg/PgTest.h"
#include "tests/integration/pg/Proxy.h"
#include "tests/support/ScratchServer.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QTcpServer>

using namespace sqlai;
using namespace sqlai::test;
using namespace Qt::StringLiterals;

/// Stop, time limits and the end of the program, at every moment of a run.
class TestPgCancel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void beforeTheFirstRow();
    void betweenBatches();
    void twice();
    void beforeItBegins();
    void duringConnect();
    void explainCanBeCancelled();
    void lateCancelHitsNothing();
    void timeLimitOfTheServer();
    void someoneElsesCancelIsAnError();
    void destructionWhileStreaming();
    void destructionWhileConnecting();
    void frozenServerIsGivenUp();

private:
    /// Statements of ours that still run on the server.
    QString activeCount()
    {
        return m_server->runScript(u"postgres"_s, "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND "
                                                  "application_name = 'sql-ai-agent'");
    }
    bool isWorking() { return awaited(m_pool->run(checked("SELECT 1"), {}, std::make_shared<TestSink>(), {})).isOk(); }

    std::unique_ptr<ScratchServer> m_server;
    std::unique_ptr<pg::PgPool> m_pool;
};

void TestPgCancel::initTestCase()
{
    m_server = std::make_unique<ScratchServer>();
    m_pool = std::make_unique<pg::PgPool>(m_server->profile(u"postgres"_s));
}

void TestPgCancel::cleanup()
{
    QTRY_COMPARE_WITH_TIMEOUT(activeCount(), u"0"_s, 30'000);
    QVERIFY(isWorking());
}

void TestPgCancel::beforeTheFirstRow()
{
    const CancelSource source;
    const auto run = m_pool->run(checked(endless), {}, std::make_shared<TestSink>(), source.token());
    QTRY_COMPARE(activeCount(), u"1"_s);
    QElapsedTimer elapsed;
    elapsed.start();
    source.cancel();
    const auto summary = awaited(run);
    QVERIFY(!summary);
    QCOMPARE(summary.error().code, ErrorCode::Cancelled);
    QVERIFY(elapsed.elapsed() < 2000);
}

void TestPgCancel::betweenBatches()
{
    const CancelSource source;
    const auto sink = std::make_shared<TestSink>();
    sink->onBatch = [&source](const table::RowBatch &) -> Result<void> {
        source.cancel();
        return {};
    };
    const auto summary = awaited(
        m_pool->run(checked("SELECT generate_series(1, 100000000)"), {.maximumRows = 100000000}, sink, source.token()));
    QVERIFY(!summary);
    QCOMPARE(summary.error().code, ErrorCode::Cancelled);
    QCOMPARE(sink->rows.load(), 500);
}

void TestPgCancel::twice()
{
    const CancelSource source;
    const auto run = m_pool->run(checked(endless), {}, std::make_shared<TestSink>(), source.token());
    QTRY_COMPARE(activeCount(), u"1"_s);
    source.cancel();
    source.cancel();
    QCOMPARE(awaited(run).error().code, ErrorCode::Cancelled);
    source.cancel();
}

void TestPgCancel::beforeItBegins()
{
    const CancelSource source;
    source.cancel();
    const auto sink = std::make_shared<TestSink>();
    const auto summary = awaited(m_pool->run(checked("SELECT 1"), {}, sink, source.token()));
    QVERIFY(!summary);
    QCOMPARE(summary.error().code, ErrorCode::Cancelled);
    QCOMPARE(sink->rows.load(), 0);
}

void TestPgCancel::duringConnect()
{
    QTcpServer silent; // Takes the connection and never says a word.
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    settings::ConnectionProfile profile;
    profile.parameters = {{u"host"_s, u"127.0.0.1"_s}, {u"port"_s, QString::number(silent.serverPort())}};
    pg::PgPool pool(profile);
    QSignalSpy connected(&silent, &QTcpServer::newConnection);
    const CancelSource source;
    const auto run = pool.run(checked("SELECT 1"), {}, std::make_shared<TestSink>(), source.token());
    QVERIFY(connected.wait());
    QElapsedTimer elapsed;
    elapsed.start();
    source.cancel();
    QCOMPARE(awaited(run).error().code, ErrorCode::Cancelled);
    QVERIFY(elapsed.elapsed() < 1000);
}

void TestPgCancel::explainCanBeCancelled()
{
    // Planning computes what is called immutable.
    m_server->runScript(u"postgres"_s,
                        "CREATE FUNCTION slow() RETURNS int IMMUTABLE LANGUAGE plpgsql AS "
                        "$$ BEGIN PERFORM pg_sleep(20); RETURN 1; END $$; CREATE VIEW slowly AS SELECT slow() AS one;");
    const auto slow = awaited(m_pool->describe(report::ObjectKind::Function, u"slow()"_s, {}));
    QVERIFY(slow);
    m_pool->setAllowances({report::Allowance{.object = *slow}});
    const CancelSource source;
    const auto plan = m_pool->explain(checked("SELECT one FROM slowly"), {}, source.token());
    QTRY_COMPARE_WITH_TIMEOUT(activeCount(), u"1"_s, 15'000);
    QElapsedTimer elapsed;
    elapsed.start();
    source.cancel();
    QCOMPARE(awaited(plan).error().code, ErrorCode::Cancelled);
    QVERIFY(elapsed.elapsed() < 5'000);
}

void TestPgCancel::lateCancelHitsNothing()
{
    // The cancel falls somewhere between the last row and the end of the run; the next statement must not feel it.
    pg::PgPool pool(m_server->profile(u"postgres"_s), {.maximumSessions = 1});
    for (int i = 0; i < 200; ++i) {
        const CancelSource source;
        QSemaphore arrived;
        const auto sink = std::make_shared<TestSink>();
        sink->onBatch = [&, i](const table::RowBatch &) -> Result<void> {
            if (i % 2 == 0)
                source.cancel();
            arrived.release();
            return {};
        };
        const auto first = pool.run(checked("SELECT 1"), {}, sink, source.token());
        const auto second =
            pool.run(checked("SELECT count(*) FROM generate_series(1, 20000)"), {}, std::make_shared<TestSink>(), {});
        QVERIFY(arrived.tryAcquire(1, 10'000));
        source.cancel();
        const auto summary = awaited(second);
        QVERIFY2(summary, qPrintable(summary ? QString() : ErrorText::sentence(summary.error())));
        QVERIFY(first.isFinished());
    }
}

void TestPgCancel::timeLimitOfTheServer()
{
    const auto summary = awaited(
        m_pool->run(checked(endless), {.timeout = std::chrono::milliseconds(300)}, std::make_shared<TestSink>(), {}));
    QVERIFY(!summary);
    QCOMPARE(summary.error().code, ErrorCode::TimedOut);
    QCOMPARE(summary.error().sqlState, u"57014"_s);
}

void TestPgCancel::someoneElsesCancelIsAnError()
{
    const auto run = m_pool->run(checked(endless), {}, std::make_shared<TestSink>(), {});
    QTRY_COMPARE(activeCount(), u"1"_s);
    m_server->runScript(u"postgres"_s, "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE state = 'active' AND "
                                       "application_name = 'sql-ai-agent'");
    QCOMPARE(awaited(run).error().code, ErrorCode::SqlFailed);
}

void TestPgCancel::destructionWhileStreaming()
{
    QFuture<Result<pg::RunSummary>> run;
    QFuture<Result<pg::RunSummary>> waiting;
    const auto sink = std::make_shared<TestSink>();
    sink->isKeeping = false;
    QElapsedTimer elapsed;
    {
        pg::PgPool pool(m_server->profile(u"postgres"_s), {.maximumSessions = 1});
        run = pool.run(checked("SELECT generate_series(1, 1000000000)"), {.maximumRows = 1000000000}, sink, {});
        waiting = pool.run(checked("SELECT 1"), {}, std::make_shared<TestSink>(), {});
        QTRY_VERIFY(sink->rows > 0);
        elapsed.start();
    }
    QVERIFY(elapsed.elapsed() < 1500);
    QCOMPARE(awaited(run).error().code, ErrorCode::Cancelled);
    QCOMPARE(awaited(waiting).error().code, ErrorCode::Cancelled);
}

void TestPgCancel::destructionWhileConnecting()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    settings::ConnectionProfile profile;
    profile.parameters = {{u"host"_s, u"127.0.0.1"_s}, {u"port"_s, QString::number(silent.serverPort())}};
    QFuture<Result<pg::RunSummary>> run;
    QElapsedTimer elapsed;
    {
        pg::PgPool pool(profile);
        QSignalSpy connected(&silent, &QTcpServer::newConnection);
        run = pool.run(checked("SELECT 1"), {}, std::make_shared<TestSink>(), {});
        QVERIFY(connected.wait());
        elapsed.start();
    }
    QVERIFY(elapsed.elapsed() < 1000);
    QCOMPARE(awaited(run).error().code, ErrorCode::Cancelled);
}

void TestPgCancel::frozenServerIsGivenUp()
{
    Proxy network(m_server->profile(u"postgres"_s));
    const CancelSource source;
    QFuture<Result<pg::RunSummary>> stopped;
    QFuture<Result<pg::RunSummary>> abandoned;
    QElapsedTimer elapsed;
    {
        pg::PgPool pool(network.profile());
        const auto sink = std::make_shared<TestSink>();
        const auto other = std::make_shared<TestSink>();
        sink->isKeeping = other->isKeeping = false;
        const auto sql = checked("SELECT generate_series(1, 1000000000)");
        stopped = pool.run(sql, {.maximumRows = 1000000000}, sink, source.token());
        abandoned = pool.run(sql, {.maximumRows = 1000000000}, other, {});
        QTRY_VERIFY(sink->rows > 0 && other->rows > 0);
        network.freeze();
        source.cancel();
        QCOMPARE(awaited(stopped).error().code, ErrorCode::Cancelled);
        elapsed.start();
    }
    QVERIFY(elapsed.elapsed() < 3500);
    QCOMPARE(awaited(abandoned).error().code, ErrorCode::Cancelled);
    network.cut();
}

QTEST_GUILESS_MAIN(TestPgCancel)
#include "tst_pgcancel.moc"
