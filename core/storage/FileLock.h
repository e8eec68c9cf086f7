// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>

namespace sqlai::storage {

/// A lock on a file that the operating system lets go of when the process ends, however it ends.
///
/// QLockFile goes by process ids instead: one that was given anew, one of another container and one that nobody has
/// reaped yet all deceive it.
class FileLock final {
public:
    /// Takes it at once, or gives nothing where someone holds it or the file cannot be made.
    static std::unique_ptr<FileLock> tryTake(const QString &path);
    /// Whether someone holds it, this process included. False where there is no such file.
    static bool isHeld(const QString &path);

    ~FileLock();
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;

private:
    struct Handle;
    explicit FileLock(std::unique_ptr<Handle> handle);

    std::unique_ptr<Handle> m_handle;
};

}
