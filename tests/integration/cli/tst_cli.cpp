// SPDX-License-Identifier: GPL-3.0-or-later
#include "CliRun.h"

#include "tests/support/ScratchServer.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace sqlai::test;
using namespace Qt::StringLiterals;

/// The command line's contract: fields, exit codes and sentences, against a real server.
class TestCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void asksRunsPagesAndExports();
    void runsAgainAsNewAttempt();
    void listsHistory();
    void wrongUse_data();
    void wrongUse();
    void trouble_data();
    void trouble();
    void brokenExampleHidesNoOther();
    void nonUtf8File();
    void exportKeepsOldFile();
    void exportLimit();
    void exportTellsWhatIsMissing();
    void rateLimit();
    void checksStatements();
    void showsAndExportsSchema();
    void tellsHealth();
    void healthTellsWhatIsBroken();
    void wrongUrlHindersOnlyConnecting();
    void runsOnItsOwnDatabaseOnly();
    void outputThatCannotBeWritten_data();
    void outputThatCannotBeWritten();
    void nobodyElsesName();

private:
    CliRunner runner(const QString &database = u"shop"_s) const;
    qint64 runSql(const QString &sql) const;

    std::unique_ptr<ScratchServer> m_server;
    std::unique_ptr<QTemporaryDir> m_home;
};

namespace {

const auto question = u"How many parts are there of each colour?"_s;

/// true, false, or null where it was not looked at.
QJsonValue isOk(const CliRun &health, const QString &part)
{
    return health.json[part].toObject()[u"ok"_s];
}

void writeFile(const QString &path, const QByteArray &text)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

}

void TestCli::initTestCase()
{
    m_server = std::make_unique<ScratchServer>();
    m_server->createDatabase(u"shop"_s);
    m_server->createDatabase(u"empty"_s);
    m_server->runScript(u"shop"_s, R"(
        CREATE TABLE parts (id bigint PRIMARY KEY, name text NOT NULL, colour text);
        COMMENT ON TABLE parts IS 'Parts on the shelf';
        INSERT INTO parts SELECT n, 'part ' || n, CASE WHEN n % 3 > 0 THEN (ARRAY['red', 'blue'])[n % 3] END
          FROM generate_series(1, 1200) n;
        ANALYZE;
        CREATE ROLE stranger LOGIN;)");
}

void TestCli::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    // The examples belong to a connection; the folder's name is told by the command line itself.
    const CliRun list = runner().run({u"examples"_s, u"list"_s});
    QCOMPARE(list.exitCode, 0);
    const QString folder = QString::fromUtf8(list.out.trimmed()).section(u" into "_s, -1);
    writeFile(folder + u"/parts-by-colour.sql"_s,
              "-- Question: " + question.toUtf8()
                  + "\n-- Description: counts parts\n"
                    "SELECT colour, count(*) AS parts FROM parts GROUP BY colour ORDER BY colour;\n");
}

CliRunner TestCli::runner(const QString &database) const
{
    return {m_home->path(), m_server->connectionString(database)};
}

qint64 TestCli::runSql(const QString &sql) const
{
    return runner().json({u"run"_s, u"--sql"_s, sql}).json[u"id"_s].toInteger();
}

void TestCli::asksRunsPagesAndExports()
{
    const CliRun asked = runner().json({u"ask"_s, question});
    QVERIFY2(asked.exitCode == 0, asked.summary());
    QCOMPARE(asked.json[u"status"_s].toString(), u"not_executed"_s);
    QCOMPARE(asked.json[u"tables"_s].toArray(), QJsonArray{u"parts"_s});
    QCOMPARE(asked.json[u"examples"_s].toArray()[0].toObject()[u"name"_s].toString(), u"parts-by-colour"_s);
    QVERIFY(asked.json[u"error"_s].isNull());
    const QString id = QString::number(asked.json[u"id"_s].toInteger());

    const CliRun noResultYet = runner().json({u"results"_s, id});
    QCOMPARE(noResultYet.exitCode, 7);

    const CliRun ran = runner().json({u"run"_s, id});
    QVERIFY2(ran.exitCode == 0, ran.summary());
    QCOMPARE(ran.json[u"status"_s].toString(), u"success"_s);
    QCOMPARE(ran.json[u"columns"_s].toArray()[1].toObject()[u"type"_s].toString(), u"bigint"_s);
    QCOMPARE(ran.json[u"rows"_s].toArray(), (QJsonArray{QJsonArray{u"blue"_s, u"400"_s}, QJsonArray{u"red"_s, u"400"_s},
                                                        QJsonArray{QJsonValue(QJsonValue::Null), u"400"_s}}));
    QCOMPARE(ran.json[u"total_rows"_s].toInteger(), 3);
    QCOMPARE(runner().json({u"run"_s, id}).exitCode, 2); // It has its result.

    const QString path = m_home->filePath(u"out.csv"_s);
    QCOMPARE(runner().run({u"export"_s, id, u"--to"_s, path, u"--line-ending"_s, u"lf"_s}).exitCode, 0);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(
        file.readAll(),
        m_server->psqlCsv(u"shop"_s, u"SELECT colour, count(*) AS parts FROM parts GROUP BY colour ORDER BY colour"_s));

    const QString paged = QString::number(runSql(u"SELECT id, name FROM parts ORDER BY id"_s));
    const CliRun last = runner().json({u"results"_s, paged, u"--page"_s, u"3"_s});
    QCOMPARE(last.json[u"total_pages"_s].toInteger(), 3);
    QCOMPARE(last.json[u"rows"_s].toArray().size(), 200);
    QCOMPARE(last.json[u"rows"_s].toArray()[0].toArray()[0].toString(), u"1001"_s);
    QCOMPARE(runner().json({u"results"_s, paged, u"--page"_s, u"4"_s}).exitCode, 7);
}

void TestCli::runsAgainAsNewAttempt()
{
    const qint64 first = runSql(u"SELECT 1 AS one"_s);
    const CliRun again = runner().json({u"rerun"_s, QString::number(first)});
    QCOMPARE(again.exitCode, 0);
    QVERIFY(again.json[u"id"_s].toInteger() != first);
    QCOMPARE(again.json[u"rows"_s].toArray()[0].toArray()[0].toString(), u"1"_s);
}

void TestCli::listsHistory()
{
    runSql(u"SELECT 'first' AS t"_s);
    runSql(u"SELECT nonsense"_s);
    runSql(u"SELECT 'größte' AS t"_s);
    const CliRun all = runner().json({u"history"_s, u"--page-size"_s, u"2"_s});
    QCOMPARE(all.json[u"total"_s].toInteger(), 3);
    QCOMPARE(all.json[u"queries"_s].toArray().size(), 2);
    QCOMPARE(all.json[u"queries"_s].toArray()[0].toObject()[u"sql"_s].toString(), u"SELECT 'größte' AS t"_s);
    QCOMPARE(runner().json({u"history"_s, u"--status"_s, u"failed_execution"_s}).json[u"total"_s].toInteger(), 1);
    QCOMPARE(runner().json({u"history"_s, u"--search"_s, u"GRÖß"_s}).json[u"total"_s].toInteger(), 1);
    QCOMPARE(runner().json({u"history"_s, u"--search"_s, u"FIRST"_s}).json[u"total"_s].toInteger(), 1);
}

void TestCli::wrongUse_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("unknown command") << QStringList{u"dance"_s};
    QTest::newRow("unknown option") << QStringList{u"health"_s, u"--fast"_s};
    QTest::newRow("option of another command") << QStringList{u"health"_s, u"--page"_s, u"2"_s};
    QTest::newRow("no question") << QStringList{u"ask"_s};
    QTest::newRow("empty question") << QStringList{u"ask"_s, u"  "_s};
    QTest::newRow("long question") << QStringList{u"ask"_s, QString(100'000, u'a')};
    QTest::newRow("id is a word") << QStringList{u"show"_s, u"seven"_s};
    QTest::newRow("page zero") << QStringList{u"results"_s, u"1"_s, u"--page"_s, u"0"_s};
    QTest::newRow("unknown status") << QStringList{u"history"_s, u"--status"_s, u"lost"_s};
    QTest::newRow("two things to run") << QStringList{u"run"_s, u"1"_s, u"--sql"_s, u"SELECT 1"_s};
    QTest::newRow("unknown provider") << QStringList{u"ask"_s, question, u"--provider"_s, u"oracle"_s};
    QTest::newRow("line ending") << QStringList{u"export"_s, u"1"_s, u"--to"_s, u"x"_s, u"--line-ending"_s, u"cr"_s};
    QTest::newRow("export without a name") << QStringList{u"export"_s, u"1"_s};
    QTest::newRow("url") << QStringList{u"ask"_s, question, u"--database"_s, u"postgresql://h:port/x?y"_s};
}

void TestCli::wrongUse()
{
    QFETCH(const QStringList, arguments);
    const CliRun run = runner().json(arguments);
    QVERIFY2(run.exitCode == 2, run.summary());
    QCOMPARE(run.errorCode(), u"Usage"_s);
    const CliRun plain = runner().run(arguments);
    QVERIFY2(plain.exitCode == 2 && plain.out.isEmpty() && plain.err.count('\n') == 1, plain.summary());
}

void TestCli::trouble_data()
{
    QTest::addColumn<QString>("database");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("code");
    const auto sql = [](const QString &text) { return QStringList{u"run"_s, u"--sql"_s, text}; };
    const QString shop = u"shop"_s;
    QTest::newRow("no server") << u"postgresql://localhost:1/x"_s << sql(u"SELECT 1"_s) << 6 << u"Connection"_s;
    QTest::newRow("no such host") << u"postgresql://nowhere.invalid/x"_s << sql(u"SELECT 1"_s) << 6 << u"Connection"_s;
    QTest::newRow("no such database") << u"missing"_s << sql(u"SELECT 1"_s) << 6 << u"Connection"_s;
    QTest::newRow("no tables") << u"empty"_s << QStringList{u"ask"_s, question} << 5 << u"Unanswerable"_s;
    QTest::newRow("nothing like it") << shop << QStringList{u"ask"_s, u"Will it rain tomorrow in Kyoto?"_s} << 5
                                     << u"Unanswerable"_s;
    QTest::newRow("not a select") << shop << sql(u"DELETE FROM parts"_s) << 3 << u"SqlDenied"_s;
    QTest::newRow("two statements") << shop << sql(u"SELECT 1; SELECT 2"_s) << 3 << u"SqlDenied"_s;
    QTest::newRow("no statement") << shop << sql(u" -- nothing"_s) << 3 << u"SqlSyntax"_s;
    QTest::newRow("not sql") << shop << sql(u"SELECT FROM WHERE"_s) << 3 << u"SqlSyntax"_s;
    QTest::newRow("no such column") << shop << sql(u"SELECT weight FROM parts"_s) << 6 << u"SqlFailed"_s;
    QTest::newRow("fails on the way") << shop << sql(u"SELECT 1 / (1200 - id) FROM parts"_s) << 6 << u"SqlFailed"_s;
    QTest::newRow("no such attempt") << shop << QStringList{u"show"_s, u"4711"_s} << 7 << u"NotFound"_s;
    QTest::newRow("no such file") << shop << QStringList{u"run"_s, u"--file"_s, u"/no/such.sql"_s} << 7
                                  << u"NotFound"_s;
    QTest::newRow("no such table") << shop << QStringList{u"schema"_s, u"show"_s, u"screws"_s} << 7 << u"NotFound"_s;
}

void TestCli::trouble()
{
    QFETCH(const QString, database);
    QFETCH(const QStringList, arguments);
    const bool isUrl = database.contains(u"://"_s);
    const CliRunner cli(m_home->path(), isUrl ? database : m_server->connectionString(database));
    const CliRun run = cli.json(arguments);
    QVERIFY2(!run.json.isEmpty(), run.summary());
    QTEST(run.errorCode(), "code");
    QTEST(run.exitCode, "exitCode");
    const QString message = run.json[u"error"_s].toObject()[u"message"_s].toString();
    QVERIFY2(message.size() > 20 && !message.contains(u"%1"_s), run.summary());
    QCOMPARE(runner().run({u"history"_s}).exitCode, 0); // Still usable.
}

void TestCli::brokenExampleHidesNoOther()
{
    const QJsonArray before = runner().json({u"examples"_s, u"list"_s}).json[u"examples"_s].toArray();
    QCOMPARE(before.size(), 1);
    const CliRun list = runner().json({u"schema"_s, u"show"_s});
    QCOMPARE(list.exitCode, 0);
    const auto folders = QDir(m_home->filePath(u"knowledge_base"_s)).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot);
    QCOMPARE(folders.size(), 1);
    writeFile(folders[0].filePath() + u"/broken.sql"_s, "-- Question: \xff\xfe\nSELECT 1;\n");
    writeFile(folders[0].filePath() + u"/hollow.sql"_s, "-- Question: nothing follows\n");
    const CliRun after = runner().json({u"examples"_s, u"list"_s});
    QCOMPARE(after.json[u"examples"_s].toArray(), before);
    QCOMPARE(after.json[u"problems"_s].toArray().size(), 2);
    QCOMPARE(runner().json({u"ask"_s, question}).exitCode, 0);
    QCOMPARE(runner().json({u"health"_s}).json[u"status"_s].toString(), u"degraded"_s);
}

void TestCli::nonUtf8File()
{
    const QString path = m_home->filePath(u"latin1.sql"_s);
    writeFile(path, "SELECT 'gr\xfc\xdf'");
    const CliRun run = runner().json({u"run"_s, u"--file"_s, path});
    QCOMPARE(run.exitCode, 2);
    const CliRun verdict = runner().run({u"check"_s, path});
    QCOMPARE(verdict.exitCode, 3);
    QVERIFY(verdict.out.contains("\"layer\":\"text\""));
}

void TestCli::exportKeepsOldFile()
{
    const QString id = QString::number(runSql(u"SELECT 1 AS one"_s));
    const QString path = m_home->filePath(u"old.csv"_s);
    writeFile(path, "precious");
    const CliRun impossible = runner().json({u"export"_s, id, u"--to"_s, path + u"/below.csv"_s});
    QVERIFY2(impossible.exitCode == 10 && impossible.errorCode() == u"File"_s, impossible.summary());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "precious");
}

void TestCli::exportLimit()
{
    const QString id = QString::number(runSql(u"SELECT id FROM parts"_s));
    const QString path = m_home->filePath(u"big.csv"_s);
    const CliRun refused = runner().json({u"export"_s, id, u"--to"_s, path, u"--max-rows"_s, u"1199"_s});
    QCOMPARE(refused.exitCode, 9);
    const QString message = refused.json[u"error"_s].toObject()[u"message"_s].toString();
    QVERIFY2(message.contains(u"1,200"_s) && message.contains(u"--max-rows"_s), qPrintable(message));
    QVERIFY(!message.contains(u"EXPORT_MAX_ROWS"_s));
    QVERIFY(!QFile::exists(path));
    QCOMPARE(runner().json({u"export"_s, id, u"--to"_s, path, u"--max-rows"_s, u"1200"_s}).exitCode, 0);
}

void TestCli::exportTellsWhatIsMissing()
{
    CliRunner cli = runner();
    cli.setEnvironment(u"RESULT_MAX_ROWS"_s, u"7"_s);
    const QString capped =
        QString::number(cli.json({u"run"_s, u"--sql"_s, u"SELECT id FROM parts"_s}).json[u"id"_s].toInteger());
    const QString path = m_home->filePath(u"capped.csv"_s);
    const CliRun exported = runner().json({u"export"_s, capped, u"--to"_s, path});
    QCOMPARE(exported.exitCode, 0);
    QVERIFY(exported.json[u"capped"_s].toBool() && !exported.json[u"partial"_s].toBool());
    QVERIFY2(exported.err.contains("more rows"), exported.summary());

    const QString whole = QString::number(runSql(u"SELECT 1 AS one"_s));
    const CliRun silent = runner().json({u"export"_s, whole, u"--to"_s, path});
    QVERIFY(!silent.json[u"capped"_s].toBool(true) && silent.err.isEmpty());
}

void TestCli::rateLimit()
{
    CliRunner cli = runner();
    cli.setEnvironment(u"RATE_LIMIT_PER_MINUTE"_s, u"2"_s);
    QCOMPARE(cli.json({u"ask"_s, question}).exitCode, 0);
    QCOMPARE(cli.json({u"ask"_s, question}).exitCode, 0);
    const CliRun third = cli.json({u"ask"_s, question});
    QCOMPARE(third.exitCode, 8);
    QCOMPARE(third.errorCode(), u"RateLimited"_s);
    QCOMPARE(cli.json({u"run"_s, u"--sql"_s, u"SELECT 1"_s}).exitCode, 0); // Running is free.
}

void TestCli::checksStatements()
{
    QCOMPARE(runner().run({u"check"_s, u"-"_s}, "SELECT 1").exitCode, 0);
    QCOMPARE(runner().run({u"check"_s, u"-"_s}, "DROP TABLE parts").exitCode, 3);
    const CliRun lines =
        runner().run({u"check"_s, u"-"_s, u"--jsonl"_s},
                     "{\"sql\":\"SELECT 1\"}\nnot json\n{\"sql\":\"DELETE FROM parts\"}\n{\"no\":1}\n");
    QCOMPARE(lines.exitCode, 0);
    QList<QByteArray> verdicts;
    for (const QByteArray &line : lines.out.trimmed().split('\n'))
        verdicts += line.contains("\"verdict\":\"allow\"") ? "allow" : "deny";
    QCOMPARE(verdicts, (QList<QByteArray>{"allow", "deny", "deny", "deny"}));
}

void TestCli::showsAndExportsSchema()
{
    const CliRun refreshed = runner().json({u"schema"_s, u"refresh"_s});
    QCOMPARE(refreshed.json[u"tables"_s].toInteger(), 1);
    const QJsonObject table =
        runner().json({u"schema"_s, u"show"_s, u"parts"_s}).json[u"tables"_s].toArray()[0].toObject();
    QCOMPARE(table[u"table_name"_s].toString(), u"parts"_s);
    QCOMPARE(table[u"primary_key"_s].toArray(), QJsonArray{u"id"_s});
    QCOMPARE(table[u"description"_s].toString(), u"Parts on the shelf"_s);
    const QString folder = m_home->filePath(u"exported"_s);
    QCOMPARE(runner().json({u"schema"_s, u"export"_s, folder}).exitCode, 0);
    QVERIFY(QFile::exists(folder + u"/all_in_one_schema_overview.json"_s));
    QVERIFY(QFile::exists(folder + u"/public.json"_s));
}

void TestCli::tellsHealth()
{
    const CliRun well = runner().json({u"health"_s});
    QCOMPARE(well.exitCode, 0);
    QCOMPARE(well.json[u"status"_s].toString(), u"healthy"_s);
    QVERIFY(well.json[u"postgres"_s].toObject()[u"ok"_s].toBool());
    const CliRun ill = CliRunner(m_home->path(), u"postgresql://localhost:1/x"_s).json({u"health"_s});
    QCOMPARE(ill.exitCode, 6);
    QCOMPARE(ill.json[u"status"_s].toString(), u"unhealthy"_s);
    QVERIFY(ill.json[u"database"_s].toObject()[u"ok"_s].toBool());
}

void TestCli::healthTellsWhatIsBroken()
{
    const CliRun run = CliRunner(m_home->path(), u"nonsense"_s).json({u"health"_s});
    QCOMPARE(run.exitCode, 6);
    QCOMPARE(run.json[u"status"_s].toString(), u"unhealthy"_s);
    QCOMPARE(isOk(run, u"database"_s), QJsonValue(true));
    QCOMPARE(isOk(run, u"postgres"_s), QJsonValue(false));
    const CliRun noStore = CliRunner(u"/proc/nowhere"_s, {}).json({u"health"_s});
    QVERIFY2(noStore.exitCode == 6, noStore.summary());
    QVERIFY(isOk(noStore, u"database"_s).isNull() && isOk(noStore, u"postgres"_s).isNull());
    QCOMPARE(noStore.json[u"problems"_s].toArray().size(), 1);

    CliRunner unset = runner();
    unset.setEnvironment(u"RATE_LIMIT_PER_MINUTE"_s, u"abc"_s);
    const CliRun noSettings = unset.json({u"health"_s});
    QVERIFY2(noSettings.exitCode == 6, noSettings.summary());
    QVERIFY(isOk(noSettings, u"database"_s).isNull() && isOk(noSettings, u"postgres"_s).isNull());
    QVERIFY(noSettings.json[u"problems"_s].toArray()[0].toString().contains(u"RATE_LIMIT_PER_MINUTE"_s));

    m_home = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_home->path()).mkpath(u"app.db"_s)); // A folder where the file should be.
    const CliRun illStore = runner().json({u"health"_s});
    QVERIFY2(illStore.exitCode == 6, illStore.summary());
    QCOMPARE(isOk(illStore, u"database"_s), QJsonValue(false));
    QVERIFY(isOk(illStore, u"postgres"_s).isNull());
}

void TestCli::wrongUrlHindersOnlyConnecting()
{
    const CliRunner cli(m_home->path(), u"nonsense"_s);
    QCOMPARE(cli.json({u"history"_s}).exitCode, 0);
    QCOMPARE(cli.json({u"run"_s, u"--sql"_s, u"SELECT 1"_s}).exitCode, 2);
    QCOMPARE(cli.json({u"run"_s, u"--sql"_s, u"SELECT 1"_s, u"--database"_s, m_server->connectionString(u"shop"_s)})
                 .exitCode,
             0);
}

void TestCli::runsOnItsOwnDatabaseOnly()
{
    const QString id = QString::number(runner().json({u"ask"_s, question}).json[u"id"_s].toInteger());
    const CliRun elsewhere = runner(u"empty"_s).json({u"run"_s, id});
    QCOMPARE(elsewhere.exitCode, 2);
    QVERIFY(elsewhere.json[u"id"_s].isNull() && elsewhere.json[u"status"_s].isNull());
    QCOMPARE(runner(u"empty"_s).json({u"rerun"_s, id}).exitCode, 2);
    QCOMPARE(runner().json({u"run"_s, id}).exitCode, 0);
}

void TestCli::outputThatCannotBeWritten_data()
{
    QTest::addColumn<QString>("script");
    QTest::newRow("full disk") << u"exec \"$0\" --help > /dev/full"_s;
    // A pipe whose only reader is gone before the program starts.
    QTest::newRow("nobody reads") << u"mkfifo pipe; exec 3<>pipe 4>pipe 3<&-; exec \"$0\" --help >&4"_s;
}

void TestCli::outputThatCannotBeWritten()
{
    QFETCH(const QString, script);
    QProcess shell;
    shell.setWorkingDirectory(m_home->path());
    shell.start(u"/bin/sh"_s, {u"-c"_s, script, QStringLiteral(SQLAI_CLI)});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.exitStatus(), QProcess::NormalExit);
    QCOMPARE(shell.exitCode(), 10);
}

void TestCli::nobodyElsesName()
{
    const CliRun run = runner().json({u"history"_s, u"--user"_s, u"somebody-else"_s});
    QCOMPARE(run.exitCode, 4);
    // Nor a name from the environment.
    CliRunner disguised = runner();
    disguised.setEnvironment(u"HOME"_s, u"/no/such/home"_s);
    disguised.setEnvironment(u"USERNAME"_s, u"mallory"_s);
    QCOMPARE(disguised.json({u"history"_s, u"--user"_s, u"mallory"_s}).exitCode, 4);
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
