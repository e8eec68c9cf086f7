// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ErrorText.h"
#include "core/base/WhenReady.h"
#include "core/demo/DemoService.h"
#include "tests/integration/demo/DemoTest.h"

#include <QElapsedTimer>
#include <QSignalSpy>

using namespace sqlai;
using namespace sqlai::demo;
using namespace Qt::StringLiterals;

class TestDemoServer final : public test::DemoTest
{
    Q_OBJECT

private Q_SLOTS:
    void loadsOnceOnly();
    void changedScriptIsLoaded();
    void otherUsersKeepTheirScript();
    void readerCannotWrite();
    void strangersCannotEnter();
    void lastUserStops();
    void programsShare();
    void datesMove_data();
    void datesMove();
    void loopbackAsksForThePassword();
    void failuresSayWhatToDo_data();
    void failuresSayWhatToDo();
    void serviceAnswersInTheMainThread();
    void loadsTheFleet();
};

void TestDemoServer::loadsOnceOnly()
{
    DemoServer server(setup());
    QStringList texts;
    const auto note = [&](const QString &text) { texts << text; };
    const auto profile = server.start(note);
    QVERIFY2(profile, qPrintable(profile ? QString() : profile.error().detail));
    QCOMPARE(profile->parameters[u"dbname"_s], u"fleet"_s);
    QCOMPARE(profile->parameters[u"user"_s], u"fleet_reader"_s);
    QCOMPARE(ClusterConnection::open(*profile)->execute("SELECT count(*) FROM trucks").value(), u"1"_s);
    QCOMPARE(texts.size(), 1);
    leaveWitness();
    QVERIFY(server.stop());
    QVERIFY(!cluster().isRunning());

    QElapsedTimer timer;
    timer.start();
    QVERIFY(server.start(note));
    qInfo("second start: %lld ms", timer.elapsed());
    QVERIFY(hasWitness());
    QCOMPARE(texts.size(), 2);
    QVERIFY(server.start(note)); // Again, while it runs.
    QCOMPARE(texts.size(), 2);
}

void TestDemoServer::changedScriptIsLoaded()
{
    DemoServer server(setup());
    QVERIFY(server.start());
    leaveWitness();
    QVERIFY(server.stop());
    QFile script(setup().scriptPath);
    QVERIFY(script.open(QIODevice::Append));
    script.write("CREATE TABLE added();");
    script.close();
    QVERIFY(server.start());
    QVERIFY(!hasWitness());
    QCOMPARE(ask("SELECT to_regclass('added')"), u"added"_s);
}

void TestDemoServer::otherUsersKeepTheirScript()
{
    DemoServer first(setup());
    QVERIFY(first.start());
    leaveWitness();
    DemoSetup other = setup();
    other.scriptPath = inWorkspace(u"other.sql"_s);
    QFile script(other.scriptPath);
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write(test::tinyScript + "-- changed");
    script.close();
    DemoServer second(other);
    QVERIFY(second.start());
    QVERIFY(hasWitness());
}

void TestDemoServer::readerCannotWrite()
{
    DemoServer server(setup());
    const auto profile = server.start();
    QVERIFY(profile);
    auto reader = ClusterConnection::open(*profile);
    QVERIFY(reader);
    for (const char *sql : {"DELETE FROM trucks", "CREATE TABLE public.mine()", "CREATE SCHEMA mine",
                            "SET ROLE postgres", "SELECT pg_read_file('postgresql.conf')"}) {
        const auto answer = reader->execute(sql);
        QVERIFY2(!answer, sql);
        QCOMPARE(answer.error().sqlState, u"42501"_s);
    }
}

void TestDemoServer::strangersCannotEnter()
{
    DemoServer server(setup());
    const auto started = server.start();
    QVERIFY(started);
    const auto &profile = *started;
    const auto isOwnersAlone = [](const QString &path) {
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
                            | QFile::WriteOther | QFile::ExeOther;
        return !(QFile::permissions(path) & others);
    };
    const QString socketFolder = profile.parameters[u"host"_s];
    QVERIFY(isOwnersAlone(socketFolder));
    QVERIFY(isOwnersAlone(socketFolder + u"/.s.PGSQL."_s + profile.parameters[u"port"_s]));
    QVERIFY(isOwnersAlone(cluster().folder()));
    QCOMPARE(ask("SHOW listen_addresses"), QString());
    // Every role needs the kernel's word for who comes; one that the setup does not name has no way in.
    ask("CREATE ROLE stranger LOGIN");
    auto stranger = profile;
    stranger.parameters[u"user"_s] = u"stranger"_s;
    QCOMPARE(ClusterConnection::open(stranger).error().code, ErrorCode::Connection);
}

void TestDemoServer::lastUserStops()
{
    DemoServer first(setup());
    DemoServer second(setup());
    QVERIFY(first.start());
    QVERIFY(second.start());
    QVERIFY(first.stop());
    QVERIFY(cluster().isRunning());
    QVERIFY(first.stop()); // Not a user any more: nothing to let go of.
    QVERIFY(cluster().isRunning());
    QVERIFY(second.stop());
    QVERIFY(!cluster().isRunning());
}

void TestDemoServer::programsShare()
{
    test::UserProgram first(setup());
    test::UserProgram second(setup()); // At the same moment: one loads, the other waits and joins.
    QCOMPARE(first.answer(), QByteArray("ready"));
    QCOMPARE(second.answer(), QByteArray("ready"));
    QVERIFY(first.end());
    QVERIFY(cluster().isRunning());
    QVERIFY(second.end());
    QVERIFY(!cluster().isRunning());
}

void TestDemoServer::datesMove_data()
{
    QTest::addColumn<int>("days");
    QTest::newRow("today") << 0;
    QTest::newRow("yesterday") << 1;
    QTest::newRow("last year") << 365;
    QTest::newRow("the clock was wrong") << -3;
}

void TestDemoServer::datesMove()
{
    QFETCH(const int, days);
    DemoServer server(setup());
    QVERIFY(server.start());
    const QByteArray shift = QByteArray::number(days);
    ask("UPDATE demo.anchor SET loaded_for = loaded_for - " + shift + "; UPDATE trucks SET seen_on = seen_on - "
        + shift);
    QVERIFY(server.stop());
    QVERIFY(server.start());
    QCOMPARE(ask("SELECT current_date - loaded_for FROM demo.anchor"), QString::number(qMin(days, 0)));
    QCOMPARE(ask("SELECT current_date - seen_on FROM trucks"), QString::number(qMin(days, 0)));
}

void TestDemoServer::loopbackAsksForThePassword()
{
    QVERIFY(!QFileInfo::exists(setup().folder) || cluster().remove());
    DemoSetup loopback = setup();
    loopback.access = ClusterAccess::Loopback;
    loopback.searchFolders = PostgresTools::searchFolders(); // The password is initdb's work.
    DemoServer server(loopback);
    auto profile = server.start();
    QVERIFY2(profile, qPrintable(profile ? QString() : profile.error().detail));
    QCOMPARE(profile->parameters[u"host"_s], u"127.0.0.1"_s);
    QCOMPARE(profile->password.reveal().size(), 48);
    QCOMPARE(ClusterConnection::open(*profile)->execute("SELECT count(*) FROM trucks").value(), u"1"_s);
    profile->password = Secret("wrong");
    QCOMPARE(ClusterConnection::open(*profile).error().code, ErrorCode::Connection);
    QVERIFY(server.stop());
    QVERIFY(cluster().remove()); // The other tests' clusters ask for no password.
}

void TestDemoServer::failuresSayWhatToDo_data()
{
    QTest::addColumn<DemoSetup>("wrong");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("words");
    const QString script = QDir::temp().filePath(u"sqlai-tiny-%1.sql"_s.arg(QCoreApplication::applicationPid()));
    const QString folder = QDir::temp().filePath(u"sqlai-demo-%1"_s.arg(QCoreApplication::applicationPid()));
    QTest::newRow("no PostgreSQL") << DemoSetup{.folder = folder, .scriptPath = script, .searchFolders = {}}
                                   << ErrorCode::NotFound << u"apt install postgresql"_s;
    QTest::newRow("no script") << DemoSetup{.folder = folder, .scriptPath = u"/nowhere.sql"_s} << ErrorCode::NotFound
                               << u"/nowhere.sql"_s;
    QTest::newRow("folder cannot be made")
        << DemoSetup{.folder = u"/dev/null/demo"_s, .scriptPath = u"/dev/null"_s} << ErrorCode::File << u"write to"_s;
    QTest::newRow("folder cannot be written to")
        << DemoSetup{.folder = u"/proc/self"_s, .scriptPath = u"/dev/null"_s} << ErrorCode::File << u"start.lock"_s;
}

void TestDemoServer::failuresSayWhatToDo()
{
    QFETCH(const DemoSetup, wrong);
    QFETCH(const QString, words);
    DemoServer server(wrong);
    const auto started = server.start();
    QVERIFY(!started);
    QTEST(started.error().code, "code");
    const QString sentence = ErrorText::sentence(started.error());
    QVERIFY2(sentence.contains(words), qPrintable(sentence));
    QVERIFY(server.stop());
}

void TestDemoServer::serviceAnswersInTheMainThread()
{
    std::optional<Result<settings::ConnectionProfile>> profile;
    {
        DemoService service(setup());
        QSignalSpy progressed(&service, &DemoService::progressed);
        whenReady(service.start(), this, [&](const auto &result) { profile = result; });
        QTRY_VERIFY_WITH_TIMEOUT(profile.has_value(), 90'000);
        QVERIFY(profile->isOk());
        QCOMPARE(progressed.size(), 1);
        QVERIFY(cluster().isRunning());
    }
    QVERIFY(!cluster().isRunning());
}

void TestDemoServer::loadsTheFleet()
{
    DemoSetup fleet = setup();
    fleet.searchFolders = PostgresTools::searchFolders();
    fleet.scriptPath = qEnvironmentVariable("SQLAI_SOURCE_DIR") + u"/data/demo/fleet.sql"_s;
    QVERIFY2(QFileInfo::exists(fleet.scriptPath), "SQLAI_SOURCE_DIR must name the checkout, which holds the fleet.");
    QElapsedTimer timer;
    timer.start();
    DemoServer server(fleet);
    const auto profile = server.start();
    QVERIFY2(profile, qPrintable(profile ? QString() : profile.error().detail));
    qInfo("first start: %lld ms", timer.elapsed());
    auto reader = ClusterConnection::open(*profile);
    QCOMPARE(reader->execute("SELECT count(*) FROM activities").value(), u"250000"_s);
    QCOMPARE(reader->execute("UPDATE trucks SET id = id").error().sqlState, u"42501"_s);
    ask("UPDATE demo.anchor SET loaded_for = loaded_for - 1");
    timer.restart();
    QVERIFY(server.start());
    qInfo("a day later: %lld ms", timer.elapsed());
    QCOMPARE(ask("SELECT current_date - loaded_for FROM demo.anchor"), u"0"_s);
}

QTEST_GUILESS_MAIN(TestDemoServer)
#include "tst_demoserver.moc"
