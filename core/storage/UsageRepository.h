// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/report/ModelUse.h"

#include <QDateTime>
#include <QFuture>
#include <QList>
#include <QString>

namespace sqlai::storage {

class LocalDatabase;

/// What requests to models took, a row each. Safe in every thread; answers come from the store's worker. Every call can
/// fail with Storage.
class UsageRepository final
{
public:
    explicit UsageRepository(LocalDatabase &database);

    /// Stores all or none of them. `attemptId` is 0 where they belong to no attempt; an attempt must be stored already.
    QFuture<Result<void>> add(const QList<report::ModelUse> &uses, qint64 attemptId, const QString &userId,
                              const QDateTime &at);

private:
    LocalDatabase &m_database;
};

}
