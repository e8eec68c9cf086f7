// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/FileLock.h"
#include "core/demo/ClusterConnection.h"
#include "core/demo/ClusterPlace.h"
#include "core/demo/DataFiles.h"
#include "core/demo/DemoWorkspace.h"
#include "core/demo/PostgresCluster.h"

#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace sqlai;
using namespace sqlai::demo;
using namespace Qt::StringLiterals;

class TestDemoParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void locksExclude_data();
    void locksExclude();
    void lockWaitsAndGivesUp();
    void dataFolderOfTheEnvironmentComesFirst();
    void workspaceNamesItsFolders();
    void newestPostgresComesFirst();
    void foreignFolderIsRefused();
    void privateFilesReplaceLinks();
    void clusterWithoutAClaimStays();
    void longPathsGetAShortSocket();
};

void TestDemoParts::locksExclude_data()
{
    QTest::addColumn<LockMode>("first");
    QTest::addColumn<LockMode>("second");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("both share") << LockMode::Shared << LockMode::Shared << true;
    QTest::newRow("wants it alone") << LockMode::Shared << LockMode::Exclusive << false;
    QTest::newRow("has it alone") << LockMode::Exclusive << LockMode::Shared << false;
    QTest::newRow("both alone") << LockMode::Exclusive << LockMode::Exclusive << false;
}

void TestDemoParts::locksExclude()
{
    QFETCH(const LockMode, first);
    QFETCH(const LockMode, second);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"lock"_s);
    FileLock one(path);
    FileLock other(path);
    QVERIFY(one.tryLock(first).value());
    const auto taken = other.tryLock(second);
    QVERIFY(taken);
    QTEST(*taken, "isTaken");
    one.unlock();
    QVERIFY(other.tryLock(second).value());
    QVERIFY(other.tryLock(LockMode::Exclusive).value()); // Changing over, with nobody else there.
}

void TestDemoParts::lockWaitsAndGivesUp()
{
    const QTemporaryDir folder;
    FileLock one(folder.filePath(u"lock"_s));
    FileLock other(folder.filePath(u"lock"_s));
    QVERIFY(one.tryLock(LockMode::Exclusive).value());
    QCOMPARE(other.lock(LockMode::Shared, std::chrono::milliseconds(50)).error().code, ErrorCode::File);
    const CancelSource source;
    source.cancel();
    QCOMPARE(other.lock(LockMode::Shared, std::chrono::minutes(1), source.token()).error().code, ErrorCode::Cancelled);
    QVERIFY(!other.isHeld());
}

void TestDemoParts::dataFolderOfTheEnvironmentComesFirst()
{
    const QTemporaryDir folder;
    qputenv("SQLAI_DATA_DIR", folder.path().toUtf8());
    const auto forget = qScopeGuard([] { qunsetenv("SQLAI_DATA_DIR"); });
    QCOMPARE(dataFolderCandidates().constFirst(), folder.path());
    QVERIFY(dataFolder() != folder.path()); // Named, but without a demo in it.
    QVERIFY(QDir(folder.path()).mkdir(u"demo"_s));
    QCOMPARE(dataFolder(), folder.path());
    qunsetenv("SQLAI_DATA_DIR");
    QCOMPARE(dataFolderCandidates().constFirst(), QCoreApplication::applicationDirPath() + u"/data"_s);
    QCOMPARE(dataFolderCandidates().constLast(), qEnvironmentVariable("SQLAI_SOURCE_DIR") + u"/data"_s);
}

void TestDemoParts::workspaceNamesItsFolders()
{
    const DemoWorkspace demo(u"/home/ada/work"_s, u"/usr/share/sql-ai-agent"_s);
    QCOMPARE(demo.serverFolder(), u"/home/ada/work/demo"_s);
    QCOMPARE(demo.scriptPath(), u"/usr/share/sql-ai-agent/demo/fleet.sql"_s);
    QCOMPARE(demo.knowledgeBaseFolder(), u"/usr/share/sql-ai-agent/knowledge_base"_s);
}

void TestDemoParts::newestPostgresComesFirst()
{
    const auto tools = PostgresTools::find();
    QVERIFY(tools);
    QVERIFY(tools->majorVersion() >= PostgresTools::oldestMajorVersion);
    QVERIFY(QFileInfo(tools->program(u"initdb"_s)).isExecutable());
    const auto nothing = PostgresTools::find({QDir::tempPath(), u"/nowhere"_s});
    QCOMPARE(nothing.error().code, ErrorCode::NotFound);
}

void TestDemoParts::foreignFolderIsRefused()
{
    const QTemporaryDir folder;
    const QString link = folder.filePath(u"link"_s);
    QVERIFY(QFile::link(folder.path(), link));
    const auto account = ServerAccount::current();
    QVERIFY(account);
    QCOMPARE(account->makePrivateFolder(link).error().code, ErrorCode::File);
    QCOMPARE(account->makePrivateFolder(folder.filePath(u"no/parent"_s)).error().code, ErrorCode::File);
}

/// The server's account owns the folders that root writes into.
void TestDemoParts::privateFilesReplaceLinks()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"pg_hba.conf"_s);
    QFile target(folder.filePath(u"target"_s));
    QVERIFY(target.open(QIODevice::WriteOnly) && target.write("precious") > 0);
    target.close();
    const auto permissions = target.permissions();
    QVERIFY(QFile::link(target.fileName(), path));
    const auto account = ServerAccount::current();
    QVERIFY(account);
    for (const QByteArray bytes : {"one", "another"}) {
        QVERIFY(account->writePrivateFile(path, bytes));
        QFile file(path);
        QVERIFY(!QFileInfo(path).isSymLink() && file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), bytes);
        QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
    }
    QVERIFY(target.open(QIODevice::ReadOnly));
    QCOMPARE(target.readAll(), QByteArray("precious"));
    QCOMPARE(target.permissions(), permissions);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 2);
    QCOMPARE(account->writePrivateFile(folder.path(), "bytes").error().code, ErrorCode::File);
    QCOMPARE(account->writePrivateFile(folder.filePath(u"no/file"_s), "bytes").error().code, ErrorCode::File);
}

void TestDemoParts::clusterWithoutAClaimStays()
{
    const auto account = ServerAccount::current();
    QVERIFY(account);
    if (!account->isForeign() || QFileInfo(account->foreignHome()).permission(QFile::WriteOther))
        QSKIP("Only root's clusters stand outside of their workspace.");
    const QString cluster =
        account->foreignHome() + u"/sql-ai-agent-demo-test-%1"_s.arg(QCoreApplication::applicationPid());
    QVERIFY(account->makePrivateFolder(cluster));
    const auto remove = qScopeGuard([&] { QDir(cluster).removeRecursively(); });
    const QTemporaryDir workspace;
    const ClusterPlace place(*account, workspace.path());
    const auto survives = [&](const QByteArray &claim) {
        const auto written = account->writePrivateFile(cluster + u"/workspace"_s, claim);
        place.removeOrphans(PostgresTools::find().value());
        return written && QFileInfo::exists(cluster);
    };
    QVERIFY(survives("")); // As a claim that is just being written would look.
    QVERIFY(survives(workspace.path().toUtf8()));
    QVERIFY(!survives("/nowhere/demo"));
}

void TestDemoParts::longPathsGetAShortSocket()
{
    const auto account = ServerAccount::current();
    QVERIFY(account);
    const QTemporaryDir folder;
    QString path = folder.path();
    QVERIFY(account->makePrivateFolder(path));
    for (int i = 0; i < 3; ++i) {
        path += u'/' + QString(40, u'ü');
        QVERIFY(account->makePrivateFolder(path));
    }
    PostgresCluster cluster(PostgresTools::find().value(), *account, {.folder = path + u"/it's a cluster"_s});
    QVERIFY(cluster.create());
    const auto started = cluster.start();
    QVERIFY2(started, qPrintable(started ? QString() : started.error().detail));
    const QString socketFolder = cluster.profile(u"postgres"_s).parameters[u"host"_s];
    QVERIFY(socketFolder.size() < 107 && !socketFolder.startsWith(folder.path()));
    QVERIFY(ClusterConnection::open(cluster.profile(u"postgres"_s)));
    QVERIFY(cluster.stop());
    QVERIFY(!QFileInfo::exists(socketFolder));
}

QTEST_GUILESS_MAIN(TestDemoParts)
#include "tst_demoparts.moc"
