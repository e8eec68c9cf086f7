// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/ClusterConnection.h"
#include "tests/integration/pg/PgTest.h"
#include "tests/support/PgBouncer.h"
#include "tests/support/ScratchServer.h"

using namespace sqlai;
using namespace sqlai::test;
using namespace Qt::StringLiterals;

namespace {

/// A session of the server by way of the pooler: the only one, so that it is the program's as well.
class Neighbour final
{
public:
    explicit Neighbour(const settings::ConnectionProfile &profile)
        : m_session(demo::ClusterConnection::open(profile))
    {
        if (!m_session)
            throw std::runtime_error(m_session.error().detail.toStdString());
    }

    QString value(const QByteArray &sql)
    {
        const auto result = m_session->execute(sql);
        return result ? *result : ErrorText::sentence(result.error());
    }

private:
    Result<demo::ClusterConnection> m_session;
};

/// What a session keeps beyond its transactions, in one line.
constexpr char keptSql[] =
    "SELECT pg_backend_pid() || ' ' || current_setting('statement_timeout') || ' ' || current_setting('lock_timeout') "
    "|| ' ' || current_setting('idle_in_transaction_session_timeout') || ' ' || current_setting('row_security') || ' ' "
    "|| current_setting('search_path') || ' ' || current_setting('transaction_read_only') || ' ' || "
    "(SELECT count(*) FROM pg_prepared_statements) || ' ' || (SELECT count(*) FROM pg_cursors) || ' ' || "
    "(SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory') || ' ' || "
    "(SELECT count(*) FROM pg_listening_channels())";

}

/// A real pooler between the program and its server.
class TestPooling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void manyRunsShareOneSession();
    void explains();
    void readsASnapshot();
    void cancels();
    void endsAtTheTimeLimit();
    void tellsErrors();
    void settingsOfOthersDoNotCount();
    void whatOthersKeepStays();
    void waitsForASessionAsLongAsARunMayTake();
    void sessionPoolingDiscards();
    void statementPoolingIsRefused();
    void startupParametersThatItRefuses();

private:
    QByteArray value(pg::PgPool &pool, const QByteArray &sql)
    {
        const auto sink = std::make_shared<TestSink>();
        const auto summary = awaited(pool.run(checked(sql), {}, sink, {}));
        return summary ? sink->cells.value(0).value_or("NULL") : ErrorText::sentence(summary.error()).toUtf8();
    }
    settings::ConnectionProfile byTransaction() const { return m_byTransaction->profile(u"pool"_s, u"reader"_s); }
    settings::ConnectionProfile bySession() const { return m_bySession->profile(u"pool"_s, u"reader"_s); }

    std::unique_ptr<ScratchServer> m_server;
    std::unique_ptr<PgBouncer> m_byTransaction;
    std::unique_ptr<PgBouncer> m_bySession;
};

void TestPooling::initTestCase()
{
    m_server = std::make_unique<ScratchServer>();
    m_server->createDatabase(u"pool"_s);
    m_server->runScript(u"pool"_s, "CREATE TABLE trucks AS SELECT i AS id FROM generate_series(1, 1000) i;"
                                   "ANALYZE trucks; CREATE ROLE reader LOGIN; GRANT SELECT ON trucks TO reader");
    m_byTransaction = std::make_unique<PgBouncer>(*m_server, PgBouncer::Mode::Transaction, QStringList{u"reader"_s});
    m_bySession = std::make_unique<PgBouncer>(*m_server, PgBouncer::Mode::Session, QStringList{u"reader"_s});
}

void TestPooling::manyRunsShareOneSession()
{
    pg::PgPool pool(byTransaction());
    QList<std::shared_ptr<TestSink>> sinks;
    QList<QFuture<Result<pg::RunSummary>>> runs;
    for (int i = 0; i < 30; ++i) {
        sinks.append(std::make_shared<TestSink>());
        const QByteArray sql = "SELECT " + QByteArray::number(i) + ", pg_backend_pid(), id FROM trucks";
        runs.append(pool.run(checked(sql), {}, sinks.last(), {}));
    }
    for (int i = 0; i < 30; ++i) {
        const auto summary = awaited(runs.at(i));
        QVERIFY2(summary, qPrintable(summary ? QString() : ErrorText::sentence(summary.error())));
        QCOMPARE(sinks.at(i)->rows, 1000);
        QCOMPARE(sinks.at(i)->cells.value(0), QByteArray::number(i));
        QCOMPARE(sinks.at(i)->cells.value(1), sinks.first()->cells.value(1));
    }
    QCOMPARE(pool.sessionCount(), 10);
}

void TestPooling::explains()
{
    pg::PgPool pool(byTransaction());
    const auto plan = awaited(pool.explain(checked("SELECT count(*) FROM trucks WHERE id > 5"), {}, {}));
    QVERIFY2(plan, qPrintable(plan ? QString() : ErrorText::sentence(plan.error())));
    QCOMPARE(plan->root.nodeType, u"Aggregate"_s);
}

void TestPooling::readsASnapshot()
{
    pg::PgPool pool(byTransaction());
    const auto sets = awaited(pool.readSnapshot(
        {pg::StaticSql("SHOW transaction_isolation"), pg::StaticSql("SELECT pg_catalog.count(*) FROM trucks")}, {}));
    QVERIFY2(sets, qPrintable(sets ? QString() : ErrorText::sentence(sets.error())));
    QCOMPARE(sets->at(0).rows.cell(0, 0)->toByteArray(), QByteArray("repeatable read"));
    QCOMPARE(sets->at(1).rows.cell(0, 0)->toByteArray(), QByteArray("1000"));
}

void TestPooling::cancels()
{
    pg::PgPool pool(byTransaction());
    const CancelSource source;
    const auto running = pool.run(checked(endless), {}, std::make_shared<TestSink>(), source.token());
    const QByteArray active = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'reader' AND state = 'active' "
                              "AND query LIKE '%1000000%'";
    QTRY_COMPARE(m_server->runScript(u"pool"_s, active), u"1"_s);
    source.cancel();
    QCOMPARE(awaited(running).error().code, ErrorCode::Cancelled);
    QCOMPARE(value(pool, "SELECT count(*) FROM trucks"), QByteArray("1000"));
    QCOMPARE(m_server->runScript(u"pool"_s, active), u"0"_s);
}

void TestPooling::endsAtTheTimeLimit()
{
    pg::PgPool pool(byTransaction());
    const pg::RunLimits limits{.timeout = std::chrono::milliseconds(300)};
    const auto ended = awaited(pool.run(checked(endless), limits, std::make_shared<TestSink>(), {}));
    QCOMPARE(ended.error().code, ErrorCode::TimedOut);
    QCOMPARE(value(pool, "SELECT count(*) FROM trucks"), QByteArray("1000"));
}

void TestPooling::tellsErrors()
{
    pg::PgPool pool(byTransaction());
    const auto unknown = awaited(pool.run(checked("SELECT x FROM trucks"), {}, std::make_shared<TestSink>(), {}));
    QCOMPARE(unknown.error().sqlState, u"42703"_s);
    QCOMPARE(unknown.error().position, 8);
    const auto broken =
        awaited(pool.run(checked("SELECT 1 / (id - 500) FROM trucks"), {}, std::make_shared<TestSink>(), {}));
    QCOMPARE(broken.error().sqlState, u"22012"_s);
    QCOMPARE(value(pool, "SELECT count(*) FROM trucks"), QByteArray("1000"));
}

void TestPooling::settingsOfOthersDoNotCount()
{
    Neighbour neighbour(byTransaction());
    neighbour.value("SET row_security = off; SET search_path = pg_temp, pg_catalog, public; SET statement_timeout = 0");
    pg::PgPool pool(byTransaction());
    QCOMPARE(value(pool, "SELECT current_setting('row_security')"), QByteArray("on"));
    QCOMPARE(value(pool, "SELECT current_setting('search_path')"), QByteArray("public, pg_temp"));
    QCOMPARE(value(pool, "SELECT current_setting('statement_timeout')"), QByteArray("30s"));
    neighbour.value("DISCARD ALL");
}

void TestPooling::whatOthersKeepStays()
{
    Neighbour neighbour(byTransaction());
    neighbour.value("SET statement_timeout = '77s'; SET row_security = off; PREPARE mine AS SELECT 1; LISTEN news");
    neighbour.value("SELECT pg_advisory_lock(7)");
    const QString before = neighbour.value(keptSql);
    QVERIFY2(before.endsWith(u"off 1 0 1 1"_s) && before.contains(u" 77s "_s), qPrintable(before));
    pg::PgPool pool(byTransaction());
    QVERIFY2(before.startsWith(QString::fromUtf8(value(pool, "SELECT pg_backend_pid()")) + u' '), qPrintable(before));
    QVERIFY(awaited(pool.explain(checked("SELECT count(*) FROM trucks"), {}, {})));
    QVERIFY(awaited(pool.readSnapshot({pg::StaticSql("SELECT 1")}, {})));
    QVERIFY(!awaited(pool.run(checked("SELECT x FROM trucks"), {}, std::make_shared<TestSink>(), {})));
    QVERIFY(!awaited(pool.run(checked("SELECT 1 / (id - 500) FROM trucks"), {}, std::make_shared<TestSink>(), {})));
    QCOMPARE(neighbour.value(keptSql), before);
    neighbour.value("DISCARD ALL");
}

void TestPooling::waitsForASessionAsLongAsARunMayTake()
{
    pg::PgPool pool(byTransaction());
    const auto run = [&](const char *sql, std::chrono::seconds timeout, const CancelToken &token) {
        return pool.run(checked(sql), {.timeout = timeout}, std::make_shared<TestSink>(), token);
    };
    const CancelSource source;
    const auto holding = run(endless, std::chrono::seconds(60), source.token());
    QTRY_COMPARE(m_server->runScript(u"pool"_s, "SELECT count(*) FROM pg_stat_activity WHERE usename = 'reader' AND "
                                                "query LIKE '%1000000%'"),
                 u"1"_s);
    const auto patient = run("SELECT 1", std::chrono::seconds(60), {});
    const auto refused = awaited(run("SELECT 2", std::chrono::seconds(1), {}));
    QCOMPARE(refused.error().code, ErrorCode::Connection);
    QVERIFY2(refused.error().detail.contains(u"no free session"_s), qPrintable(refused.error().detail));
    QVERIFY(!patient.isFinished());
    source.cancel();
    QCOMPARE(awaited(holding).error().code, ErrorCode::Cancelled);
    QVERIFY(awaited(patient));
}

void TestPooling::sessionPoolingDiscards()
{
    pg::PgPool pool(bySession(), {.maximumSessions = 1});
    const QByteArray pid = value(pool, "SELECT pg_backend_pid()");
    QVERIFY2(pid.toInt() > 0, pid.constData());
    QTRY_COMPARE(m_server->runScript(u"pool"_s, "SELECT query FROM pg_stat_activity WHERE pid = " + pid),
                 u"DISCARD ALL"_s);
    QCOMPARE(value(pool, "SELECT pg_backend_pid()"), pid);
    QVERIFY(awaited(pool.explain(checked("SELECT count(*) FROM trucks"), {}, {})));
}

void TestPooling::statementPoolingIsRefused()
{
    const PgBouncer byStatement(*m_server, PgBouncer::Mode::Statement, {u"reader"_s});
    auto profile = byStatement.profile(u"pool"_s, u"reader"_s);
    for (const bool isPooled : {false, true}) {
        profile.isTransactionPooled = isPooled;
        pg::PgPool pool(profile);
        const auto refused = awaited(pool.run(checked("SELECT 1"), {}, std::make_shared<TestSink>(), {}));
        QCOMPARE(refused.error().code, ErrorCode::Connection);
        QVERIFY2(refused.error().detail.contains(u"Set its pool_mode to transaction or session"_s),
                 qPrintable(refused.error().detail));
    }
}

void TestPooling::startupParametersThatItRefuses()
{
    auto profile = byTransaction();
    profile.parameters[u"options"_s] = u"-c work_mem=1MB"_s;
    pg::PgPool pool(profile);
    const auto refused = awaited(pool.run(checked("SELECT 1"), {}, std::make_shared<TestSink>(), {}));
    QCOMPARE(refused.error().code, ErrorCode::Connection);
    QVERIFY2(refused.error().detail.contains(u"ignore_startup_parameters"_s), qPrintable(refused.error().detail));
}

QTEST_GUILESS_MAIN(TestPooling)
#include "tst_pooling.moc"
