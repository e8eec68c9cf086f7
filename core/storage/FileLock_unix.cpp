// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/FileLock.h"

#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace sqlai::storage {

struct FileLock::Handle {
    int descriptor = -1;

    explicit Handle(int open)
        : descriptor(open)
    {
    }
    ~Handle()
    {
        if (descriptor >= 0)
            ::close(descriptor);
    }
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;
};

FileLock::FileLock(std::unique_ptr<Handle> handle)
    : m_handle(std::move(handle))
{
}

FileLock::~FileLock() = default;

std::unique_ptr<FileLock> FileLock::tryTake(const QString &path)
{
    // Close-on-exec: a child such as ssh or a demo server must not go on holding it.
    auto handle = std::make_unique<Handle>(
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)); // NOLINT(*-vararg)
    if (handle->descriptor < 0 || ::flock(handle->descriptor, LOCK_EX | LOCK_NB) != 0)
        return nullptr;
    return std::unique_ptr<FileLock>(new FileLock(std::move(handle)));
}

bool FileLock::isHeld(const QString &path)
{
    const Handle handle(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC)); // NOLINT(*-vararg)
    // Shared, so that two programs that look at the same time do not take each other for the holder.
    return handle.descriptor >= 0 && ::flock(handle.descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

}
