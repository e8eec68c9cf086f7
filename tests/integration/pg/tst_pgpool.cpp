// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/pg/PgTest.h"
#include "tests/support/ScratchServer.h"

#include <algorithm>

using namespace sqlai;
using namespace sqlai::test;
using namespace Qt::StringLiterals;

/// Sessions shared by many statements.
class TestPgPool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void thirtyRunsOnTenSessions();
    void waitingRunCanBeCancelled();
    void sessionsAreReusedAndClosedWhenIdle();
    void snapshotDoesNotWaitBehindRuns();
    void snapshotSeesOneState();
    void sessionIsCleanAfterARun();
    void locksThatOutliveTheTransactionGo();
    void snapshotsHaveTheTimeLimit();
    void searchPathIsTheRolesOwn();
    void settingsOfTheRoleStay();
    void explainGivesThePlan();

private:
    QByteArray value(pg::PgPool &pool, const QByteArray &sql)
    {
        const auto sink = std::make_shared<TestSink>();
        const auto summary = awaited(pool.run(checked(sql), {}, sink, {}));
        return summary ? sink->cells.value(0).value_or("NULL") : ErrorText::sentence(summary.error()).toUtf8();
    }

    std::unique_ptr<ScratchServer> m_server;
};

void TestPgPool::initTestCase()
{
    m_server = std::make_unique<ScratchServer>();
    m_server->createDatabase(u"pool"_s);
    m_server->runScript(u"pool"_s, "CREATE SCHEMA fleet; CREATE SCHEMA \"Odd, name\";"
                                   "CREATE TABLE fleet.trucks AS SELECT i AS id FROM generate_series(1, 1000) i;"
                                   "ANALYZE fleet.trucks; CREATE ROLE reader LOGIN;"
                                   "GRANT USAGE ON SCHEMA fleet TO reader; GRANT SELECT ON fleet.trucks TO reader;"
                                   "ALTER ROLE reader SET search_path = fleet, \"Odd, name\", public;"
                                   "ALTER ROLE reader SET DateStyle = 'German';");
}

void TestPgPool::thirtyRunsOnTenSessions()
{
    pg::PgPool pool(m_server->profile(u"pool"_s));
    QList<std::shared_ptr<TestSink>> sinks;
    QList<QFuture<Result<pg::RunSummary>>> runs;
    for (int i = 0; i < 30; ++i) {
        sinks.append(std::make_shared<TestSink>());
        const QByteArray sql = "SELECT " + QByteArray::number(i) + ", count(*) FROM generate_series(1, 100000)";
        runs.append(pool.run(checked(sql), {}, sinks.last(), {}));
    }
    QCOMPARE(pool.sessionCount(), 10);
    for (int i = 0; i < 30; ++i) {
        QVERIFY(awaited(runs.at(i)));
        QCOMPARE(sinks.at(i)->cells.value(0), QByteArray::number(i));
    }
    QCOMPARE(pool.sessionCount(), 10);
}

void TestPgPool::waitingRunCanBeCancelled()
{
    pg::PgPool pool(m_server->profile(u"pool"_s), {.maximumSessions = 1});
    const CancelSource first;
    const CancelSource second;
    const auto running = pool.run(checked(endless), {}, std::make_shared<TestSink>(), first.token());
    const auto waiting = pool.run(checked("SELECT 1"), {}, std::make_shared<TestSink>(), second.token());
    const auto third = pool.run(checked("SELECT 1"), {}, std::make_shared<TestSink>(), {});
    second.cancel();
    QCOMPARE(awaited(waiting).error().code, ErrorCode::Cancelled);
    QVERIFY(!running.isFinished());
    first.cancel();
    QCOMPARE(awaited(running).error().code, ErrorCode::Cancelled);
    QVERIFY(awaited(third));
}

void TestPgPool::sessionsAreReusedAndClosedWhenIdle()
{
    pg::PgPool pool(m_server->profile(u"pool"_s), {.idleTime = std::chrono::milliseconds(200)});
    const QByteArray pid = value(pool, "SELECT pg_backend_pid()");
    QVERIFY(pid.toInt() > 0);
    QCOMPARE(value(pool, "SELECT pg_backend_pid()"), pid);
    QTRY_COMPARE(pool.sessionCount(), 0);
    QTRY_COMPARE(m_server->runScript(u"pool"_s, "SELECT count(*) FROM pg_stat_activity WHERE pid = " + pid), u"0"_s);
    QVERIFY(value(pool, "SELECT pg_backend_pid()") != pid);
}

void TestPgPool::snapshotDoesNotWaitBehindRuns()
{
    pg::PgPool pool(m_server->profile(u"pool"_s), {.maximumSessions = 1});
    const CancelSource source;
    const auto running = pool.run(checked(endless), {}, std::make_shared<TestSink>(), source.token());
    QVERIFY(awaited(pool.readSnapshot({pg::StaticSql("SELECT 1")}, {})));
    QVERIFY(!running.isFinished());
    source.cancel();
    QVERIFY(!awaited(running));
}

void TestPgPool::snapshotSeesOneState()
{
    pg::PgPool pool(m_server->profile(u"pool"_s));
    const auto sets = awaited(pool.readSnapshot({pg::StaticSql("SELECT pg_catalog.now()::text, 'x'::text AS name"),
                                                 pg::StaticSql("SHOW transaction_isolation"),
                                                 pg::StaticSql("SELECT i FROM pg_catalog.generate_series(1, 2) i")},
                                                {}));
    QVERIFY2(sets, qPrintable(sets ? QString() : ErrorText::sentence(sets.error())));
    QCOMPARE(sets->size(), 3);
    QCOMPARE(sets->at(0).columns.at(1).name, u"name"_s);
    QCOMPARE(sets->at(0).columns.at(1).typeName, u"text"_s);
    QCOMPARE(sets->at(1).rows.cell(0, 0)->toByteArray(), QByteArray("repeatable read"));
    QCOMPARE(sets->at(2).rows.rowCount(), 2);
}

void TestPgPool::sessionIsCleanAfterARun()
{
    pg::PgPool pool(m_server->profile(u"pool"_s), {.maximumSessions = 1});
    const QByteArray pid = value(pool, "SELECT pg_backend_pid()");
    QCOMPARE(value(pool, "SELECT current_setting('transaction_read_only')"), QByteArray("on"));
    QCOMPARE(value(pool, "SELECT current_setting('statement_timeout')"), QByteArray("30s"));
    QCOMPARE(value(pool, "SELECT current_setting('lock_timeout')"), QByteArray("5s"));
    const auto session = [&](const QByteArray &column) {
        return m_server->runScript(u"pool"_s, "SELECT " + column + " FROM pg_stat_activity WHERE pid = " + pid);
    };
    QTRY_COMPARE(session("state"), u"idle"_s);
    QCOMPARE(session("xact_start IS NULL"), u"t"_s);
    QCOMPARE(session("query"), u"DISCARD ALL"_s);
    QCOMPARE(m_server->runScript(u"pool"_s, "SELECT count(*) FROM pg_locks WHERE pid = " + pid), u"0"_s);
}

void TestPgPool::locksThatOutliveTheTransactionGo()
{
    // What an administrator allowed may do more than it seemed, and ROLLBACK leaves a session's lock.
    m_server->runScript(u"pool"_s, "CREATE FUNCTION locking() RETURNS text LANGUAGE sql AS "
                                   "'SELECT pg_advisory_lock(7)::text'");
    pg::PgPool pool(m_server->profile(u"pool"_s), {.maximumSessions = 1});
    const auto function = awaited(pool.describe(report::ObjectKind::Function, u"locking()"_s, {}));
    QVERIFY(function);
    pool.setAllowances({report::Allowance{.object = *function}});
    QCOMPARE(value(pool, "SELECT count(locking())"), QByteArray("1"));
    QCOMPARE(value(pool, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"), QByteArray("0"));
}

void TestPgPool::snapshotsHaveTheTimeLimit()
{
    pg::PgPool pool(m_server->profile(u"pool"_s), {.snapshotTimeout = std::chrono::seconds(7)});
    const auto sets = awaited(pool.readSnapshot({pg::StaticSql("SHOW statement_timeout")}, {}));
    QVERIFY(sets);
    QCOMPARE(sets->first().rows.cell(0, 0)->toByteArray(), QByteArray("7s"));
}

void TestPgPool::searchPathIsTheRolesOwn()
{
    pg::PgPool pool(m_server->profile(u"pool"_s, u"reader"_s));
    QCOMPARE(value(pool, "SELECT current_setting('search_path')"), QByteArray("fleet, public, pg_temp"));
    QCOMPARE(value(pool, "SELECT count(*) FROM trucks"), QByteArray("1000"));
    m_server->runScript(u"pool"_s, "GRANT USAGE ON SCHEMA \"Odd, name\" TO reader");
    QCOMPARE(value(pool, "SELECT current_setting('search_path')"), QByteArray("fleet, \"Odd, name\", public, pg_temp"));
}

void TestPgPool::settingsOfTheRoleStay()
{
    pg::PgPool pool(m_server->profile(u"pool"_s, u"reader"_s));
    QCOMPARE(value(pool, "SELECT '2026-07-01'::date"), QByteArray("01.07.2026"));
}

void TestPgPool::explainGivesThePlan()
{
    pg::PgPool pool(m_server->profile(u"pool"_s, u"reader"_s));
    const auto plan = awaited(pool.explain(checked("SELECT count(*) FROM trucks WHERE id > 5; -- all"), {}, {}));
    QVERIFY2(plan, qPrintable(plan ? QString() : ErrorText::sentence(plan.error())));
    QCOMPARE(plan->root.nodeType, u"Aggregate"_s);
    QVERIFY(plan->root.totalCost > 0);
    QCOMPARE(plan->root.children.size(), 1);
    QCOMPARE(plan->root.children.first().nodeType, u"Seq Scan"_s);
    QCOMPARE(plan->root.children.first().detail, u"trucks · (id > 5)"_s);
    QVERIFY(plan->root.children.first().rows > 900);
}

QTEST_GUILESS_MAIN(TestPgPool)
#include "tst_pgpool.moc"
