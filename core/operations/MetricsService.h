// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Actor.h"
#include "core/base/Result.h"
#include "core/report/Metrics.h"

#include <QFuture>
#include <QObject>

namespace sqlai::storage {
class MetricsRepository;
}

namespace sqlai::operations {

/// What the workspace's questions and runs come to, for those who look after it. Lives in the main thread.
class MetricsService final : public QObject
{
    Q_OBJECT

public:
    explicit MetricsService(storage::MetricsRepository &metrics, QObject *parent = nullptr);

    /// Over all users, so for an admin alone. Errors: Forbidden, Storage.
    QFuture<Result<report::Metrics>> read(const Actor &actor);

private:
    storage::MetricsRepository &m_metrics;
};

}
