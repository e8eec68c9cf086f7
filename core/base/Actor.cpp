// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Actor.h"

using namespace Qt::StringLiterals;

namespace sqlai {

Actor Actor::localUser()
{
    const QString name = systemUserName();
    return {.userId = u"local:"_s + name, .name = name, .role = Role::Admin};
}

}
