// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/ProcessLock.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QUuid>

#include <utility>

using namespace Qt::StringLiterals;

namespace sqlai::storage {
namespace {

constexpr auto suffix = ".lock"_L1;

QString folderOf(const QString &workspaceFolder)
{
    return QDir(workspaceFolder).filePath(u"locks"_s);
}

/// Surely: where the lock cannot be looked at, its program may live.
bool isEnded(const QString &lockFile)
{
    const auto held = FileLock::isHeldByAnyone(lockFile);
    return held && !*held;
}

void removeLeftOver(const QString &folder)
{
    const QDateTime recently = QDateTime::currentDateTimeUtc().addSecs(-60);
    const auto files = QDir(folder).entryInfoList({u'*' + suffix}, QDir::Files);
    for (const QFileInfo &file : files) {
        // A new one may be between its making and its locking.
        if (file.lastModified() < recently && isEnded(file.filePath()))
            QFile::remove(file.filePath());
    }
}

}

Result<std::unique_ptr<ProcessLock>> ProcessLock::take(const QString &workspaceFolder)
{
    const QString folder = folderOf(workspaceFolder);
    QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::unique_ptr<FileLock> lock;
    if (QDir().mkpath(folder)) {
        removeLeftOver(folder);
        lock = std::make_unique<FileLock>(QDir(folder).filePath(name + suffix));
    }
    const Result<bool> taken = lock ? lock->tryLock(LockMode::Exclusive) : Result<bool>(false);
    if (!taken || !*taken) {
        return Error{.code = ErrorCode::Storage,
                     .detail = QCoreApplication::translate(
                                   "sqlai::storage::ProcessLock",
                                   "no lock file can be held in %1. Check the permissions of the folder, or choose a "
                                   "workspace on a disk of this computer.")
                                   .arg(folder)};
    }
    return std::unique_ptr<ProcessLock>(new ProcessLock(folder, std::move(name), std::move(lock)));
}

ProcessLock::ProcessLock(QString folder, QString name, std::unique_ptr<FileLock> lock)
    : m_folder(std::move(folder))
    , m_name(std::move(name))
    , m_lock(std::move(lock))
{
}

ProcessLock::~ProcessLock()
{
    QFile::remove(QDir(m_folder).filePath(m_name + suffix));
}

bool ProcessLock::isFree(const QString &workspaceFolder, const QString &name)
{
    return isEnded(QDir(folderOf(workspaceFolder)).filePath(name + suffix));
}

}
