// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/Allowance.h"

#include "core/pg/Proof.h"

#include <QCache>
#include <QList>

#include <atomic>
#include <memory>
#include <mutex>

namespace sqlai::pg {

/// What the sessions of one connection know in common of its database: what administrators vouched for or allowed, and
/// what was proven of statements before. Safe in every thread.
class GuardMemory final
{
public:
    using Allowances = std::shared_ptr<const QList<report::Allowance>>;

    /// Whether statements run although the role is a superuser.
    void setSuperuserAllowed(bool isAllowed) { m_isSuperuserAllowed = isAllowed; }
    bool isSuperuserAllowed() const { return m_isSuperuserAllowed; }

    void setAllowances(const QList<report::Allowance> &allowances);
    Allowances allowances() const;

    /// What was proven of the statement with this key; nothing where it was not, or was forgotten.
    std::shared_ptr<const Proof> proof(const QByteArray &key) const;
    void keep(const QByteArray &key, const Proof &proof);

private:
    /// In objects of the database.
    static constexpr int maximumCost = 200'000;

    std::atomic<bool> m_isSuperuserAllowed = false;
    mutable std::mutex m_mutex;
    Allowances m_allowances = std::make_shared<const QList<report::Allowance>>();
    mutable QCache<QByteArray, std::shared_ptr<const Proof>> m_proofs{maximumCost};
};

}
