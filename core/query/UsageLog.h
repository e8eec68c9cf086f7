// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/ModelUse.h"

#include <QList>

namespace sqlai::report {
struct Attempt;
}

namespace sqlai::query {

/// Keeps what an attempt took of models. Called in the main thread; must not block.
class UsageLog
{
public:
    virtual ~UsageLog() = default;
    /// Once an attempt that asked a model, when it has ended, however it ended. The attempt has its id.
    virtual void record(const report::Attempt &attempt, const QList<report::ModelUse> &uses) = 0;
};

}
