// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/MetricsService.h"

#include "core/base/WhenReady.h"
#include "core/storage/MetricsRepository.h"

namespace sqlai::operations {

MetricsService::MetricsService(storage::MetricsRepository &metrics, QObject *parent)
    : QObject(parent)
    , m_metrics(metrics)
{
}

QFuture<Result<report::Metrics>> MetricsService::read(const Actor &actor)
{
    if (actor.role != Role::Admin)
        return readyFuture<report::Metrics>(
            Error{.code = ErrorCode::Forbidden, .detail = tr("the metrics of all users are for an admin.")});
    return m_metrics.read();
}

}
