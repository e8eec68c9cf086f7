// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/FileLock.h"

#include <io.h>
#include <windows.h>

namespace sqlai {
namespace {

HANDLE handleOf(const QFile &file)
{
    return reinterpret_cast<HANDLE>(_get_osfhandle(file.handle()));
}

}

FileLock::Outcome FileLock::take(LockMode mode)
{
    if (m_isHeld) // A held lock cannot change its mode here.
        release();
    OVERLAPPED range{};
    const DWORD kind = mode == LockMode::Shared ? 0 : LOCKFILE_EXCLUSIVE_LOCK;
    if (LockFileEx(handleOf(m_file), kind | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &range))
        return Outcome::Taken;
    const DWORD error = GetLastError();
    return error == ERROR_LOCK_VIOLATION || error == ERROR_IO_PENDING ? Outcome::Busy : Outcome::Failed;
}

void FileLock::release()
{
    OVERLAPPED range{};
    UnlockFileEx(handleOf(m_file), 0, 1, 0, &range);
}

}
