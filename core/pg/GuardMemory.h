// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/Allowance.h"

#include <QList>

#include <memory>
#include <mutex>

namespace sqlai::pg {

/// What the sessions of one connection know in common of its database: what administrators vouched for. Safe in every
/// thread.
class GuardMemory final
{
public:
    using Allowances = std::shared_ptr<const QList<report::Allowance>>;

    void setAllowances(const QList<report::Allowance> &allowances);
    Allowances allowances() const;

private:
    mutable std::mutex m_mutex;
    Allowances m_allowances = std::make_shared<const QList<report::Allowance>>();
};

}
