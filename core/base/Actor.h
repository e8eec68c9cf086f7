// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sqlai {

enum class Role { User, Admin };

/// Who acts. Every call of a service carries one; permissions are decided by it, in core.
struct Actor {
    QString userId = {};
    QString name = {};
    Role role = Role::User;

    bool operator==(const Actor &) const = default;

    /// The operating system's user, as admin of their own workspace: who acts until there are accounts.
    static Actor localUser();
    /// As the system itself knows it: not from the environment, which anyone can set.
    static QString systemUserName();
};

}
