// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/AllowanceRepository.h"
#include "core/storage/LocalDatabase.h"
#include "tests/unit/storage/Await.h"

#include <QTemporaryDir>
#include <QTest>

using namespace sqlai;
using namespace sqlai::storage;
using namespace Qt::StringLiterals;
using report::Allowance;
using report::ObjectKind;

class TestAllowanceRepository : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryField();
    void allowingAgainReplaces();
    void kindsAndConnectionsAreApart();
    void removesOnlyOfItsConnection();
    void outlivesTheProgram();

private:
    static Allowance sample(const QString &name, ObjectKind kind = ObjectKind::Function);
};

Allowance TestAllowanceRepository::sample(const QString &name, ObjectKind kind)
{
    return {.object = {.kind = kind,
                       .name = name,
                       .definition = u"CREATE FUNCTION … $$SELECT 'ß'$$"_s,
                       .fingerprint = u"abc"_s,
                       .owner = u"postgres"_s,
                       .language = kind == ObjectKind::Function ? u"sql"_s : QString(),
                       .isSecurityDefiner = true},
            .allowedBy = u"local:anna"_s,
            .allowedAt = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5, 678), Qt::UTC)};
}

void TestAllowanceRepository::keepsEveryField()
{
    const QTemporaryDir folder;
    LocalDatabase database(folder.path());
    VERIFY_OK(await(database.open()));
    AllowanceRepository store(database);
    Allowance wanted = sample(u"public.f(integer)"_s);
    const auto saved = await(store.save(u"here"_s, wanted));
    VERIFY_OK(saved);
    QVERIFY(saved->id > 0);
    wanted.id = saved->id;
    QCOMPARE(*saved, wanted);
    QCOMPARE(await(store.list(u"here"_s)).value(), QList<Allowance>{wanted});
}

void TestAllowanceRepository::allowingAgainReplaces()
{
    const QTemporaryDir folder;
    LocalDatabase database(folder.path());
    VERIFY_OK(await(database.open()));
    AllowanceRepository store(database);
    const auto first = await(store.save(u"here"_s, sample(u"public.f()"_s)));
    VERIFY_OK(first);
    Allowance changed = sample(u"public.f()"_s);
    changed.object.fingerprint = u"def"_s;
    const auto second = await(store.save(u"here"_s, changed));
    VERIFY_OK(second);
    QVERIFY(second->id > first->id);
    const auto all = await(store.list(u"here"_s));
    QCOMPARE(all->size(), 1);
    QCOMPARE(all->first().object.fingerprint, u"def"_s);
    // Nobody takes back the new one by the number of the old.
    QCOMPARE(await(store.remove(u"here"_s, first->id)).error().code, ErrorCode::NotFound);
}

void TestAllowanceRepository::kindsAndConnectionsAreApart()
{
    const QTemporaryDir folder;
    LocalDatabase database(folder.path());
    VERIFY_OK(await(database.open()));
    AllowanceRepository store(database);
    VERIFY_OK(await(store.save(u"here"_s, sample(u"public.t"_s))));
    VERIFY_OK(await(store.save(u"here"_s, sample(u"public.t"_s, ObjectKind::ForeignTable))));
    VERIFY_OK(await(store.save(u"there"_s, sample(u"public.t"_s))));
    const auto here = await(store.list(u"here"_s));
    QCOMPARE(here->size(), 2);
    QCOMPARE(here->first().object.kind, ObjectKind::ForeignTable);
    QCOMPARE(await(store.list(u"there"_s))->size(), 1);
    QVERIFY(await(store.list({}))->isEmpty());
}

void TestAllowanceRepository::removesOnlyOfItsConnection()
{
    const QTemporaryDir folder;
    LocalDatabase database(folder.path());
    VERIFY_OK(await(database.open()));
    AllowanceRepository store(database);
    const auto saved = await(store.save(u"here"_s, sample(u"public.f()"_s)));
    VERIFY_OK(saved);
    QCOMPARE(await(store.remove(u"there"_s, saved->id)).error().code, ErrorCode::NotFound);
    QCOMPARE(await(store.remove(u"here"_s, saved->id)).value(), *saved);
    QVERIFY(await(store.list(u"here"_s))->isEmpty());
    QCOMPARE(await(store.remove(u"here"_s, saved->id)).error().code, ErrorCode::NotFound);
}

void TestAllowanceRepository::outlivesTheProgram()
{
    const QTemporaryDir folder;
    {
        LocalDatabase database(folder.path());
        VERIFY_OK(await(database.open()));
        VERIFY_OK(await(AllowanceRepository(database).save(u"here"_s, sample(u"public.f()"_s))));
    }
    LocalDatabase database(folder.path());
    VERIFY_OK(await(database.open()));
    QCOMPARE(await(AllowanceRepository(database).list(u"here"_s))->size(), 1);
}

QTEST_GUILESS_MAIN(TestAllowanceRepository)
#include "tst_allowance_repository.moc"
