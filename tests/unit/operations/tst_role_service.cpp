// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/RoleService.h"
#include "core/storage/LocalDatabase.h"
#include "core/storage/Sqlite.h"
#include "core/storage/SuperuserRepository.h"
#include "tests/unit/query/Fakes.h"
#include "tests/unit/storage/Await.h"

#include <QTemporaryDir>
#include <QTest>

using namespace sqlai;
using namespace sqlai::test;
using namespace Qt::StringLiterals;

/// Who may decide about superusers, and that a decision reaches the runner and the next program.
class TestRoleService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void isDecidedByAdmins_data();
    void isDecidedByAdmins();
    void staysForTheNextProgram();
    void isForThisConnectionAlone();
    void onceIsNotStored();
    void theLastDecisionHolds();
    void forbidsAlsoWithoutItsStore();
    void needsAConnectionToStore();
    void failsWithTheServer();

private:
    operations::RoleService service(const QString &key = u"localhost:5432/shop/postgres"_s)
    {
        m_runner.isSuperuserAllowed = false; // As a new program's runner.
        return {*m_store, m_runner, m_clock, key};
    }

    Actor m_admin = Actor::localUser();
    FakeRunner m_runner;
    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<storage::LocalDatabase> m_database;
    std::unique_ptr<storage::SuperuserRepository> m_store;
};

void TestRoleService::init()
{
    m_store.reset();
    m_database.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = std::make_unique<storage::LocalDatabase>(m_folder->path());
    m_store = std::make_unique<storage::SuperuserRepository>(*m_database);
    VERIFY_OK(await(m_database->open()));
}

void TestRoleService::isDecidedByAdmins_data()
{
    QTest::addColumn<Actor>("actor");
    QTest::addColumn<bool>("isAllowed");
    QTest::newRow("admin") << Actor{.userId = u"1"_s, .name = u"anna"_s, .role = Role::Admin} << true;
    QTest::newRow("local user") << Actor::localUser() << true;
    QTest::newRow("user") << Actor{.userId = u"2"_s, .name = u"admin"_s, .role = Role::User} << false;
    QTest::newRow("nobody") << Actor{} << false;
}

void TestRoleService::isDecidedByAdmins()
{
    QFETCH(const Actor, actor);
    QFETCH(const bool, isAllowed);
    auto role = service();
    const auto once = role.allowSuperuserOnce(actor);
    const auto stored = await(role.allowSuperuser(actor));
    QCOMPARE(m_runner.isSuperuserAllowed, isAllowed);
    const auto forbidden = await(role.forbidSuperuser(actor));
    for (const Result<void> &result : {once, stored, forbidden}) {
        QCOMPARE(result.isOk(), isAllowed);
        if (!result)
            QCOMPARE(result.error().code, ErrorCode::Forbidden);
    }
    QVERIFY(!m_runner.isSuperuserAllowed);
}

void TestRoleService::staysForTheNextProgram()
{
    auto first = service();
    VERIFY_OK(await(first.allowSuperuser(m_admin)));
    QVERIFY(m_runner.isSuperuserAllowed);
    auto second = service();
    VERIFY_OK(await(second.restore()));
    QVERIFY(m_runner.isSuperuserAllowed);
    const auto stored = await(m_store->find(u"localhost:5432/shop/postgres"_s));
    VERIFY_OK(stored);
    QCOMPARE(stored->value(), (report::SuperuserAllowance{.allowedBy = m_admin.userId, .allowedAt = m_clock.now()}));
    VERIFY_OK(await(second.forbidSuperuser(m_admin)));
    QVERIFY(!m_runner.isSuperuserAllowed);
    auto third = service();
    VERIFY_OK(await(third.restore()));
    QVERIFY(!m_runner.isSuperuserAllowed);
}

void TestRoleService::isForThisConnectionAlone()
{
    VERIFY_OK(await(service().allowSuperuser(m_admin)));
    auto other = service(u"localhost:5432/other/postgres"_s);
    VERIFY_OK(await(other.restore()));
    QVERIFY(!m_runner.isSuperuserAllowed);
}

void TestRoleService::onceIsNotStored()
{
    VERIFY_OK(service().allowSuperuserOnce(m_admin));
    QVERIFY(m_runner.isSuperuserAllowed);
    auto next = service();
    VERIFY_OK(await(next.restore()));
    QVERIFY(!m_runner.isSuperuserAllowed);
}

void TestRoleService::theLastDecisionHolds()
{
    auto role = service();
    const auto allowed = role.allowSuperuser(m_admin);
    const auto forbidden = role.forbidSuperuser(m_admin); // While the other is on its way.
    VERIFY_OK(await(allowed));
    VERIFY_OK(await(forbidden));
    QVERIFY(!m_runner.isSuperuserAllowed);

    VERIFY_OK(await(role.allowSuperuser(m_admin)));
    const auto restored = role.restore(); // Reads that it is allowed.
    const auto again = role.forbidSuperuser(m_admin);
    VERIFY_OK(await(restored));
    QVERIFY(!m_runner.isSuperuserAllowed);
    VERIFY_OK(await(again));
    VERIFY_OK(await(role.restore()));
    QVERIFY(!m_runner.isSuperuserAllowed);
    QVERIFY(!await(m_store->find(u"localhost:5432/shop/postgres"_s))->has_value());
}

void TestRoleService::forbidsAlsoWithoutItsStore()
{
    auto role = service();
    VERIFY_OK(await(role.allowSuperuser(m_admin)));
    VERIFY_OK(await(m_database->run([](const QSqlDatabase &database) -> Result<void> {
        const auto query = storage::execute(database,
                                            u"CREATE TRIGGER stuck BEFORE DELETE ON superuser_allowances BEGIN "
                                            "SELECT RAISE(ABORT, 'stuck'); END"_s,
                                            {});
        return query ? Result<void>() : Result<void>(query.error());
    })));
    QCOMPARE(await(role.forbidSuperuser(m_admin)).error().code, ErrorCode::Storage);
    VERIFY_OK(await(role.restore()));
    QVERIFY(!m_runner.isSuperuserAllowed);
}

void TestRoleService::needsAConnectionToStore()
{
    auto role = service({});
    QCOMPARE(await(role.allowSuperuser(m_admin)).error().code, ErrorCode::Usage);
    QCOMPARE(await(role.forbidSuperuser(m_admin)).error().code, ErrorCode::Usage);
    VERIFY_OK(role.allowSuperuserOnce(m_admin));
}

void TestRoleService::failsWithTheServer()
{
    m_runner.roleRows = Error{.code = ErrorCode::ServerAuth, .detail = u"no"_s};
    auto role = service();
    QCOMPARE(await(role.read(m_admin)).error().code, ErrorCode::ServerAuth);
    QCOMPARE(await(role.script(m_admin, {})).error().code, ErrorCode::ServerAuth);
    m_runner.roleRows = QList<table::RowSet>(); // Not what was asked for.
    QCOMPARE(await(role.read(m_admin)).error().code, ErrorCode::Internal);
}

QTEST_GUILESS_MAIN(TestRoleService)
#include "tst_role_service.moc"
