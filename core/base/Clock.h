// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

namespace sqlai {

/// What time it is, so that tests can say it. Safe in every thread.
class Clock
{
public:
    virtual ~Clock() = default;
    /// In UTC.
    virtual QDateTime now() const = 0;
};

class SystemClock final : public Clock
{
public:
    QDateTime now() const override { return QDateTime::currentDateTimeUtc(); }
};

}
