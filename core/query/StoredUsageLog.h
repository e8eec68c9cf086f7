// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/UsageLog.h"

#include <QObject>

namespace sqlai {
class Clock;
namespace storage {
class UsageRepository;
}
}

namespace sqlai::query {

/// Keeps in SQLite what attempts took of models. One that cannot be kept is told in the log alone: an answer shall not
/// fail for it.
class StoredUsageLog final : public UsageLog
{
public:
    StoredUsageLog(storage::UsageRepository &usage, const Clock &clock);

    void record(const report::Attempt &attempt, const QList<report::ModelUse> &uses) override;

private:
    storage::UsageRepository &m_usage;
    const Clock &m_clock;
    /// Answers of the store come to it.
    QObject m_context;
};

}
