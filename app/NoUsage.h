// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/UsageLog.h"

namespace sqlai::app {

/// Stands where no model is asked, so that there is nothing to keep.
class NoUsage final : public query::UsageLog
{
public:
    void record(const report::Attempt &, const QList<report::ModelUse> &) override { }
};

}
