// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Logging.h"
#include "core/storage/LocalDatabase.h"
#include "core/storage/Migrator.h"
#include "core/storage/Sqlite.h"
#include "tests/unit/storage/Await.h"
#include "tests/unit/storage/SmallDisk.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace sqlai;
using namespace sqlai::storage;
using namespace Qt::StringLiterals;

namespace {

constexpr QFile::Permissions forOthers =
    QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;

/// A statement's first value, as text.
Result<QString> ask(LocalDatabase &database, const QString &sql)
{
    return await(database.run([sql](const QSqlDatabase &connection) -> Result<QString> {
        auto query = execute(connection, sql);
        if (!query)
            return query.error();
        return query->next() ? query->value(0).toString() : QString();
    }));
}

const QString insertQuestion = u"INSERT INTO questions_asked VALUES ('anna', 1)"_s;
const QString countQuestions = u"SELECT count(*) FROM questions_asked"_s;

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

}

class TestLocalDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensPrivateAndConfigured();
    void makesAnOpenWorkspacePrivate();
    void jobsBeforeOpenFail();
    void keepsWhatWasPostedBeforeItsEnd();
    void setsDamagedFilesAside_data();
    void setsDamagedFilesAside();
    void takesAnUnfinishedFileForNew();
    void keepsResultsOfALostHistoryApart_data();
    void keepsResultsOfALostHistoryApart();
    void setsNothingAsideUnderAnother();
    void opensBesideAnother();
    void refusesNewerDatabaseUntouched();
    void saysWhereNothingCanBeWritten();
    void saysThatTheDiskIsFull();
    void logsWhatSqliteSaid();
    void twoWriteAtOnce();
    void twoStartAtOnce();
    void rollsBackOnError();
    void migratesWithBackup();
    void failedMigrationChangesNothing();
};

void TestLocalDatabase::opensPrivateAndConfigured()
{
    const QTemporaryDir folder;
    const QString workspace = folder.filePath(u"new/workspace"_s);
    LocalDatabase database(workspace);
    const auto opened = await(database.open());
    VERIFY_OK(opened);
    QVERIFY(opened->damagedFile.isEmpty());
    QCOMPARE(ask(database, u"PRAGMA journal_mode"_s).value(), u"wal"_s);
    QCOMPARE(ask(database, u"PRAGMA foreign_keys"_s).value(), u"1"_s);
    QCOMPARE(ask(database, u"PRAGMA synchronous"_s).value(), u"1"_s);
    QCOMPARE(ask(database, u"PRAGMA busy_timeout"_s).value(), u"5000"_s);
    QCOMPARE(ask(database, u"PRAGMA user_version"_s).value(), QString::number(Migrator().newestVersion()));
    QVERIFY(ask(database, insertQuestion).isOk());
    QVERIFY(!(QFileInfo(workspace).permissions() & forOthers));
    for (const auto &name : {u"/app.db"_s, u"/app.db-wal"_s, u"/app.db-shm"_s})
        QVERIFY2(!(QFileInfo(workspace + name).permissions() & forOthers), qPrintable(name));
}

void TestLocalDatabase::makesAnOpenWorkspacePrivate()
{
    const QTemporaryDir folder;
    {
        LocalDatabase database(folder.path());
        VERIFY_OK(await(database.open()));
    }
    const QString path = folder.filePath(u"app.db"_s);
    QVERIFY(QFile::setPermissions(path, QFileInfo(path).permissions() | QFile::ReadOther));
    QVERIFY(QFile::setPermissions(folder.path(), QFileInfo(folder.path()).permissions() | QFile::ReadOther));
    LocalDatabase database(folder.path());
    VERIFY_OK(await(database.open()));
    QVERIFY(!(QFileInfo(path).permissions() & forOthers));
    QVERIFY(!(QFileInfo(folder.path()).permissions() & forOthers));
}

void TestLocalDatabase::jobsBeforeOpenFail()
{
    const QTemporaryDir folder;
    LocalDatabase database(folder.path());
    QCOMPARE(ask(database, countQuestions).error().code, ErrorCode::Storage);
}

void TestLocalDatabase::keepsWhatWasPostedBeforeItsEnd()
{
    const QTemporaryDir folder;
    {
        LocalDatabase database(folder.path());
        database.open();
        for (int i = 0; i < 50; ++i) {
            database.run([](const QSqlDatabase &connection) -> Result<void> {
                const auto done = execute(connection, insertQuestion);
                return done ? Result<void>() : Result<void>(done.error());
            });
        }
    }
    LocalDatabase database(folder.path());
    VERIFY_OK(await(database.open()));
    QCOMPARE(ask(database, countQuestions).value(), u"50"_s);
}

void TestLocalDatabase::setsDamagedFilesAside_data()
{
    using Damage = std::function<QByteArray(const QByteArray &)>;
    QTest::addColumn<Damage>("damage");
    QTest::newRow("another file") << Damage([](const QByteArray &) { return QByteArray(20'000, 'x'); });
    QTest::newRow("a few bytes") << Damage([](const QByteArray &) { return QByteArray("SQLite"); });
    QTest::newRow("truncated") << Damage([](const QByteArray &good) { return good.first(good.size() / 2); });
    QTest::newRow("a page overwritten") << Damage(
        [](QByteArray good) { return good.replace(4096, 4096, QByteArray(4096, '\x5a')); });
}

void TestLocalDatabase::setsDamagedFilesAside()
{
    QFETCH(const std::function<QByteArray(const QByteArray &)>, damage);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"app.db"_s);
    {
        LocalDatabase database(folder.path());
        VERIFY_OK(await(database.open()));
    }
    const QByteArray bad = damage(contentsOf(path));
    overwrite(path, bad);

    LocalDatabase database(folder.path());
    const auto opened = await(database.open());
    VERIFY_OK(opened);
    QVERIFY(opened->damagedFile.startsWith(path + u".damaged-"_s));
    QVERIFY(opened->notice.contains(opened->damagedFile));
    QCOMPARE(contentsOf(opened->damagedFile), bad);
    QCOMPARE(ask(database, countQuestions).value(), u"0"_s);
}

void TestLocalDatabase::takesAnUnfinishedFileForNew()
{
    const QTemporaryDir folder;
    overwrite(folder.filePath(u"app.db"_s), {});
    LocalDatabase database(folder.path());
    const auto opened = await(database.open());
    VERIFY_OK(opened);
    QVERIFY(opened->damagedFile.isEmpty() && opened->notice.isEmpty());
    QCOMPARE(ask(database, countQuestions).value(), u"0"_s);
}

void TestLocalDatabase::keepsResultsOfALostHistoryApart_data()
{
    QTest::addColumn<QByteArray>("found");
    QTest::addColumn<bool>("isThere");
    QTest::newRow("damaged") << QByteArray(20'000, 'x') << true;
    QTest::newRow("emptied") << QByteArray() << true;
    QTest::newRow("deleted") << QByteArray() << false;
}

void TestLocalDatabase::keepsResultsOfALostHistoryApart()
{
    QFETCH(const QByteArray, found);
    QFETCH(const bool, isThere);
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(u"results"_s));
    overwrite(folder.filePath(u"results/1.rows"_s), "old");
    const QString path = folder.filePath(u"app.db"_s);
    if (isThere)
        overwrite(path, found);
    LocalDatabase database(folder.path());
    const auto opened = await(database.open());
    VERIFY_OK(opened);
    QCOMPARE(!opened->damagedFile.isEmpty(), isThere);
    QVERIFY(!QFile::exists(folder.filePath(u"results"_s)));
    QVERIFY(opened->damagedResults.startsWith(folder.filePath(u"results.damaged-"_s)));
    QVERIFY(opened->notice.contains(opened->damagedResults));
    QCOMPARE(contentsOf(opened->damagedResults + u"/1.rows"_s), "old");
    QCOMPARE(ask(database, countQuestions).value(), u"0"_s);
}

void TestLocalDatabase::setsNothingAsideUnderAnother()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"app.db"_s);
    LocalDatabase late(folder.path());
    {
        LocalDatabase living(folder.path());
        VERIFY_OK(await(living.open()));
        overwrite(path, QByteArray(20'000, 'x'));
        const auto refused = await(late.open());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Storage);
        QVERIFY(refused.error().detail.contains(u"Close the others first"_s));
        QCOMPARE(QDir(folder.path()).entryList({u"*.damaged-*"_s}), QStringList());
    }
    const auto opened = await(late.open());
    VERIFY_OK(opened);
    QVERIFY(!opened->damagedFile.isEmpty());
}

void TestLocalDatabase::opensBesideAnother()
{
    const QTemporaryDir folder;
    LocalDatabase first(folder.path());
    LocalDatabase second(folder.path());
    VERIFY_OK(await(first.open()));
    VERIFY_OK(await(second.open()));
    QVERIFY(ask(second, insertQuestion).isOk());
    QCOMPARE(ask(first, countQuestions).value(), u"1"_s);
}

void TestLocalDatabase::refusesNewerDatabaseUntouched()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"app.db"_s);
    {
        LocalDatabase database(folder.path());
        VERIFY_OK(await(database.open()));
        QVERIFY(ask(database, u"PRAGMA user_version = 9999"_s).isOk());
    }
    const QByteArray before = contentsOf(path);
    {
        LocalDatabase database(folder.path());
        const auto opened = await(database.open());
        QCOMPARE(opened.error().code, ErrorCode::Storage);
        QVERIFY(opened.error().detail.contains(u"9999"_s));
        QVERIFY(opened.error().detail.contains(u"newer version"_s));
        QCOMPARE(ask(database, countQuestions).error(), opened.error());
    }
    QCOMPARE(contentsOf(path), before);
    QCOMPARE(QDir(folder.path()).entryList({u"app.db.*-*"_s}), QStringList());
}

void TestLocalDatabase::saysWhereNothingCanBeWritten()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"file"_s);
    overwrite(file, "not a folder");
    LocalDatabase database(file + u"/workspace"_s);
    const auto opened = await(database.open());
    QCOMPARE(opened.error().code, ErrorCode::Storage);
    QVERIFY(opened.error().detail.contains(file));
}

void TestLocalDatabase::saysThatTheDiskIsFull()
{
    const SmallDisk disk(512LL * 1024);
    LocalDatabase database(disk.path());
    VERIFY_OK(await(database.open()));
    QVERIFY(ask(database, insertQuestion).isOk());
    const QString fill = u"INSERT INTO questions_asked SELECT hex(randomblob(500000)), 1"_s;
    const auto filled = ask(database, fill);
    QCOMPARE(filled.error().code, ErrorCode::Storage);
    if (disk.isMounted())
        QVERIFY2(filled.error().detail.contains(u"is full"_s), qPrintable(filled.error().detail));
    // What was there before is there still.
    QCOMPARE(ask(database, countQuestions).value(), u"1"_s);
}

void TestLocalDatabase::logsWhatSqliteSaid()
{
    const QTemporaryDir folder;
    const LogFile log(folder.path(), u"info"_s);
    LocalDatabase database(folder.path());
    VERIFY_OK(await(database.open()));
    QCOMPARE(ask(database, u"SELECT nonsense"_s).error().code, ErrorCode::Storage);
    QVERIFY2(contentsOf(log.path()).contains("no such column: nonsense"), contentsOf(log.path()));
}

void TestLocalDatabase::twoWriteAtOnce()
{
    const QTemporaryDir folder;
    LocalDatabase one(folder.path());
    LocalDatabase other(folder.path());
    one.open();
    other.open();
    QList<QFuture<Result<void>>> writes;
    const auto write = [](const QSqlDatabase &connection) {
        return inTransaction(connection, [&]() -> Result<void> {
            // Read, then write: what deadlocks without BEGIN IMMEDIATE.
            auto count = execute(connection, countQuestions);
            if (!count || !count->next())
                return Error{};
            const auto written = execute(connection, u"INSERT INTO questions_asked VALUES ('anna', ?)"_s,
                                         {count->value(0).toLongLong()});
            return written ? Result<void>() : Result<void>(written.error());
        });
    };
    for (int i = 0; i < 100; ++i)
        writes << one.run(write) << other.run(write);
    for (const auto &future : std::as_const(writes))
        VERIFY_OK(await(future));
    QCOMPARE(ask(one, u"SELECT count(DISTINCT asked_at) FROM questions_asked"_s).value(), u"200"_s);
}

void TestLocalDatabase::twoStartAtOnce()
{
    for (int i = 0; i < 10; ++i) {
        const QTemporaryDir folder;
        LocalDatabase one(folder.path());
        LocalDatabase other(folder.path());
        const auto first = one.open();
        const auto second = other.open();
        for (const auto &opened : {await(first), await(second)}) {
            VERIFY_OK(opened);
            QVERIFY(opened->damagedFile.isEmpty());
        }
    }
}

void TestLocalDatabase::rollsBackOnError()
{
    const QTemporaryDir folder;
    LocalDatabase database(folder.path());
    VERIFY_OK(await(database.open()));
    const auto failed = await(database.run([](const QSqlDatabase &connection) {
        return inTransaction(connection, [&]() -> Result<int> {
            if (const auto written = execute(connection, insertQuestion); !written)
                return written.error();
            return Error{.code = ErrorCode::Usage};
        });
    }));
    QCOMPARE(failed.error().code, ErrorCode::Usage);
    QCOMPARE(ask(database, countQuestions).value(), u"0"_s);
    QVERIFY(ask(database, insertQuestion).isOk());
}

void TestLocalDatabase::migratesWithBackup()
{
    const QTemporaryDir folder;
    const QTemporaryDir migrations;
    overwrite(migrations.filePath(u"0900_second.sql"_s),
              "-- Two statements.\nCREATE TABLE second (a INTEGER);\n\nINSERT INTO second VALUES (7);\n");
    LocalDatabase database(folder.path());
    VERIFY_OK(await(database.open()));
    QVERIFY(ask(database, insertQuestion).isOk());
    const auto migrated = await(
        database.run([&](const QSqlDatabase &connection) { return Migrator(migrations.path()).migrate(connection); }));
    VERIFY_OK(migrated);
    QCOMPARE(ask(database, u"SELECT a FROM second"_s).value(), u"7"_s);
    QCOMPARE(ask(database, u"PRAGMA user_version"_s).value(), u"900"_s);
    const QString backup =
        folder.filePath(u"app.db.before-%1"_s.arg(Migrator().newestVersion() + 1, 4, 10, QChar(u'0')));
    QVERIFY(!(QFileInfo(backup).permissions() & forOthers));
    QVERIFY(ask(database, u"ATTACH '%1' AS backup"_s.arg(backup)).isOk());
    QCOMPARE(ask(database, u"SELECT count(*) FROM backup.questions_asked"_s).value(), u"1"_s);
    QCOMPARE(ask(database, u"PRAGMA backup.user_version"_s).value(), QString::number(Migrator().newestVersion()));
}

void TestLocalDatabase::failedMigrationChangesNothing()
{
    const QTemporaryDir folder;
    const QTemporaryDir migrations;
    overwrite(migrations.filePath(u"0900_bad.sql"_s), "CREATE TABLE second (a INTEGER);\n\nCREATE NONSENSE;\n");
    LocalDatabase database(folder.path());
    VERIFY_OK(await(database.open()));
    const auto migrated = await(
        database.run([&](const QSqlDatabase &connection) { return Migrator(migrations.path()).migrate(connection); }));
    QCOMPARE(migrated.error().code, ErrorCode::Storage);
    QCOMPARE(ask(database, u"PRAGMA user_version"_s).value(), QString::number(Migrator().newestVersion()));
    QCOMPARE(ask(database, u"SELECT count(*) FROM sqlite_schema WHERE name = 'second'"_s).value(), u"0"_s);
}

QTEST_GUILESS_MAIN(TestLocalDatabase)
#include "tst_local_database.moc"
