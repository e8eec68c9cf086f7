// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ErrorText.h"
#include "core/base/WhenReady.h"
#include "core/demo/ClusterConnection.h"
#include "core/demo/ClusterPlace.h"
#include "core/demo/DemoMarker.h"
#include "core/demo/DemoServer.h"
#include "core/demo/DemoService.h"
#include "tests/support/Processes.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sqlai;
using namespace sqlai::demo;
using namespace Qt::StringLiterals;

namespace {

/// What DemoServer needs of a script, and one table.
const QByteArray tinyScript = R"(
BEGIN;
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'fleet_reader') THEN CREATE ROLE fleet_reader LOGIN; END IF;
END $$;
CREATE SCHEMA demo;
CREATE TABLE demo.anchor(loaded_for date NOT NULL);
INSERT INTO demo.anchor VALUES (current_date);
CREATE TABLE trucks(id int PRIMARY KEY, seen_on date NOT NULL);
INSERT INTO trucks VALUES (1, current_date);
GRANT SELECT ON trucks TO fleet_reader;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
CREATE FUNCTION demo.move_dates_to(today date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE days integer := today - (SELECT loaded_for FROM demo.anchor);
BEGIN
    UPDATE trucks SET seen_on = seen_on + days;
    UPDATE demo.anchor SET loaded_for = today;
    RETURN days;
END $$;
COMMIT;
)";

#ifdef Q_OS_UNIX
/// initdb, which takes longer than most of the tests: what it made once is copied from then on.
const QByteArray copyingInitdb = R"(#!/bin/sh
for argument; do
    case $argument in --pgdata=*) data=${argument#--pgdata=} ;; esac
done
template=$(dirname "$0")/template
if [ -d "$template" ]; then
    exec cp -a "$template" "$data"
fi
"@INITDB@" "$@" && cp -a "$data" "$template.new" && mv "$template.new" "$template"
)";
#endif

class UserProgram final
{
public:
    explicit UserProgram(const DemoSetup &setup)
    {
        m_process.start(QCoreApplication::applicationDirPath() + u"/demo_user"_s,
                        QStringList{setup.folder, setup.scriptPath} + setup.searchFolders);
    }
    QByteArray answer()
    {
        while (!m_process.canReadLine() && m_process.waitForReadyRead(60'000)) { }
        return m_process.readLine().trimmed();
    }
    void crash()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    bool end()
    {
        m_process.closeWriteChannel();
        return m_process.waitForFinished(60'000) && m_process.exitCode() == 0;
    }

private:
    QProcess m_process;
};

}

class TestDemoServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void loadsOnceOnly();
    void changedScriptIsLoaded();
    void otherUsersKeepTheirScript();
    void readerCannotWrite();
    void strangersCannotEnter();
    void lastUserStops();
    void programsShare();
    void survivesAKilledProgram();
    void survivesAKilledServer();
    void survivesALeftOverPidFile();
    void distrustsAServerThatFellWithTheComputer();
    void brokenOffLoadStartsAgain();
    void cancelBreaksALoadOff();
    void datesMove_data();
    void datesMove();
    void brokenDataIsLoadedAgain();
    void loopbackAsksForThePassword();
    void clustersOfLostWorkspacesGo();
    void failuresSayWhatToDo_data();
    void failuresSayWhatToDo();
    void serviceAnswersInTheMainThread();
    void loadsTheFleet();

private:
    void shareOneInitdb();
    DemoSetup setup() const;
    PostgresCluster cluster() const;
    /// As the superuser, on the running server.
    QString ask(const QByteArray &sql) const;
    /// A mark in the database that is gone when it was made anew. Each test has its own, since they share one cluster:
    /// making one takes longer than most of them.
    void leaveWitness() const { ask("CREATE TABLE " + witness() + "()"); }
    bool hasWitness() const { return ask("SELECT to_regclass('" + witness() + "') IS NOT NULL") == u"t"; }
    static QByteArray witness() { return QByteArray(QTest::currentTestFunction()).toLower(); }
    void startCrashAndLeave();

    std::optional<PostgresTools> m_tools;
    std::unique_ptr<QTemporaryDir> m_toolFolder;
    QStringList m_searchFolders = PostgresTools::searchFolders();
    std::unique_ptr<QTemporaryDir> m_workspace;
};

void TestDemoServer::initTestCase()
{
    const auto tools = PostgresTools::find();
    QVERIFY(tools);
    m_tools = *tools;
    m_workspace = std::make_unique<QTemporaryDir>();
    shareOneInitdb();
}

/// PostgreSQL's programs, with another initdb among them.
void TestDemoServer::shareOneInitdb()
{
#ifdef Q_OS_UNIX
    m_toolFolder = std::make_unique<QTemporaryDir>();
    QVERIFY(ServerAccount::current()->makePrivateFolder(m_toolFolder->path()));
    for (const QString &name : {u"postgres"_s, u"pg_ctl"_s})
        QVERIFY(QFile::link(m_tools->program(name), m_toolFolder->filePath(name)));
    QFile initdb(m_toolFolder->filePath(u"initdb"_s));
    QVERIFY(initdb.open(QIODevice::WriteOnly));
    initdb.write(QByteArray(copyingInitdb).replace("@INITDB@", QFile::encodeName(m_tools->program(u"initdb"_s))));
    QVERIFY(initdb.setPermissions(QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther));
    m_searchFolders = QStringList{m_toolFolder->path()};
#endif
}

void TestDemoServer::init()
{
    QFile script(setup().scriptPath);
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write(tinyScript);
}

void TestDemoServer::cleanup()
{
    QVERIFY(!QFileInfo::exists(setup().folder) || !cluster().isRunning());
}

void TestDemoServer::cleanupTestCase()
{
    QVERIFY(cluster().remove());
}

DemoSetup TestDemoServer::setup() const
{
    return {.folder = m_workspace->filePath(u"demo"_s),
            .scriptPath = m_workspace->filePath(u"tiny.sql"_s),
            .searchFolders = m_searchFolders};
}

PostgresCluster TestDemoServer::cluster() const
{
    const ServerAccount account = ServerAccount::current().value();
    return {*m_tools, account, {.folder = ClusterPlace(account, setup().folder).folder()}};
}

QString TestDemoServer::ask(const QByteArray &sql) const
{
    auto connection = ClusterConnection::open(cluster().profile(DemoServer::database));
    const auto answer = connection ? connection->execute(sql) : connection.error();
    return answer ? *answer : answer.error().detail;
}

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
    other.scriptPath = m_workspace->filePath(u"other.sql"_s);
    QFile script(other.scriptPath);
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write(tinyScript + "-- changed");
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
    UserProgram first(setup());
    UserProgram second(setup()); // At the same moment: one loads, the other waits and joins.
    QCOMPARE(first.answer(), QByteArray("ready"));
    QCOMPARE(second.answer(), QByteArray("ready"));
    QVERIFY(first.end());
    QVERIFY(cluster().isRunning());
    QVERIFY(second.end());
    QVERIFY(!cluster().isRunning());
}

void TestDemoServer::survivesAKilledProgram()
{
    UserProgram first(setup());
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

void TestDemoServer::startCrashAndLeave()
{
    DemoServer server(setup());
    QVERIFY(server.start());
    leaveWitness();
    ask("CHECKPOINT");
    test::killProcess(cluster().processNumber());
    QVERIFY(cluster().hasCrashed());
}

void TestDemoServer::survivesAKilledServer()
{
    startCrashAndLeave();
    DemoServer server(setup());
    QVERIFY(server.start());
    QVERIFY(hasWitness());
    test::killProcess(cluster().processNumber());
    QVERIFY(server.start()); // By one who still holds its lock.
    QVERIFY(hasWitness());
}

void TestDemoServer::survivesALeftOverPidFile()
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

void TestDemoServer::distrustsAServerThatFellWithTheComputer()
{
    startCrashAndLeave();
    DemoMarker marker = DemoMarker::read(cluster().folder());
    QCOMPARE(marker, DemoMarker::current(tinyScript));
    marker.boot = "another";
    QVERIFY(marker.write(cluster().folder(), cluster().account()));
    DemoServer server(setup());
    QVERIFY(server.start());
    QVERIFY(!hasWitness());
    QCOMPARE(ask("SELECT count(*) FROM trucks"), u"1"_s);
}

void TestDemoServer::brokenOffLoadStartsAgain()
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

void TestDemoServer::cancelBreaksALoadOff()
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

void TestDemoServer::brokenDataIsLoadedAgain()
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

void TestDemoServer::clustersOfLostWorkspacesGo()
{
    const ServerAccount account = ServerAccount::current().value();
    if (!account.isForeign())
        QSKIP("Only root's clusters stand outside of their workspace.");
    UserProgram killed(setup());
    QCOMPARE(killed.answer(), QByteArray("ready"));
    killed.crash();
    const QString orphan = cluster().folder();

    m_workspace = std::make_unique<QTemporaryDir>();
    init();
    DemoServer server(setup());
    QVERIFY(server.start());
    QVERIFY(!QFileInfo::exists(orphan));
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
    if (!QFileInfo::exists(fleet.scriptPath))
        QSKIP("data/demo/fleet.sql is not in this checkout.");
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
