// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/FileLock.h"

#include <QFile>

#include <windows.h>

#include <utility>

namespace sqlai::storage {
namespace {

/// Fails while someone else has the file open in this way: nobody may share it.
HANDLE openAlone(const QString &path, DWORD disposition)
{
    return CreateFileW(reinterpret_cast<LPCWSTR>(path.utf16()), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_DELETE,
                       nullptr, disposition, FILE_ATTRIBUTE_NORMAL, nullptr);
}

}

struct FileLock::Handle {
    HANDLE handle = INVALID_HANDLE_VALUE;

    explicit Handle(HANDLE open)
        : handle(open)
    {
    }
    ~Handle()
    {
        if (handle != INVALID_HANDLE_VALUE)
            CloseHandle(handle);
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
    auto handle = std::make_unique<Handle>(openAlone(path, OPEN_ALWAYS));
    if (handle->handle == INVALID_HANDLE_VALUE)
        return nullptr;
    return std::unique_ptr<FileLock>(new FileLock(std::move(handle)));
}

bool FileLock::isHeld(const QString &path)
{
    const Handle handle(openAlone(path, OPEN_EXISTING));
    return handle.handle == INVALID_HANDLE_VALUE && GetLastError() == ERROR_SHARING_VIOLATION;
}

}
