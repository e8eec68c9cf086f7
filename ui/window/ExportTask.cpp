// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ExportTask.h"

#include "core/base/WhenReady.h"

namespace sqlai::ui {
namespace {

constexpr int tickMilliseconds = 200;

}

ExportTask::ExportTask(QObject *parent)
    : QObject(parent)
    , m_rows(std::make_shared<std::atomic<qint64>>(0))
{
    m_tick.setInterval(tickMilliseconds);
    connect(&m_tick, &QTimer::timeout, this, [this] { Q_EMIT progressed(m_rows->load()); });
}

ExportTask::~ExportTask()
{
    m_cancel.cancel();
}

void ExportTask::start(query::QueryService &service, const Actor &actor, const query::ExportRequest &request)
{
    m_tick.start();
    const auto progress = [rows = m_rows](qint64 written) { rows->store(written); };
    whenReady(service.exportCsv(actor, request, m_cancel.token(), progress), this,
              [this](const Result<exporting::ExportSummary> &result) {
                  m_tick.stop();
                  if (result)
                      Q_EMIT succeeded(result.value());
                  else
                      Q_EMIT failed(result.error());
                  deleteLater();
              });
}

}
