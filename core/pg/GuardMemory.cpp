// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/GuardMemory.h"

namespace sqlai::pg {

void GuardMemory::setAllowances(const QList<report::Allowance> &allowances)
{
    auto fresh = std::make_shared<const QList<report::Allowance>>(allowances);
    const std::lock_guard lock(m_mutex);
    m_allowances = std::move(fresh);
}

GuardMemory::Allowances GuardMemory::allowances() const
{
    const std::lock_guard lock(m_mutex);
    return m_allowances;
}

}
