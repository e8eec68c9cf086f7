// SPDX-License-Identifier: GPL-3.0-or-later
#include "PgTest.h"
#include "tests/support/ScratchServer.h"

#include <memory>

using namespace sqlai;
using namespace sqlai::test;
using namespace Qt::StringLiterals;

/// What the catalogue layer remembers, and when it must forget it: each row changes the database after a statement was
/// allowed, and the statement must be refused from then on. Which attacks the layer holds at all is tst_proof's.
class TestServerGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void forgets_data();
    void forgets();
    void remembersWhileOthersWrite();
    void pathsAreToldApart();
    void allowances();
    void allowanceOfAForeignTable();
    void describes();
    void verdicts_data();
    void verdicts();

private:
    QString refusal(pg::PgPool &pool, const QByteArray &sql);
    void exec(const QByteArray &sql) { m_server->runScript(u"guard"_s, sql); }

    std::unique_ptr<ScratchServer> m_server;
};

void TestServerGuard::initTestCase()
{
    m_server = std::make_unique<ScratchServer>();
    m_server->createDatabase(u"guard"_s);
    exec("CREATE ROLE reader LOGIN; GRANT CREATE ON SCHEMA public TO reader;"
         "CREATE EXTENSION postgres_fdw; CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw;"
         "CREATE FUNCTION own(integer) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT $1';"
         "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader");
}

/// Empty where it ran.
QString TestServerGuard::refusal(pg::PgPool &pool, const QByteArray &sql)
{
    const auto summary = awaited(pool.run(checked(sql), {}, std::make_shared<TestSink>(), {}));
    if (summary)
        return {};
    return (summary.error().code == ErrorCode::SqlDenied ? u"denied: "_s : u"other: "_s) + summary.error().detail;
}

void TestServerGuard::forgets_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("change");
    const auto row = [](const char *name, const char *before, const char *sql, const char *change) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(sql) << QByteArray(change);
    };
    row("a new overload", "", "SELECT round(1.5)",
        "CREATE FUNCTION round(text) RETURNS text LANGUAGE sql AS 'SELECT $1'");
    row("an overload in a schema that comes on the path", "CREATE SCHEMA reader", "SELECT abs(1)",
        "CREATE FUNCTION reader.abs(text) RETURNS text LANGUAGE sql AS 'SELECT $1';"
        "GRANT USAGE ON SCHEMA reader TO reader");
    row("a view calls a function", "CREATE TABLE t(a int); CREATE VIEW v AS SELECT a FROM t", "SELECT * FROM v",
        "CREATE OR REPLACE VIEW v AS SELECT own(a) AS a FROM t");
    row("a view below a view",
        "CREATE TABLE t(a int); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM v", "SELECT * FROM w",
        "CREATE OR REPLACE VIEW v AS SELECT own(a) AS a FROM t");
    row("a view calls a function of PostgreSQL's", "CREATE VIEW v AS SELECT 1::bigint AS a", "SELECT * FROM v",
        "CREATE OR REPLACE VIEW v AS SELECT txid_current() AS a");
    row("a table becomes a view", "CREATE TABLE t(a int)", "SELECT * FROM t",
        "DROP TABLE t; CREATE VIEW t AS SELECT own(1) AS a; GRANT SELECT ON t TO reader");
    row("a policy", "CREATE TABLE t(a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY", "SELECT * FROM t",
        "CREATE POLICY p ON t USING (own(a) = 1)");
    row("a policy changes",
        "CREATE TABLE t(a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t "
        "USING (a = 1)",
        "SELECT * FROM t", "ALTER POLICY p ON t USING (own(a) = 1)");
    row("a policy is switched on", "CREATE TABLE t(a int); CREATE POLICY p ON t USING (own(a) = 1)", "SELECT * FROM t",
        "ALTER TABLE t ENABLE ROW LEVEL SECURITY");
    row("an index on an expression", "CREATE TABLE t(a int)", "SELECT * FROM t", "CREATE INDEX ON t (own(a))");
    row("a partial index", "CREATE TABLE t(a int)", "SELECT * FROM t", "CREATE INDEX ON t (a) WHERE own(5) = 5");
    row("statistics", "CREATE TABLE t(a int)", "SELECT * FROM t", "CREATE STATISTICS s ON (own(a)) FROM t");
    row("a check", "CREATE TABLE t(a int)", "SELECT * FROM t", "ALTER TABLE t ADD CHECK (own(a) > 0)");
    row("a child that is a foreign table", "CREATE TABLE t(a int)", "SELECT * FROM t",
        "CREATE FOREIGN TABLE f () INHERITS (t) SERVER elsewhere");
    row("a partition by a function", "CREATE TABLE t(a int)", "SELECT * FROM t",
        "DROP TABLE t; CREATE TABLE t(a int) PARTITION BY RANGE (own(a)); GRANT SELECT ON t TO reader");
    row("a domain's check", "CREATE DOMAIN d AS int; CREATE TABLE t(a d)", "SELECT * FROM t",
        "ALTER DOMAIN d ADD CHECK (own(VALUE) > 0)");
    row("a domain below a domain", "CREATE DOMAIN d AS int; CREATE DOMAIN e AS d; CREATE TABLE t(a e)",
        "SELECT * FROM t", "ALTER DOMAIN d ADD CHECK (own(VALUE) > 0)");
    row("a column of a domain", "CREATE DOMAIN d AS int CHECK (own(VALUE) > 0); CREATE TABLE t(a int)",
        "SELECT * FROM t", "ALTER TABLE t ALTER COLUMN a TYPE d");
    row("a field of a composite type", "CREATE DOMAIN d AS int CHECK (own(VALUE) > 0); CREATE TYPE c AS (x int)",
        "SELECT NULL::c", "ALTER TYPE c ADD ATTRIBUTE y d");
    row("a cast",
        "CREATE TYPE c AS (x int); CREATE TABLE t(a c); CREATE FUNCTION c_to_int(c) RETURNS int LANGUAGE sql AS "
        "'SELECT 1'",
        "SELECT * FROM t", "CREATE CAST (c AS int) WITH FUNCTION c_to_int(c)");
    row("an operator",
        "CREATE TYPE c AS (x int); CREATE TABLE t(a c); CREATE FUNCTION c_equal(c, c) RETURNS bool "
        "LANGUAGE sql AS 'SELECT true'",
        "SELECT count(*) FROM t WHERE a = a", "CREATE OPERATOR = (PROCEDURE = c_equal, LEFTARG = c, RIGHTARG = c)");
    row("a function behind a dot", "CREATE TABLE t(a int); CREATE TABLE u(b int)", "SELECT t.a FROM t",
        "CREATE FUNCTION a(u) RETURNS int LANGUAGE sql AS 'SELECT 1'");
}

void TestServerGuard::forgets()
{
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, sql);
    QFETCH(const QByteArray, change);
    exec(
        "DROP SCHEMA public CASCADE; DROP SCHEMA IF EXISTS reader CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA "
        "public TO reader; CREATE EXTENSION IF NOT EXISTS postgres_fdw; DO $$ BEGIN CREATE SERVER elsewhere FOREIGN "
        "DATA "
        "WRAPPER postgres_fdw; EXCEPTION WHEN duplicate_object THEN NULL; END $$; CREATE FUNCTION own(integer) RETURNS "
        "integer IMMUTABLE LANGUAGE sql AS 'SELECT $1';"
        + before);
    pg::PgPool pool(m_server->profile(u"guard"_s, u"reader"_s), {.maximumSessions = 1});
    QCOMPARE(refusal(pool, sql), QString());
    QCOMPARE(refusal(pool, sql), QString());
    exec(change);
    const QString refused = refusal(pool, sql);
    QVERIFY2(refused.startsWith(u"denied: "_s), qPrintable(refused));
    QCOMPARE(refusal(pool, sql), refused);
}

void TestServerGuard::remembersWhileOthersWrite()
{
    exec("CREATE TABLE remembered(a int)");
    pg::PgPool pool(m_server->profile(u"guard"_s, u"reader"_s), {.maximumSessions = 1});
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(refusal(pool, "SELECT a FROM remembered"), QString());
        exec("SELECT pg_current_xact_id()");
        QVERIFY(refusal(pool, "SELECT own(1)").startsWith(u"denied: "_s));
    }
}

void TestServerGuard::pathsAreToldApart()
{
    exec("CREATE SCHEMA fine; CREATE SCHEMA wild; CREATE TABLE fine.p(a int); CREATE VIEW wild.p AS SELECT "
         "public.own(1);"
         "GRANT USAGE ON SCHEMA fine, wild TO reader; GRANT SELECT ON fine.p, wild.p TO reader;"
         "ALTER ROLE reader SET search_path = fine, wild");
    {
        pg::PgPool pool(m_server->profile(u"guard"_s, u"reader"_s));
        QCOMPARE(refusal(pool, "SELECT * FROM p"), QString());
    }
    exec("ALTER ROLE reader SET search_path = wild, fine");
    {
        pg::PgPool pool(m_server->profile(u"guard"_s, u"reader"_s));
        QVERIFY(refusal(pool, "SELECT * FROM p").startsWith(u"denied: "_s));
        QCOMPARE(refusal(pool, "SELECT * FROM fine.p"), QString());
    }
    exec("ALTER ROLE reader RESET search_path");
}

void TestServerGuard::allowances()
{
    exec("CREATE FUNCTION price(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1'");
    pg::PgPool pool(m_server->profile(u"guard"_s, u"reader"_s));
    const auto denied = awaited(pool.run(checked("SELECT 1, price(2)"), {}, std::make_shared<TestSink>(), {}));
    QVERIFY(!denied);
    QCOMPARE(denied.error().subject, u"function public.price(integer)"_s);
    QCOMPARE(denied.error().position, 11);
    const auto function = awaited(pool.describe(report::ObjectKind::Function, u"public.price(integer)"_s, {}));
    QVERIFY(function);
    pool.setAllowances({report::Allowance{.object = *function}});
    QCOMPARE(refusal(pool, "SELECT 1, price(2)"), QString());
    exec("CREATE OR REPLACE FUNCTION price(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'");
    const QString changed = refusal(pool, "SELECT 1, price(2)");
    QVERIFY2(changed.contains(u"has changed since an administrator allowed it"_s), qPrintable(changed));
    exec("CREATE OR REPLACE FUNCTION price(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1'");
    QCOMPARE(refusal(pool, "SELECT 1, price(2)"), QString());
    exec("CREATE FUNCTION price(text) RETURNS integer LANGUAGE sql AS 'SELECT 1'");
    QVERIFY(refusal(pool, "SELECT 1, price(2)").startsWith(u"denied: "_s));
    exec("DROP FUNCTION price(text)");
    pool.setAllowances({});
    QVERIFY(refusal(pool, "SELECT 1, price(2)").startsWith(u"denied: "_s));
}

void TestServerGuard::allowanceOfAForeignTable()
{
    exec("CREATE FOREIGN TABLE far(a int) SERVER elsewhere OPTIONS (table_name 'x'); GRANT SELECT ON far TO reader");
    pg::PgPool pool(m_server->profile(u"guard"_s, u"reader"_s));
    const auto denied = awaited(pool.run(checked("SELECT * FROM far"), {}, std::make_shared<TestSink>(), {}));
    QVERIFY(!denied);
    QCOMPARE(denied.error().subject, u"foreign table public.far"_s);
    const auto table = awaited(pool.describe(report::ObjectKind::ForeignTable, u"far"_s, {}));
    QVERIFY(table);
    pool.setAllowances({report::Allowance{.object = *table}});
    // Past the guard, it fails for want of a user mapping.
    QVERIFY(refusal(pool, "SELECT * FROM far").startsWith(u"other: "_s));
    exec("ALTER SERVER elsewhere OPTIONS (ADD host 'elsewhere.example')");
    QVERIFY(refusal(pool, "SELECT * FROM far").startsWith(u"denied: "_s));
}

void TestServerGuard::describes()
{
    exec("CREATE TYPE \"Odd type\" AS (a int); CREATE FUNCTION \"Odd\"(\"Odd type\", int[]) RETURNS int SECURITY "
         "DEFINER "
         "LANGUAGE sql AS 'SELECT 7'; CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = "
         "'0')");
    pg::PgPool pool(m_server->profile(u"guard"_s, u"reader"_s));
    const auto odd = awaited(pool.describe(report::ObjectKind::Function, u"\"Odd\"(\"Odd type\", int[])"_s, {}));
    QVERIFY(odd);
    QCOMPARE(odd->name, u"public.\"Odd\"(public.\"Odd type\", integer[])"_s);
    QVERIFY(odd->definition.contains(u"SELECT 7"_s));
    QVERIFY(odd->isSecurityDefiner);
    QCOMPARE(odd->language, u"sql"_s);
    QCOMPARE(odd->owner, ScratchServer::superuser());
    QCOMPARE(odd->fingerprint.size(), 64);
    // The name that is shown finds it again.
    QCOMPARE(awaited(pool.describe(report::ObjectKind::Function, odd->name, {})).value(), *odd);
    const auto total = awaited(pool.describe(report::ObjectKind::Function, u"public.total(integer)"_s, {}));
    QVERIFY(total);
    QVERIFY2(total->definition.contains(u"SFUNC = int4pl"_s), qPrintable(total->definition));
    const auto none = awaited(pool.describe(report::ObjectKind::Function, u"public.nothing(integer)"_s, {}));
    QVERIFY(!none);
    QCOMPARE(none.error().code, ErrorCode::NotFound);
}

void TestServerGuard::verdicts_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<report::Verdict>("verdict");
    QTest::newRow("allowed") << QByteArray("SELECT 1") << report::Verdict{.isAllowed = true, .layer = u"server"_s};
    QTest::newRow("unknown column") << QByteArray("SELECT nothing")
                                    << report::Verdict{.layer = u"server"_s,
                                                       .reason = u"PostgreSQL could not do this: "_s,
                                                       .position = 8};
    QTest::newRow("own function") << QByteArray("SELECT 'é', own(1)")
                                  << report::Verdict{.layer = u"catalogue"_s,
                                                     .reason = u"The function public.own(integer) "_s,
                                                     .position = 13,
                                                     .subject = u"function public.own(integer)"_s};
}

void TestServerGuard::verdicts()
{
    QFETCH(const QByteArray, sql);
    QFETCH(const report::Verdict, verdict);
    pg::PgPool pool(m_server->profile(u"guard"_s, u"reader"_s));
    const auto found = awaited(pool.check(checked(sql), {}));
    QVERIFY(found);
    QCOMPARE(found->isAllowed, verdict.isAllowed);
    QCOMPARE(found->layer, verdict.layer);
    QCOMPARE(found->position, verdict.position);
    QCOMPARE(found->subject, verdict.subject);
    // Whole sentences, not what a colon leads to.
    QVERIFY2(found->reason.startsWith(verdict.reason), qPrintable(found->reason));
    QCOMPARE(found->reason.isEmpty(), verdict.isAllowed);
    QCOMPARE(found->reason.endsWith(u'.') || found->reason.endsWith(u')'), !verdict.isAllowed);
}

QTEST_GUILESS_MAIN(TestServerGuard)
#include "tst_serverguard.moc"
