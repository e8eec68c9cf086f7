// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/FileLock.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QThread>

namespace sqlai {

FileLock::FileLock(const QString &path)
    : m_file(path)
{
}

FileLock::~FileLock()
{
    unlock();
}

Result<bool> FileLock::tryLock(LockMode mode)
{
    const bool isOpen = m_file.isOpen() || m_file.open(QIODevice::ReadWrite);
    const Outcome outcome = isOpen ? take(mode) : Outcome::Failed;
    m_isHeld = outcome == Outcome::Taken;
    if (outcome != Outcome::Failed)
        return m_isHeld;
    return Error{.code = ErrorCode::File,
                 .detail = tr("The file %1 cannot be made or locked (%2). Choose a workspace folder on this computer "
                              "that you can write to.")
                               .arg(m_file.fileName(), m_file.errorString())};
}

Result<void> FileLock::lock(LockMode mode, std::chrono::milliseconds timeout, const CancelToken &token)
{
    for (const QDeadlineTimer deadline(timeout); true; QThread::msleep(20)) {
        const auto taken = tryLock(mode);
        if (!taken)
            return taken.error();
        if (*taken)
            return {};
        if (token.isCancelled())
            return Error{.code = ErrorCode::Cancelled};
        if (deadline.hasExpired())
            return Error{.code = ErrorCode::File,
                         .detail = tr("Another window of this program has held %1 for too long. Close it and try "
                                      "again.")
                                       .arg(m_file.fileName())};
    }
}

bool FileLock::isHeldByAnyone(const QString &path)
{
    if (!QFileInfo::exists(path))
        return false;
    FileLock probe(path);
    // Shared, so that two programs that look at the same time do not take each other for the holder.
    const auto taken = probe.tryLock(LockMode::Shared);
    return taken && !*taken;
}

void FileLock::unlock()
{
    if (m_isHeld)
        release();
    m_isHeld = false;
}

}
