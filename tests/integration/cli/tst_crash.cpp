// SPDX-License-Identifier: GPL-3.0-or-later
#include "CliRun.h"

#include "tests/support/ScratchServer.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace sqlai::test;
using namespace Qt::StringLiterals;

/// Programs that die, and programs that live side by side, on one workspace.
class TestCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void killedWhileRowsArrive();
    void killedBeforeTheFirstRow();
    void stoppedWhileRowsArrive();
    void twoProgramsSideBySide();

private:
    CliRunner runner() const;
    /// Starts a run of some seconds and returns when pages of it are on disk.
    std::unique_ptr<QProcess> startLongRun() const;
    QJsonObject latest() const;

    std::unique_ptr<ScratchServer> m_server;
    std::unique_ptr<QTemporaryDir> m_home;
};

namespace {

// Slow enough to be caught in the middle: a volatile function in each row, no sort before the first one.
const auto longSql = u"SELECT n, md5(n::text || clock_timestamp()::text) AS hash FROM generate_series(1, 3000000) n"_s;

qint64 storedBytes(const QString &home)
{
    qint64 bytes = 0;
    for (const QFileInfo &file : QDir(home + u"/results"_s).entryInfoList(QDir::Files))
        bytes += file.size();
    return bytes;
}

}

void TestCrash::initTestCase()
{
    m_server = std::make_unique<ScratchServer>();
    m_server->createDatabase(u"shop"_s);
}

void TestCrash::init()
{
    m_home = std::make_unique<QTemporaryDir>();
}

CliRunner TestCrash::runner() const
{
    CliRunner cli(m_home->path(), m_server->connectionString(u"shop"_s));
    cli.setEnvironment(u"RESULT_MAX_ROWS"_s, u"10000000"_s);
    cli.setEnvironment(u"POSTGRES_TIMEOUT_SECONDS"_s, u"300"_s); // Under a sanitizer the run takes its time.
    return cli;
}

std::unique_ptr<QProcess> TestCrash::startLongRun() const
{
    const qint64 before = storedBytes(m_home->path());
    auto process = runner().start({u"run"_s, u"--json"_s, u"--sql"_s, longSql});
    [&] { QTRY_VERIFY_WITH_TIMEOUT(storedBytes(m_home->path()) > before + 1'000'000, 20'000); }();
    return process;
}

QJsonObject TestCrash::latest() const
{
    const CliRun history = runner().json({u"history"_s});
    return history.json[u"queries"_s].toArray()[0].toObject();
}

void TestCrash::killedWhileRowsArrive()
{
    QCOMPARE(runner().json({u"run"_s, u"--sql"_s, u"SELECT 'kept' AS word"_s}).exitCode, 0);
    const auto process = startLongRun();
    QCOMPARE(process->state(), QProcess::Running);
    process->kill();
    QVERIFY(process->waitForFinished());

    const QJsonObject killed = latest();
    QCOMPARE(killed[u"status"_s].toString(), u"failed_execution"_s);
    QVERIFY(killed[u"partial"_s].toBool());
    QVERIFY(killed[u"error"_s].toObject()[u"message"_s].toString().contains(u"nterrupted"_s));
    const QString id = QString::number(killed[u"id"_s].toInteger());
    const CliRun page = runner().json({u"results"_s, id, u"--page"_s, u"2"_s});
    QCOMPARE(page.json[u"rows"_s].toArray().size(), 500);
    QCOMPARE(page.json[u"rows"_s].toArray()[0].toArray()[0].toString(), u"501"_s);
    const QString path = m_home->filePath(u"x.csv"_s);
    QCOMPARE(runner().json({u"export"_s, id, u"--to"_s, path, u"--max-rows"_s, u"9000000"_s}).exitCode, 2);
    QCOMPARE(runner().json({u"export"_s, id, u"--to"_s, path, u"--max-rows"_s, u"9000000"_s, u"--partial"_s}).exitCode,
             0);

    const CliRun earlier = runner().json({u"results"_s, u"1"_s});
    QCOMPARE(earlier.json[u"rows"_s].toArray()[0].toArray()[0].toString(), u"kept"_s);
}

void TestCrash::killedBeforeTheFirstRow()
{
    const QDir results(m_home->filePath(u"results"_s));
    const auto slowSql = u"SELECT count(md5(n::text)) FROM generate_series(1, 100000000) n"_s;
    const auto process = runner().start({u"run"_s, u"--sql"_s, slowSql});
    QTRY_VERIFY_WITH_TIMEOUT(!results.isEmpty(), 20'000);
    process->kill();
    QVERIFY(process->waitForFinished());
    QCOMPARE(latest()[u"status"_s].toString(), u"failed_execution"_s);
    QVERIFY(results.isEmpty()); // Nobody could ever open it.
}

void TestCrash::stoppedWhileRowsArrive()
{
    const auto process = startLongRun();
    process->terminate();
    QVERIFY(process->waitForFinished(10'000));
    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(process->exitCode(), 10);
    const QJsonObject stopped = latest();
    QCOMPARE(stopped[u"status"_s].toString(), u"cancelled"_s);
    QVERIFY(stopped[u"partial"_s].toBool());
}

void TestCrash::twoProgramsSideBySide()
{
    const auto process = startLongRun();
    QCOMPARE(latest()[u"status"_s].toString(), u"running"_s); // Not taken for dead by the other program.
    const CliRun beside = runner().json({u"run"_s, u"--sql"_s, u"SELECT 2 AS two"_s});
    QCOMPARE(beside.exitCode, 0);
    QVERIFY(process->waitForFinished(120'000));
    QCOMPARE(process->exitCode(), 0);
    const CliRun history = runner().json({u"history"_s, u"--status"_s, u"success"_s});
    QCOMPARE(history.json[u"total"_s].toInteger(), 2);
}

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
