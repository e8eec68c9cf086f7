// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Result.h"

#include <QCoreApplication>
#include <QFile>
#include <QString>

#include <chrono>

namespace sqlai {

enum class LockMode { Shared, Exclusive };

/// A lock on a file, held by this object alone: two of them in one program exclude each other like two programs.
///
/// The system itself keeps it and lets go of it when a program dies, so it can never be left over: that, and that many
/// can share one, is why it is not QLockFile, which writes a process number down and cannot tell the dead of another
/// host or container from the living.
class FileLock final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::FileLock)

public:
    explicit FileLock(const QString &path);
    ~FileLock();
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;

    /// Takes it, or changes the mode of one that is held; false when others stand in the way, and then nothing is held.
    /// File.
    Result<bool> tryLock(LockMode mode);
    /// Waits for it: not for the main thread. Errors: File (also when it takes longer than `timeout`), Cancelled.
    Result<void> lock(LockMode mode, std::chrono::milliseconds timeout, const CancelToken &token = {});
    void unlock();
    bool isHeld() const { return m_isHeld; }

    /// Whether someone holds it alone, this process included; false where there is no such file. An Error (File) means
    /// that nobody knows: take it for held.
    static Result<bool> isHeldByAnyone(const QString &path);

private:
    enum class Outcome { Taken, Busy, Failed };

    /// What is special to a system: see FileLock_<system>.cpp. For an open file.
    Outcome take(LockMode mode);
    void release();

    QFile m_file;
    bool m_isHeld = false;
};

}
