// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/report/Metrics.h"

#include <QFuture>

namespace sqlai::storage {

class LocalDatabase;

/// What all attempts and requests to models come to, reckoned by SQLite. Safe in every thread; answers come from the
/// store's worker.
class MetricsRepository final
{
public:
    explicit MetricsRepository(LocalDatabase &database);

    /// Of every user of the workspace. Errors: Storage.
    QFuture<Result<report::Metrics>> read();

private:
    LocalDatabase &m_database;
};

}
