// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/GuardMemory.h"

#include <algorithm>

namespace sqlai::pg {

void GuardMemory::setAllowances(const QList<report::Allowance> &allowances)
{
    auto fresh = std::make_shared<const QList<report::Allowance>>(allowances);
    const std::lock_guard lock(m_mutex);
    // Proofs name the list that they were drawn with: the same one again leaves them standing.
    if (*m_allowances != *fresh)
        m_allowances = std::move(fresh);
}

GuardMemory::Allowances GuardMemory::allowances() const
{
    const std::lock_guard lock(m_mutex);
    return m_allowances;
}

std::shared_ptr<const Proof> GuardMemory::proof(const QByteArray &key) const
{
    const std::lock_guard lock(m_mutex);
    const auto *found = m_proofs.object(key);
    return found ? *found : nullptr;
}

void GuardMemory::keep(const QByteArray &key, const Proof &proof)
{
    const int cost = static_cast<int>(std::min<qsizetype>(proof.objects.size() + 1, maximumCost));
    auto kept = std::make_unique<std::shared_ptr<const Proof>>(std::make_shared<const Proof>(proof));
    const std::lock_guard lock(m_mutex);
    m_proofs.insert(key, kept.release(), cost);
}

}
