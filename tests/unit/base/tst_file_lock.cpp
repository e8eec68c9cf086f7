// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/FileLock.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

using namespace sqlai;
using namespace Qt::StringLiterals;

class TestFileLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isHeldByOneAlone();
    void sharesWithMany();
    void missingFileIsNotMade();
    void whatCannotBeReadIsNotFree();
    void noFilesLeftIsNotFree();
};

void TestFileLock::isHeldByOneAlone()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"lock"_s);
    FileLock one(path);
    FileLock other(path);
    QVERIFY(one.tryLock(LockMode::Exclusive).value());
    QVERIFY(!other.tryLock(LockMode::Shared).value());
    QVERIFY(FileLock::isHeldByAnyone(path).value());
    one.unlock();
    QVERIFY(!FileLock::isHeldByAnyone(path).value());
}

void TestFileLock::sharesWithMany()
{
    const QTemporaryDir folder;
    FileLock one(folder.filePath(u"lock"_s));
    FileLock other(folder.filePath(u"lock"_s));
    QVERIFY(one.tryLock(LockMode::Shared).value());
    QVERIFY(other.tryLock(LockMode::Shared).value());
    QVERIFY(!other.tryLock(LockMode::Exclusive).value());
    one.unlock();
    QVERIFY(other.tryLock(LockMode::Exclusive).value());
}

void TestFileLock::missingFileIsNotMade()
{
    const QTemporaryDir folder;
    QVERIFY(!FileLock::isHeldByAnyone(folder.filePath(u"lock"_s)).value());
    QVERIFY(QDir(folder.path()).isEmpty());
}

void TestFileLock::whatCannotBeReadIsNotFree()
{
    const QTemporaryDir folder;
    const auto held = FileLock::isHeldByAnyone(folder.path());
    QVERIFY(!held);
    QCOMPARE(held.error().code, ErrorCode::File);
    QVERIFY(held.error().detail.contains(folder.path()));
}

void TestFileLock::noFilesLeftIsNotFree()
{
#ifdef Q_OS_UNIX
    const QTemporaryDir folder;
    FileLock lock(folder.filePath(u"lock"_s));
    QVERIFY(lock.tryLock(LockMode::Exclusive).value());
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_NOFILE, &before), 0);
    const rlimit none{0, before.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &none), 0);
    const auto held = FileLock::isHeldByAnyone(folder.filePath(u"lock"_s));
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &before), 0);
    QVERIFY(!held);
    QVERIFY2(held.error().detail.contains(u"Too many open files"_s), qPrintable(held.error().detail));
#endif
}

QTEST_GUILESS_MAIN(TestFileLock)
#include "tst_file_lock.moc"
