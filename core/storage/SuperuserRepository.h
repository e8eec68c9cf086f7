// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/report/RoleReport.h"

#include <QFuture>
#include <QString>

#include <optional>

namespace sqlai::storage {

class LocalDatabase;

/// On which connections (ConnectionProfile::key()) statements may run as a superuser. Safe in every thread; answers
/// come from the store's worker. Every call can fail with Storage.
class SuperuserRepository final
{
public:
    explicit SuperuserRepository(LocalDatabase &database);

    /// Nothing where it is not allowed.
    QFuture<Result<std::optional<report::SuperuserAllowance>>> find(const QString &connectionKey);
    /// Stores it, or puts it in the place of an earlier one.
    QFuture<Result<void>> save(const QString &connectionKey, const report::SuperuserAllowance &allowance);
    /// Also where there is none.
    QFuture<Result<void>> remove(const QString &connectionKey);

private:
    LocalDatabase &m_database;
};

}
