// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/AttemptRepository.h"
#include "core/storage/LocalDatabase.h"
#include "core/storage/MetricsRepository.h"
#include "core/storage/Migrator.h"
#include "core/storage/ResultRepository.h"
#include "core/storage/Sqlite.h"
#include "tests/unit/storage/Await.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace sqlai;
using namespace sqlai::storage;
using namespace Qt::StringLiterals;

/// Databases as released versions of the program left them (tests/data/databases) in the hands of this one. Each holds
/// three attempts: a question answered and run, one without an answer, and a statement by hand that failed.
class TestMigrations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatWasThere_data();
    void keepsWhatWasThere();
    void hasADatabaseOfEachReleasedVersion();
    void keepsWhatModelsGave();
    void tellsWhoAnsweredBefore();

private:
    static QString pathOf(const QString &name);
    static Result<QString> ask(LocalDatabase &database, const QString &sql);
};

QString TestMigrations::pathOf(const QString &name)
{
    return qEnvironmentVariable("SQLAI_SOURCE_DIR") + u"/tests/data/databases/"_s + name;
}

Result<QString> TestMigrations::ask(LocalDatabase &database, const QString &sql)
{
    return await(database.run([sql](const QSqlDatabase &connection) -> Result<QString> {
        auto query = execute(connection, sql);
        if (!query)
            return query.error();
        return query->next() ? query->value(0).toString() : QString();
    }));
}

void TestMigrations::keepsWhatWasThere_data()
{
    QTest::addColumn<QString>("name");
    const QStringList names = QDir(pathOf({})).entryList({u"version-*.db"_s});
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << name;
}

void TestMigrations::keepsWhatWasThere()
{
    QFETCH(const QString, name);
    const QTemporaryDir folder;
    QVERIFY(QFile::copy(pathOf(name), folder.filePath(u"app.db"_s)));
    LocalDatabase database(folder.path());
    const auto opened = await(database.open());
    VERIFY_OK(opened);
    QVERIFY(opened->notice.isEmpty());
    QCOMPARE(ask(database, u"PRAGMA user_version"_s).value(), QString::number(Migrator().newestVersion()));
    QCOMPARE(ask(database, u"PRAGMA integrity_check"_s).value(), u"ok"_s);
    QCOMPARE(ask(database, u"SELECT count(*) FROM pragma_foreign_key_check"_s).value(), u"0"_s);

    const SystemClock clock;
    AttemptRepository attempts(database, u"this-program"_s, clock);
    const auto all = await(attempts.list({}));
    VERIFY_OK(all);
    QCOMPARE(all->total, 3);
    const auto found = await(attempts.list({.search = u"fahrten"_s}));
    QCOMPARE(found->total, 1);
    const report::Attempt &answered = found->attempts.first();
    QCOMPARE(answered.sql, u"SELECT id FROM fleet.activities"_s);
    QCOMPARE(answered.status, report::AttemptStatus::Success);
    QCOMPARE(answered.examples.first().similarity, 0.83);
    QCOMPARE(await(attempts.find(3))->error->sqlState, u"22012"_s);
    ResultRepository manifests(database);
    QCOMPARE(await(manifests.find(answered.id))->rows, 3);

    // And it can be written to.
    VERIFY_OK(await(attempts.insert({.question = u"new"_s, .provider = u"openai"_s, .rawAnswer = u"raw"_s})));
    QCOMPARE(await(attempts.find(4))->rawAnswer, u"raw"_s);
    MetricsRepository metrics(database);
    QCOMPARE(await(metrics.read())->totalQueries, 4);
}

void TestMigrations::hasADatabaseOfEachReleasedVersion()
{
    // The newest is not released before a migration follows it; the third came with the fourth.
    constexpr int neverReleased = 3;
    for (int version = 1; version < Migrator().newestVersion(); ++version)
        QVERIFY2(version == neverReleased || QFile::exists(pathOf(u"version-%1.db"_s.arg(version))),
                 qPrintable(QString::number(version)));
}

void TestMigrations::keepsWhatModelsGave()
{
    const QTemporaryDir folder;
    QVERIFY(QFile::copy(pathOf(u"version-2.db"_s), folder.filePath(u"app.db"_s)));
    LocalDatabase database(folder.path());
    VERIFY_OK(await(database.open()));
    const SystemClock clock;
    AttemptRepository attempts(database, u"this-program"_s, clock);
    const auto answered = await(attempts.find(1));
    VERIFY_OK(answered);
    QCOMPARE(answered->provider, u"openai"_s);
    QVERIFY(!answered->rawAnswer.isEmpty());
    QVERIFY(await(attempts.find(3))->error->subject.isEmpty());
    MetricsRepository metrics(database);
    QCOMPARE(await(metrics.read())->tokens.first().promptTokens, 100);
    QCOMPARE(ask(database, u"SELECT count(*) FROM vectors"_s).value(), u"1"_s);
}

void TestMigrations::tellsWhoAnsweredBefore()
{
    const QTemporaryDir folder;
    QVERIFY(QFile::copy(pathOf(u"version-1.db"_s), folder.filePath(u"app.db"_s)));
    LocalDatabase database(folder.path());
    VERIFY_OK(await(database.open()));
    QCOMPARE(ask(database, u"SELECT group_concat(provider, ',') FROM attempts"_s).value(), u"examples,,"_s);
    QVERIFY(QFile::exists(folder.filePath(u"app.db.before-0002"_s)));
}

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
