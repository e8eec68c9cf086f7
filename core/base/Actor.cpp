// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Actor.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace sqlai {

Actor Actor::localUser()
{
    // The home folder's owner rather than $USER, which anyone can set.
    QString name = QFileInfo(QDir::homePath()).owner();
    if (name.isEmpty())
        name = qEnvironmentVariable("USERNAME", u"local"_s);
    return {.userId = u"local:"_s + name, .name = name, .role = Role::Admin};
}

}
