// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/AllowanceService.h"
#include "core/operations/AllowingRunner.h"
#include "core/operations/RoleService.h"
#include "core/storage/AllowanceRepository.h"
#include "core/storage/LocalDatabase.h"
#include "core/storage/SuperuserRepository.h"
#include "tests/integration/pg/PgTest.h"
#include "tests/support/ScratchServer.h"

#include <QTemporaryDir>

using namespace sqlai;
using namespace sqlai::test;
using namespace Qt::StringLiterals;
using operations::AllowanceService;
using operations::AllowingRunner;
using report::ObjectKind;

/// Allowances in a program that goes on: its sessions remember what they proved, and must not remember too long.
class TestPgAllowances : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void voidWhenSomethingChanges_data();
    void voidWhenSomethingChanges();
    void wordOfAnotherProgramCounts();
    void waitingStatementIsAnswered();

private:
    Result<report::Allowance> allow(ObjectKind kind, const QString &name);
    /// Ok, or why not.
    QString outcome(const QByteArray &sql);

    static const Actor &admin()
    {
        static const Actor actor{.userId = u"1"_s, .role = Role::Admin};
        return actor;
    }

    std::unique_ptr<ScratchServer> m_server;
    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<storage::LocalDatabase> m_database;
    std::unique_ptr<storage::AllowanceRepository> m_store;
    std::unique_ptr<pg::PgPool> m_pool;
    std::unique_ptr<AllowanceService> m_service;
    std::unique_ptr<storage::SuperuserRepository> m_superusers;
    std::unique_ptr<operations::RoleService> m_role;
    std::unique_ptr<AllowingRunner> m_runner;
};

void TestPgAllowances::initTestCase()
{
    m_server = std::make_unique<ScratchServer>();
    m_server->createDatabase(u"shop"_s);
    m_server->runScript(u"shop"_s, "CREATE EXTENSION postgres_fdw; CREATE ROLE reader LOGIN; CREATE ROLE other;");
}

void TestPgAllowances::init()
{
    m_server->runScript(u"shop"_s, R"(
        CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
        CREATE VIEW v AS SELECT f() AS one;
        CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '1');
        CREATE FOREIGN TABLE t (id integer) SERVER elsewhere;
        GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;)");
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = std::make_unique<storage::LocalDatabase>(m_folder->path());
    QVERIFY(awaited(m_database->open()).isOk());
    m_store = std::make_unique<storage::AllowanceRepository>(*m_database);
    m_pool = std::make_unique<pg::PgPool>(m_server->profile(u"shop"_s, u"reader"_s));
    m_service = std::make_unique<AllowanceService>(*m_store, *m_pool, m_clock, u"here"_s);
    m_superusers = std::make_unique<storage::SuperuserRepository>(*m_database);
    m_role = std::make_unique<operations::RoleService>(*m_superusers, *m_pool, m_clock, u"here"_s);
    m_runner = std::make_unique<AllowingRunner>(*m_service, *m_role, *m_pool);
}

void TestPgAllowances::cleanup()
{
    m_runner.reset();
    m_role.reset();
    m_superusers.reset();
    m_service.reset();
    m_pool.reset();
    m_store.reset();
    m_database.reset();
    m_server->runScript(u"shop"_s, "DROP VIEW v; DROP FUNCTION f(); DROP FOREIGN TABLE t; DROP SERVER elsewhere");
}

Result<report::Allowance> TestPgAllowances::allow(ObjectKind kind, const QString &name)
{
    const auto object = awaited(m_service->describe(admin(), {.kind = kind, .name = name}));
    return object ? awaited(m_service->allow(admin(), *object)) : Result<report::Allowance>(object.error());
}

QString TestPgAllowances::outcome(const QByteArray &sql)
{
    const auto plan = awaited(m_runner->explain(checked(sql), {}, {}));
    return plan ? u"ok"_s : ErrorText::sentence(plan.error());
}

void TestPgAllowances::voidWhenSomethingChanges_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("change");
    const auto row = [](const char *title, const QByteArray &sql, ObjectKind kind, const QString &name,
                        const QByteArray &change) {
        QTest::newRow(title) << sql << static_cast<int>(kind) << name << change;
    };
    const auto function = ObjectKind::Function;
    const auto body = "CREATE OR REPLACE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 2'";
    row("body", "SELECT f()", function, u"public.f()"_s, body);
    row("body behind a view", "SELECT * FROM v", function, u"public.f()"_s, body);
    row("rights", "SELECT f()", function, u"public.f()"_s, "ALTER FUNCTION f() SECURITY DEFINER");
    row("setting", "SELECT f()", function, u"public.f()"_s, "ALTER FUNCTION f() SET work_mem = '1MB'");
    row("owner", "SELECT f()", function, u"public.f()"_s,
        "GRANT CREATE ON SCHEMA public TO other; ALTER FUNCTION f() OWNER TO other");
    row("options of a table", "SELECT * FROM t", ObjectKind::ForeignTable, u"public.t"_s,
        "ALTER FOREIGN TABLE t OPTIONS (ADD table_name 'secrets')");
    row("columns of a table", "SELECT id FROM t", ObjectKind::ForeignTable, u"public.t"_s,
        "ALTER FOREIGN TABLE t ADD COLUMN more text");
    row("server of a table", "SELECT * FROM t", ObjectKind::ForeignTable, u"public.t"_s,
        "ALTER SERVER elsewhere OPTIONS (SET port '2')");
}

void TestPgAllowances::voidWhenSomethingChanges()
{
    QFETCH(const QByteArray, sql);
    QFETCH(const int, kind);
    QFETCH(const QString, name);
    QFETCH(const QByteArray, change);
    const QString refusal = outcome(sql);
    QVERIFY2(refusal.contains(u"administrator"_s), qPrintable(refusal));
    const auto first = allow(static_cast<ObjectKind>(kind), name);
    QVERIFY2(first.isOk(), qPrintable(first ? QString() : ErrorText::sentence(first.error())));
    // A foreign table's plan needs a user mapping, which comes after the guard.
    const auto isLetThrough = [this, sql] { return !outcome(sql).contains(u"administrator"_s); };
    QVERIFY(isLetThrough());
    QVERIFY(isLetThrough()); // Now from memory.
    m_server->runScript(u"shop"_s, change);
    const QString changed = outcome(sql);
    QVERIFY2(changed.contains(u"has changed since"_s), qPrintable(changed));
    const auto second = allow(static_cast<ObjectKind>(kind), name);
    QVERIFY(second.isOk());
    QVERIFY(isLetThrough());
    QVERIFY(awaited(m_service->revoke(admin(), second->id)).isOk());
    QVERIFY(!isLetThrough());
}

void TestPgAllowances::wordOfAnotherProgramCounts()
{
    const auto object = awaited(m_pool->describe(ObjectKind::Function, u"public.f()"_s, {}));
    QVERIFY(object.isOk());
    QVERIFY(outcome("SELECT f()") != u"ok"_s);
    const auto given = awaited(m_store->save(u"here"_s, {.object = *object, .allowedAt = m_clock.now()}));
    QVERIFY(given.isOk());
    QCOMPARE(outcome("SELECT f()"), u"ok"_s);
    QVERIFY(awaited(m_store->remove(u"here"_s, given->id)).isOk());
    QVERIFY(outcome("SELECT f()") != u"ok"_s);
}

void TestPgAllowances::waitingStatementIsAnswered()
{
    CancelSource cancel;
    const auto run = m_runner->run(checked(endless), {}, std::make_shared<TestSink>(), cancel.token());
    cancel.cancel(); // While it is still looked up what is allowed.
    QCOMPARE(awaited(run).error().code, ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestPgAllowances)
#include "tst_pgallowances.moc"
