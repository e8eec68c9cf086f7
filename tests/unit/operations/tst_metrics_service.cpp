// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/MetricsService.h"
#include "core/storage/LocalDatabase.h"
#include "core/storage/MetricsRepository.h"
#include "core/storage/UsageRepository.h"
#include "tests/unit/storage/Await.h"

#include <QTemporaryDir>
#include <QTest>

using namespace sqlai;
using namespace Qt::StringLiterals;

class TestMetricsService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isForAdmins_data();
    void isForAdmins();
    void tellsWhatTheStoreCannot();
};

void TestMetricsService::isForAdmins_data()
{
    QTest::addColumn<Actor>("actor");
    QTest::addColumn<bool>("isAllowed");
    QTest::newRow("admin") << Actor{.userId = u"1"_s, .name = u"anna"_s, .role = Role::Admin} << true;
    QTest::newRow("local user") << Actor::localUser() << true;
    QTest::newRow("user") << Actor{.userId = u"2"_s, .name = u"admin"_s, .role = Role::User} << false;
    QTest::newRow("nobody") << Actor{} << false;
}

void TestMetricsService::isForAdmins()
{
    QFETCH(const Actor, actor);
    QFETCH(const bool, isAllowed);
    const QTemporaryDir folder;
    storage::LocalDatabase database(folder.path());
    VERIFY_OK(await(database.open()));
    storage::UsageRepository usage(database);
    VERIFY_OK(await(usage.add({{.purpose = u"sql"_s, .model = u"m"_s}}, 0, {}, QDateTime::currentDateTimeUtc())));
    storage::MetricsRepository store(database);
    operations::MetricsService service(store);
    const auto metrics = await(service.read(actor));
    QCOMPARE(metrics.isOk(), isAllowed);
    if (isAllowed)
        QCOMPARE(metrics->tokens.size(), 1);
    else
        QCOMPARE(metrics.error().code, ErrorCode::Forbidden);
}

void TestMetricsService::tellsWhatTheStoreCannot()
{
    const QTemporaryDir folder;
    storage::LocalDatabase database(folder.path()); // Never opened.
    storage::MetricsRepository store(database);
    operations::MetricsService service(store);
    QCOMPARE(await(service.read(Actor::localUser())).error().code, ErrorCode::Storage);
}

QTEST_GUILESS_MAIN(TestMetricsService)
#include "tst_metrics_service.moc"
