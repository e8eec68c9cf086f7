// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>

namespace sqlai::demo {

class ServerAccount;

/// What stands in a cluster's folder once its database is loaded whole.
struct DemoMarker {
    /// Of the script that it was loaded from.
    QByteArray scriptHash = {};
    /// The start of this computer during which its server last started.
    QByteArray boot = {};

    bool operator==(const DemoMarker &) const = default;

    /// For this script and this start of the computer.
    static DemoMarker current(const QByteArray &script);
    /// Empty where there is none.
    static DemoMarker read(const QString &clusterFolder);
    Result<void> write(const QString &clusterFolder, const ServerAccount &account) const;
};

}
