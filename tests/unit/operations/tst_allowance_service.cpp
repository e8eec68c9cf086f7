// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/AllowanceService.h"
#include "core/operations/AllowingRunner.h"
#include "core/operations/RoleService.h"
#include "core/sql/SqlGuard.h"
#include "core/storage/AllowanceRepository.h"
#include "core/storage/LocalDatabase.h"
#include "core/storage/SuperuserRepository.h"
#include "tests/unit/query/Fakes.h"
#include "tests/unit/storage/Await.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sqlai;
using namespace Qt::StringLiterals;
using operations::AllowanceService;
using operations::AllowingRunner;
using report::DatabaseObject;

namespace {

const Actor admin{.userId = u"1"_s, .name = u"anna"_s, .role = Role::Admin};
const Actor user{.userId = u"2"_s, .name = u"admin"_s, .role = Role::User};

DatabaseObject sample()
{
    return {.name = u"public.f(integer)"_s, .definition = u"CREATE …"_s, .fingerprint = u"abc"_s, .owner = u"o"_s};
}

/// A service over a real store, before a server that knows one function.
struct Desk {
    QTemporaryDir folder = {};
    test::FakeClock clock = {};
    storage::LocalDatabase database{folder.path()};
    storage::AllowanceRepository store{database};
    test::FakeRunner server = {};
    AllowanceService service{store, server, clock, u"here"_s};
    storage::SuperuserRepository superusers{database};
    operations::RoleService role{superusers, server, clock, u"here"_s};
    AllowingRunner runner{service, role, server};
    sql::SqlGuard guard = {};

    Desk()
    {
        server.object = sample();
        [&] { VERIFY_OK(await(database.open())); }();
    }
    Result<report::Plan> plan() { return await(runner.explain(guard.check("SELECT 1").value(), {}, CancelToken())); }
};

}

class TestAllowanceService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void adminAllowsAndRevokes();
    void othersMayOnlyLook_data();
    void othersMayOnlyLook();
    void refusesWhatChangedSinceItWasShown();
    void refusesWhatIsGone();
    void everyStatementKnowsWhatIsAllowed();
    void whatDidNotChangeIsNotToldAgain();
    void everyStatementKnowsWhetherASuperuserMay();
    void withoutItsStoreNothingRuns();
};

void TestAllowanceService::adminAllowsAndRevokes()
{
    Desk desk;
    const QSignalSpy changed(&desk.service, &AllowanceService::changed);
    const auto allowed = await(desk.service.allow(admin, sample()));
    VERIFY_OK(allowed);
    QCOMPARE(allowed->object, sample());
    QCOMPARE(allowed->allowedBy, u"1"_s);
    QCOMPARE(allowed->allowedAt, desk.clock.now());
    QCOMPARE(allowed->allowedAt.timeSpec(), Qt::UTC);
    QCOMPARE(desk.server.allowances, QList<report::Allowance>{*allowed});
    QCOMPARE(await(desk.service.list(user)).value(), QList<report::Allowance>{*allowed});

    const auto revoked = await(desk.service.revoke(admin, allowed->id));
    VERIFY_OK(revoked);
    QCOMPARE(*revoked, *allowed);
    QVERIFY(desk.server.allowances.isEmpty());
    QCOMPARE(await(desk.service.revoke(admin, allowed->id)).error().code, ErrorCode::NotFound);
    QCOMPARE(changed.size(), 2);
}

void TestAllowanceService::othersMayOnlyLook_data()
{
    QTest::addColumn<Actor>("actor");
    QTest::addColumn<bool>("isAdmin");
    QTest::newRow("admin") << admin << true;
    QTest::newRow("local user") << Actor::localUser() << true;
    QTest::newRow("user") << user << false;
    QTest::newRow("nobody") << Actor{} << false;
}

void TestAllowanceService::othersMayOnlyLook()
{
    QFETCH(const Actor, actor);
    QFETCH(const bool, isAdmin);
    Desk desk;
    VERIFY_OK(await(desk.service.describe(actor, {.name = u"public.f(integer)"_s})));
    const auto given = await(desk.service.allow(actor, sample()));
    QCOMPARE(given.isOk(), isAdmin);
    QCOMPARE(desk.server.allowances.size(), isAdmin ? 1 : 0);
    const auto kept = await(desk.service.allow(admin, sample()));
    VERIFY_OK(kept);
    const auto taken = await(desk.service.revoke(actor, kept->id));
    QCOMPARE(taken.isOk(), isAdmin);
    QCOMPARE(await(desk.service.list(actor))->size(), isAdmin ? 0 : 1);
    if (!isAdmin) {
        QCOMPARE(given.error().code, ErrorCode::Forbidden);
        QCOMPARE(taken.error().code, ErrorCode::Forbidden);
    }
}

void TestAllowanceService::refusesWhatChangedSinceItWasShown()
{
    Desk desk;
    desk.server.object->fingerprint = u"def"_s;
    const auto allowed = await(desk.service.allow(admin, sample()));
    QCOMPARE(allowed.error().code, ErrorCode::Usage);
    QVERIFY(allowed.error().detail.contains(u"has changed"_s));
    QVERIFY(await(desk.service.list(admin))->isEmpty());
    QVERIFY(desk.server.allowances.isEmpty());
}

void TestAllowanceService::refusesWhatIsGone()
{
    Desk desk;
    desk.server.object.reset();
    QCOMPARE(await(desk.service.allow(admin, sample())).error().code, ErrorCode::NotFound);
    QVERIFY(await(desk.service.list(admin))->isEmpty());
}

void TestAllowanceService::everyStatementKnowsWhatIsAllowed()
{
    Desk desk;
    // As another program does it, or this one before its last start.
    const auto given = await(desk.store.save(u"here"_s, {.object = sample(), .allowedAt = desk.clock.now()}));
    VERIFY_OK(given);
    VERIFY_OK(await(desk.store.save(u"elsewhere"_s, {.object = sample(), .allowedAt = desk.clock.now()})));
    QVERIFY(desk.server.allowances.isEmpty());
    VERIFY_OK(desk.plan());
    QCOMPARE(desk.server.allowances, QList<report::Allowance>{*given});
    VERIFY_OK(await(desk.store.remove(u"here"_s, given->id)));
    VERIFY_OK(await(desk.runner.check(desk.guard.check("SELECT 1").value(), CancelToken())));
    QVERIFY(desk.server.allowances.isEmpty());
}

void TestAllowanceService::whatDidNotChangeIsNotToldAgain()
{
    Desk desk;
    VERIFY_OK(await(desk.service.allow(admin, sample())));
    desk.server.allowances.clear();
    VERIFY_OK(desk.plan());
    QVERIFY(desk.server.allowances.isEmpty()); // It would have to prove everything anew.
}

void TestAllowanceService::everyStatementKnowsWhetherASuperuserMay()
{
    Desk desk;
    // Another program decides.
    VERIFY_OK(await(desk.superusers.save(u"here"_s, {.allowedBy = u"1"_s, .allowedAt = desk.clock.now()})));
    VERIFY_OK(desk.plan());
    QVERIFY(desk.server.isSuperuserAllowed);
    VERIFY_OK(await(desk.superusers.remove(u"here"_s)));
    VERIFY_OK(desk.plan());
    QVERIFY(!desk.server.isSuperuserAllowed);
    // What holds for this run is not another's to take back.
    VERIFY_OK(desk.role.allowSuperuserOnce(admin));
    VERIFY_OK(desk.plan());
    QVERIFY(desk.server.isSuperuserAllowed);
}

void TestAllowanceService::withoutItsStoreNothingRuns()
{
    const QTemporaryDir folder;
    const test::FakeClock clock;
    storage::LocalDatabase database(folder.path()); // Never opened.
    storage::AllowanceRepository store(database);
    test::FakeRunner server;
    AllowanceService service(store, server, clock, u"here"_s);
    storage::SuperuserRepository superusers(database);
    operations::RoleService role(superusers, server, clock, u"here"_s);
    AllowingRunner runner(service, role, server);
    const auto sql = sql::SqlGuard().check("SELECT 1");
    QCOMPARE(await(runner.run(*sql, {}, {}, CancelToken())).error().code, ErrorCode::Storage);
    QVERIFY(server.ran.isEmpty());
}

QTEST_GUILESS_MAIN(TestAllowanceService)
#include "tst_allowance_service.moc"
