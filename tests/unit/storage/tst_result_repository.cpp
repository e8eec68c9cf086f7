// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/AttemptRepository.h"
#include "core/storage/LocalDatabase.h"
#include "core/storage/ResultRepository.h"
#include "core/storage/Sqlite.h"
#include "tests/unit/storage/Await.h"

#include <QTemporaryDir>
#include <QTest>

using namespace sqlai;
using namespace sqlai::storage;
using namespace Qt::StringLiterals;

class TestResultRepository : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsAManifest_data();
    void keepsAManifest();
    void goesWithItsAttempt();
};

void TestResultRepository::keepsAManifest_data()
{
    QTest::addColumn<ResultState>("state");
    QTest::newRow("complete") << ResultState::Complete;
    QTest::newRow("capped") << ResultState::Capped;
    QTest::newRow("cancelled") << ResultState::Cancelled;
    QTest::newRow("partial") << ResultState::Partial;
}

void TestResultRepository::keepsAManifest()
{
    QFETCH(const ResultState, state);
    const QTemporaryDir folder;
    const SystemClock clock;
    LocalDatabase database(folder.path());
    VERIFY_OK(await(database.open()));
    AttemptRepository attempts(database, u"lock"_s, clock);
    VERIFY_OK(await(attempts.insert({})));
    ResultRepository results(database);

    ResultManifest manifest{.attemptId = 1,
                            .columns = R"([{"name":"ä","oid":20,"type":"bigint"}])",
                            .rows = 0,
                            .pageSize = 500,
                            .bytes = 5'000'000'000,
                            .createdAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC)};
    VERIFY_OK(await(results.save(manifest)));
    QVERIFY(await(results.find(1)).value() == manifest);
    manifest.rows = 3'000'000'000;
    manifest.state = state;
    VERIFY_OK(await(results.save(manifest)));
    QVERIFY(await(results.find(1)).value() == manifest);
    VERIFY_OK(await(results.remove(1)));
    VERIFY_OK(await(results.remove(1)));
    QCOMPARE(await(results.find(1)).error().code, ErrorCode::NotFound);
}

void TestResultRepository::goesWithItsAttempt()
{
    const QTemporaryDir folder;
    const SystemClock clock;
    LocalDatabase database(folder.path());
    VERIFY_OK(await(database.open()));
    AttemptRepository attempts(database, u"lock"_s, clock);
    ResultRepository results(database);
    const ResultManifest manifest{.attemptId = 1, .createdAt = clock.now()};
    QCOMPARE(await(results.save(manifest)).error().code, ErrorCode::Storage);
    VERIFY_OK(await(attempts.insert({})));
    VERIFY_OK(await(results.save(manifest)));
    VERIFY_OK(await(database.run([](const QSqlDatabase &connection) -> Result<void> {
        const auto deleted = execute(connection, u"DELETE FROM attempts"_s);
        return deleted ? Result<void>() : Result<void>(deleted.error());
    })));
    QCOMPARE(await(results.find(1)).error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestResultRepository)
#include "tst_result_repository.moc"
