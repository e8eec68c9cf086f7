// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/FileLock.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QThread>

#include <filesystem>
#include <system_error>

namespace sqlai {
namespace {

/// Surely missing, as against merely out of reach.
bool isMissing(const QString &path)
{
    std::error_code error;
    const auto status = std::filesystem::status(QFileInfo(path).filesystemFilePath(), error);
    return status.type() == std::filesystem::file_type::not_found;
}

}

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
    // The system's own last error: nothing has been called since.
    const QString reason = !isOpen ? m_file.errorString() : outcome == Outcome::Failed ? qt_error_string() : QString();
    m_isHeld = outcome == Outcome::Taken;
    if (outcome != Outcome::Failed)
        return m_isHeld;
    return Error{.code = ErrorCode::File,
                 .detail = tr("The file %1 cannot be made or locked (%2). Choose a workspace folder on this computer "
                              "that you can write to.")
                               .arg(m_file.fileName(), reason)};
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

Result<bool> FileLock::isHeldByAnyone(const QString &path)
{
    FileLock probe(path);
    // Only looks: a file that is being removed must not come back.
    if (!probe.m_file.open(QIODevice::ReadOnly | QIODevice::ExistingOnly) && isMissing(path))
        return false;
    if (!probe.m_file.isOpen()) {
        return Error{.code = ErrorCode::File,
                     .detail = tr("The lock file %1 cannot be read (%2). Check its permissions and try again.")
                                   .arg(path, probe.m_file.errorString())};
    }
    // Shared, so that two programs that look at the same time do not take each other for the holder.
    const auto taken = probe.tryLock(LockMode::Shared);
    if (!taken)
        return taken.error();
    return !*taken;
}

void FileLock::unlock()
{
    if (m_isHeld)
        release();
    m_isHeld = false;
}

}
