// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Actor.h"

#include <array>

#include <windows.h>

#include <lmcons.h>

namespace sqlai {

QString Actor::systemUserName()
{
    std::array<wchar_t, UNLEN + 1> buffer{};
    auto size = static_cast<DWORD>(buffer.size());
    return GetUserNameW(buffer.data(), &size) ? QString::fromWCharArray(buffer.data()) : QStringLiteral("local");
}

}
