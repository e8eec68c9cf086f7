// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Actor.h"

#include <array>

#include <pwd.h>
#include <unistd.h>

namespace sqlai {

QString Actor::systemUserName()
{
    // Room for every sane entry; one that does not fit counts as unknown.
    std::array<char, std::size_t{16} * 1024> buffer{};
    passwd entry{};
    passwd *found = nullptr;
    const uid_t user = geteuid();
    getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found);
    // A container's user may have a number alone.
    return found ? QString::fromLocal8Bit(found->pw_name) : QString::number(user);
}

}
