// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/DatabaseObject.h"

#include <QDateTime>

namespace sqlai::report {

/// An administrator's word for an object of one connection's database: it may run as long as its definition stays what
/// it was.
struct Allowance {
    qint64 id = 0;
    DatabaseObject object = {};
    /// Who gave it; Actor::userId.
    QString allowedBy = {};
    /// UTC.
    QDateTime allowedAt = {};

    bool operator==(const Allowance &) const = default;
};

}
