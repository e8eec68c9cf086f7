// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/report/Allowance.h"

#include <QFuture>
#include <QList>
#include <QString>

namespace sqlai::storage {

class LocalDatabase;

/// What administrators have vouched for, by connection (ConnectionProfile::key()). Safe in every thread; answers come
/// from the store's worker. Every call can fail with Storage.
class AllowanceRepository final
{
public:
    explicit AllowanceRepository(LocalDatabase &database);

    /// By name.
    QFuture<Result<QList<report::Allowance>>> list(const QString &connectionKey);
    /// Stores it (its id is ignored) in the place of what was there for the same object, and gives it back with the id
    /// that it got.
    QFuture<Result<report::Allowance>> save(const QString &connectionKey, const report::Allowance &allowance);
    /// Gives back what was removed. Errors: NotFound, also where it is another connection's.
    QFuture<Result<report::Allowance>> remove(const QString &connectionKey, qint64 id);

private:
    LocalDatabase &m_database;
};

}
