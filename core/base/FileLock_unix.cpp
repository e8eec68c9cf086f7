// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/FileLock.h"

#include <cerrno>

#include <sys/file.h>

namespace sqlai {

FileLock::Outcome FileLock::take(LockMode mode)
{
    const int kind = mode == LockMode::Shared ? LOCK_SH : LOCK_EX;
    int failed = 0;
    do {
        failed = flock(m_file.handle(), kind | LOCK_NB);
    } while (failed != 0 && errno == EINTR);
    if (failed == 0)
        return Outcome::Taken;
    return errno == EWOULDBLOCK ? Outcome::Busy : Outcome::Failed;
}

void FileLock::release()
{
    flock(m_file.handle(), LOCK_UN);
}

}
