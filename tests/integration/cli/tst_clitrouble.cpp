// SPDX-License-Identifier: GPL-3.0-or-later
#include "CliRun.h"

#include "tests/support/ScratchServer.h"
#include "tests/unit/storage/SmallDisk.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace sqlai::test;
using namespace Qt::StringLiterals;

/// What comes from outside and is not as it should be: full disks, closed pipes, odd files, bytes of a server.
class TestCliTrouble : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void fullDiskIsTold();
    void oddFiles_data();
    void oddFiles();
    void longFileIsNotCut();
    void foreignBytesSteerNoTerminal();
    void timeOfAskingIsNotThatOfRunning();
    void unknownSettingIsLogged();
    void emptySearchSaysSo();

private:
    CliRunner runner() const;
    QString file(const QByteArray &bytes) const;

    std::unique_ptr<ScratchServer> m_server;
    std::unique_ptr<QTemporaryDir> m_home;
};

namespace {

const auto manyRows = u"SELECT n, repeat('x', 100) FROM generate_series(1, 200000) n"_s;

QJsonObject newest(const CliRunner &cli)
{
    return cli.json({u"history"_s}).json[u"queries"_s].toArray()[0].toObject();
}

}

void TestCliTrouble::initTestCase()
{
    m_server = std::make_unique<ScratchServer>();
    m_server->createDatabase(u"shop"_s);
}

void TestCliTrouble::init()
{
    m_home = std::make_unique<QTemporaryDir>();
}

CliRunner TestCliTrouble::runner() const
{
    return {m_home->path(), m_server->connectionString(u"shop"_s)};
}

QString TestCliTrouble::file(const QByteArray &bytes) const
{
    QFile file(m_home->filePath(u"statement.sql"_s));
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    return isWritten ? file.fileName() : QString();
}

void TestCliTrouble::fullDiskIsTold()
{
    const sqlai::SmallDisk disk(3LL * 1024 * 1024);
    const CliRunner cli(disk.path() + u"/home"_s, m_server->connectionString(u"shop"_s));
    const CliRun ran = cli.json({u"run"_s, u"--sql"_s, manyRows});
    QVERIFY2(ran.exitCode == 10 && ran.errorCode() == u"File"_s, ran.summary());
    QVERIFY(ran.json[u"partial"_s].toBool());
    QCOMPARE(ran.json[u"status"_s].toString(), u"failed_execution"_s);
    QCOMPARE(ran.json[u"rows"_s].toArray().size(), 500);

    // The history tells the same, and there is room for what comes after.
    const QJsonObject stored = newest(cli);
    QCOMPARE(stored[u"status"_s].toString(), u"failed_execution"_s);
    QCOMPARE(stored[u"error"_s].toObject()[u"code"_s].toString(), u"File"_s);
    QCOMPARE(stored[u"total_rows"_s], ran.json[u"total_rows"_s]);
    const CliRun small = cli.json({u"run"_s, u"--sql"_s, u"SELECT 1 AS one"_s});
    QVERIFY2(small.exitCode == 0, small.summary());
    QCOMPARE(newest(cli)[u"status"_s].toString(), u"success"_s);
}

void TestCliTrouble::oddFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("runs");
    QTest::addColumn<int>("checks");
    QTest::newRow("latin-1") << QByteArray("SELECT 'gr\xfc\xdf'") << 2 << 3;
    QTest::newRow("ends within a character") << QByteArray("SELECT 1 -- caf\xc3") << 2 << 3;
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbfSELECT 1") << 0 << 0;
    QTest::newRow("two byte order marks") << QByteArray("\xef\xbb\xbf\xef\xbb\xbfSELECT 1") << 3 << 3;
}

void TestCliTrouble::oddFiles()
{
    QFETCH(const QByteArray, bytes);
    const QString path = file(bytes);
    QTEST(runner().run({u"run"_s, u"--file"_s, path}).exitCode, "runs");
    QTEST(runner().run({u"check"_s, path}).exitCode, "checks");
}

void TestCliTrouble::longFileIsNotCut()
{
    // The cut would fall into the é, and the condition behind it be lost.
    const QByteArray most = QByteArray("SELECT 1 -- ").leftJustified(256LL * 1024, 'x');
    QCOMPARE(runner().run({u"run"_s, u"--file"_s, file(most)}).exitCode, 0);
    const QString tooLong = file(most + "\xc3\xa9\nWHERE false");
    QCOMPARE(runner().run({u"run"_s, u"--file"_s, tooLong}).exitCode, 3);
    QCOMPARE(runner().run({u"check"_s, tooLong}).exitCode, 3);
}

void TestCliTrouble::foreignBytesSteerNoTerminal()
{
    const CliRun failed = runner().run({u"run"_s, u"--sql"_s, u"SELECT (chr(27) || '[31mRED')::int"_s});
    QVERIFY2(failed.err.contains("RED") && !failed.err.contains('\x1b'), failed.summary());

    // A tag character of U+E0000 and on is invisible, and no single char16_t. The cut falls between the halves of one.
    const auto odd = u"SELECT 'a\x1b[31m' AS odd,\n       'b\U000E0041' AS tag, repeat('x', 58) || U&'\\+01F600x'"_s;
    const CliRun ran = runner().run({u"run"_s, u"--sql"_s, odd});
    QVERIFY2(ran.exitCode == 0 && !ran.out.contains('\x1b') && ran.out.contains("\\U000e0041"), ran.summary());
    QVERIFY(!ran.out.contains("\xef\xbf\xbd") && !ran.out.contains("?…"));
    const CliRun shown = runner().run({u"show"_s, u"2"_s});
    QVERIFY2(!shown.out.contains('\x1b') && shown.out.contains("\\u001b[31m"), shown.summary());
    QVERIFY(shown.out.contains("odd,\n       'b")); // Its lines stay lines.
}

void TestCliTrouble::timeOfAskingIsNotThatOfRunning()
{
    QCOMPARE(runner().run({u"run"_s, u"--sql"_s, u"SELECT 1"_s}).exitCode, 0);
    const QJsonObject shown = runner().json({u"show"_s, u"1"_s}).json;
    QVERIFY(shown[u"milliseconds"_s].toObject()[u"total"_s].isNull()); // Nobody asked a question.
}

void TestCliTrouble::unknownSettingIsLogged()
{
    QFile env(m_home->filePath(u".env"_s));
    QVERIFY(env.open(QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner));
    QVERIFY(env.write("POSTGRES_ULR=x\n") > 0);
    env.close();
    const CliRun run = runner().run({u"history"_s});
    QVERIFY2(run.exitCode == 0 && run.err.isEmpty(), run.summary());
    QFile log(m_home->filePath(u"logs/sql-ai-agent.log"_s));
    QVERIFY(log.open(QIODevice::ReadOnly));
    QVERIFY(log.readAll().contains("POSTGRES_ULR"));
}

void TestCliTrouble::emptySearchSaysSo()
{
    const CliRun run = runner().run({u"examples"_s, u"search"_s, u"weather"_s});
    QVERIFY2(run.exitCode == 0 && run.out.contains("no example"), run.summary());
}

QTEST_GUILESS_MAIN(TestCliTrouble)
#include "tst_clitrouble.moc"
