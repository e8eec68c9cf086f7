// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Worker.h"
#include "core/demo/DemoMarker.h"
#include "tests/integration/demo/DemoTest.h"
#include "tests/support/Processes.h"

#include <QScopeGuard>

using namespace sqlai;
using namespace sqlai::demo;
using namespace Qt::StringLiterals;

class TestDemoTrouble final : public test::DemoTest
{
    Q_OBJECT

private Q_SLOTS:
    void survivesAKilledProgram();
    void survivesAKilledServer();
    void survivesALeftOverPidFile();
    void distrustsAServerThatFellWithTheComputer();
    void brokenOffLoadStartsAgain();
    void cancelBreaksALoadOff();
    void brokenDataIsLoadedAgain();
    void clustersOfLostWorkspacesGo();

private:
    void startCrashAndLeave();
};

void TestDemoTrouble::survivesAKilledProgram()
{
    test::UserProgram first(setup());
    QCOMPARE(first.answer(), QByteArray("ready"));
    leaveWitness();
    const qint64 process = cluster().processNumber();
    first.crash();
    QCOMPARE(cluster().processNumber(), process);

    DemoServer next(setup());
    QVERIFY(next.start());
    QCOMPARE(cluster().processNumber(), process);
    QVERIFY(hasWitness());
    QVERIFY(next.stop());
    QVERIFY(!cluster().isRunning());
}

void TestDemoTrouble::startCrashAndLeave()
{
    DemoServer server(setup());
    QVERIFY(server.start());
    leaveWitness();
    ask("CHECKPOINT");
    test::killProcess(cluster().processNumber());
    QVERIFY(cluster().hasCrashed());
}

void TestDemoTrouble::survivesAKilledServer()
{
    startCrashAndLeave();
    DemoServer server(setup());
    QVERIFY(server.start());
    QVERIFY(hasWitness());
    test::killProcess(cluster().processNumber());
    QVERIFY(server.start()); // By one who still holds its lock.
    QVERIFY(hasWitness());
}

void TestDemoTrouble::survivesALeftOverPidFile()
{
    {
        DemoServer server(setup());
        QVERIFY(server.start());
        leaveWitness();
    }
    // As after a reboot: the number has gone to another living process, this one.
    QFile file(cluster().dataFolder() + u"/postmaster.pid"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::number(QCoreApplication::applicationPid()) + '\n' + cluster().dataFolder().toUtf8()
               + "\n1700000000\n5432\n/tmp\n\n     1     1\nready\n");
    file.close();
    QVERIFY(cluster().hasCrashed());
    DemoServer server(setup());
    QVERIFY(server.start());
    QVERIFY(hasWitness());
}

void TestDemoTrouble::distrustsAServerThatFellWithTheComputer()
{
    startCrashAndLeave();
    DemoMarker marker = DemoMarker::read(cluster().folder());
    QCOMPARE(marker, DemoMarker::current(test::tinyScript));
    marker.boot = "another";
    QVERIFY(marker.write(cluster().folder(), cluster().account()));
    DemoServer server(setup());
    QVERIFY(server.start());
    QVERIFY(!hasWitness());
    QCOMPARE(ask("SELECT count(*) FROM trucks"), u"1"_s);
}

void TestDemoTrouble::brokenOffLoadStartsAgain()
{
    {
        DemoServer server(setup());
        QVERIFY(server.start());
        leaveWitness();
    }
    QVERIFY(QFile::remove(cluster().folder() + u"/loaded"_s));
    DemoServer server(setup());
    QVERIFY(server.start());
    QVERIFY(!hasWitness());
}

void TestDemoTrouble::cancelBreaksALoadOff()
{
    QFile script(setup().scriptPath);
    QVERIFY(script.open(QIODevice::Append));
    script.write("SELECT pg_sleep(300);");
    script.close();
    const CancelSource source;
    DemoServer server(setup());
    Worker worker(u"test"_s);
    const auto started = worker.run([&] { return server.start({}, source.token()); });
    const auto giveUp = qScopeGuard([&] { source.cancel(); }); // A failing test must not wait for the load to end.
    QTRY_COMPARE_WITH_TIMEOUT(ask("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"), u"1"_s,
                              90'000);
    source.cancel();
    QTRY_VERIFY_WITH_TIMEOUT(started.isFinished(), 60'000);
    QCOMPARE(started.result().error().code, ErrorCode::Cancelled);
    QVERIFY(!cluster().isRunning());
}

void TestDemoTrouble::brokenDataIsLoadedAgain()
{
    DemoServer server(setup());
    QVERIFY(server.start());
    leaveWitness();
    ask("DROP TABLE demo.anchor");
    QVERIFY(server.stop());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"demo.anchor"_s));
    QVERIFY(server.start());
    QVERIFY(!hasWitness());
}

void TestDemoTrouble::clustersOfLostWorkspacesGo()
{
    const ServerAccount account = ServerAccount::current().value();
    if (!account.isForeign())
        QSKIP("Only root's clusters stand outside of their workspace.");
    test::UserProgram killed(setup());
    QCOMPARE(killed.answer(), QByteArray("ready"));
    killed.crash();
    const QString orphan = cluster().folder();

    makeWorkspace();
    DemoServer server(setup());
    QVERIFY(server.start());
    QVERIFY(!QFileInfo::exists(orphan));
}

QTEST_GUILESS_MAIN(TestDemoTrouble)
#include "tst_demotrouble.moc"
