// SPDX-License-Identifier: GPL-3.0-or-later
// Runs itself as a second program: `tst_process_lock --hold WORKSPACE` takes a lock, stores two attempts that are under
// way and waits to be killed.
#include "core/storage/AttemptRepository.h"
#include "core/storage/LocalDatabase.h"
#include "core/storage/ProcessLock.h"
#include "tests/unit/storage/Await.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace sqlai;
using namespace sqlai::storage;
using namespace Qt::StringLiterals;

class TestProcessLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isHeldAsLongAsItLives();
    void isFreeAfterAKill();
    void isNotFreeWhereNobodyKnows();
    void interruptsOnlyWhatIsLost();
    void wholeResultIsNotLost();
    void removesWhatWasLeftOver();
    void saysWhereItCannotBeHeld();
};

namespace {

report::Attempt underWay(report::AttemptStatus status)
{
    return {.userId = u"anna"_s, .sql = u"SELECT 1"_s, .status = status};
}

/// The second program.
int hold(const QString &workspace)
{
    const auto lock = ProcessLock::take(workspace);
    LocalDatabase database(workspace);
    const SystemClock clock;
    if (!lock || !await(database.open()))
        return 1;
    AttemptRepository attempts(database, (*lock)->name(), clock);
    for (const auto status : {report::AttemptStatus::Running, report::AttemptStatus::Generating}) {
        if (!await(attempts.insert(underWay(status))))
            return 1;
    }
    std::puts(qPrintable((*lock)->name()));
    std::fflush(stdout);
    return std::getchar() == EOF ? 0 : 1;
}

/// Starts it and gives its lock's name; empty where it did not come that far.
QString start(QProcess &program, const QString &workspace)
{
    program.start(QCoreApplication::applicationFilePath(), {u"--hold"_s, workspace});
    while (!program.canReadLine() && program.waitForReadyRead(20'000)) { }
    return QString::fromUtf8(program.readLine()).trimmed();
}

}

void TestProcessLock::isHeldAsLongAsItLives()
{
    const QTemporaryDir workspace;
    auto lock = ProcessLock::take(workspace.path());
    VERIFY_OK(lock);
    const QString name = (*lock)->name();
    QVERIFY(!ProcessLock::isFree(workspace.path(), name));
    QVERIFY(ProcessLock::isFree(workspace.path(), u"another"_s));
    lock->reset();
    QVERIFY(ProcessLock::isFree(workspace.path(), name));
    QCOMPARE(QDir(workspace.filePath(u"locks"_s)).entryList(QDir::Files), QStringList());
}

void TestProcessLock::isFreeAfterAKill()
{
    const QTemporaryDir workspace;
    QProcess program;
    const QString name = start(program, workspace.path());
    QVERIFY(!name.isEmpty());
    QVERIFY(!ProcessLock::isFree(workspace.path(), name));
#ifdef Q_OS_UNIX
    // Nobody has reaped it yet when the lock is looked at: a process id would still count as running.
    QCOMPARE(::kill(static_cast<pid_t>(program.processId()), SIGKILL), 0);
    QVERIFY(QTest::qWaitFor([&] { return ProcessLock::isFree(workspace.path(), name); }));
#endif
    program.kill();
    QTRY_COMPARE(program.state(), QProcess::NotRunning);
    QVERIFY(ProcessLock::isFree(workspace.path(), name));
}

void TestProcessLock::isNotFreeWhereNobodyKnows()
{
    const QTemporaryDir workspace;
    QVERIFY(QDir(workspace.path()).mkpath(u"locks/unreadable.lock"_s));
    QVERIFY(!ProcessLock::isFree(workspace.path(), u"unreadable"_s));
}

void TestProcessLock::interruptsOnlyWhatIsLost()
{
    const QTemporaryDir workspace;
    QProcess killed;
    QProcess living;
    QVERIFY(!start(killed, workspace.path()).isEmpty());
    QVERIFY(!start(living, workspace.path()).isEmpty());
    killed.kill();
    QVERIFY(killed.waitForFinished());

    const auto lock = ProcessLock::take(workspace.path());
    VERIFY_OK(lock);
    LocalDatabase database(workspace.path());
    VERIFY_OK(await(database.open()));
    const SystemClock clock;
    AttemptRepository attempts(database, (*lock)->name(), clock);
    const auto own = await(attempts.insert(underWay(report::AttemptStatus::Running)));
    VERIFY_OK(own);
    const auto lost =
        await(attempts.interruptLost([](qint64) { return AttemptRepository::StoredResult{.rows = 1500}; }));
    VERIFY_OK(lost);
    QCOMPARE(lost->size(), 2);
    const auto ran = await(attempts.find(1));
    VERIFY_OK(ran);
    QCOMPARE(ran->status, report::AttemptStatus::FailedExecution);
    QCOMPARE(ran->rows, 1500);
    QVERIFY(ran->hasResult && ran->isPartial && ran->finishedAt.isValid());
    QVERIFY(ran->error && ran->error->code == ErrorCode::Interrupted);
    QVERIFY(ran->error->detail.startsWith(u"Interrupted"_s));
    const auto generated = await(attempts.find(2));
    VERIFY_OK(generated);
    QCOMPARE(generated->status, report::AttemptStatus::FailedGeneration);
    QVERIFY(!generated->hasResult && !generated->isPartial);
    QCOMPARE(await(attempts.find(3))->status, report::AttemptStatus::Running);
    QCOMPARE(await(attempts.find(4))->status, report::AttemptStatus::Generating);
    QCOMPARE(await(attempts.find(own->id))->status, report::AttemptStatus::Running);
    living.closeWriteChannel();
    QVERIFY(living.waitForFinished());
    QCOMPARE(living.exitCode(), 0);
}

void TestProcessLock::wholeResultIsNotLost()
{
    const QTemporaryDir workspace;
    QProcess killed;
    QVERIFY(!start(killed, workspace.path()).isEmpty());
    killed.kill();
    QVERIFY(killed.waitForFinished());

    LocalDatabase database(workspace.path());
    VERIFY_OK(await(database.open()));
    const SystemClock clock;
    AttemptRepository attempts(database, u"this-program"_s, clock);
    const AttemptRepository::StoredResult whole{.rows = 7, .state = ResultState::Capped};
    VERIFY_OK(await(attempts.interruptLost([whole](qint64) { return whole; })));
    const auto ran = await(attempts.find(1));
    VERIFY_OK(ran);
    QCOMPARE(ran->status, report::AttemptStatus::Success);
    QCOMPARE(ran->rows, 7);
    QVERIFY(ran->hasResult && ran->isCapped && !ran->isPartial && !ran->error);
    QCOMPARE(await(attempts.find(2))->status, report::AttemptStatus::FailedGeneration);
}

void TestProcessLock::removesWhatWasLeftOver()
{
    const QTemporaryDir workspace;
    QVERIFY(QDir(workspace.path()).mkdir(u"locks"_s));
    QFile old(workspace.filePath(u"locks/old.lock"_s));
    QVERIFY(old.open(QIODevice::WriteOnly));
    QVERIFY(old.setFileTime(QDateTime::currentDateTime().addDays(-1), QFileDevice::FileModificationTime));
    old.close();
    const auto lock = ProcessLock::take(workspace.path());
    VERIFY_OK(lock);
    QVERIFY(!old.exists());
}

void TestProcessLock::saysWhereItCannotBeHeld()
{
    const QTemporaryDir workspace;
    QFile file(workspace.filePath(u"locks"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto lock = ProcessLock::take(workspace.path());
    QCOMPARE(lock.error().code, ErrorCode::Storage);
    QVERIFY(lock.error().detail.contains(file.fileName()));
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == "--hold"_L1)
        return hold(arguments[2]);
    TestProcessLock test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_process_lock.moc"
