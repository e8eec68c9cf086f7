// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/query/QueryService.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>

namespace sqlai::ui {

/// One export on its way: tells how far it is and how it ended, then deletes itself. Letting go of it cancels.
class ExportTask final : public QObject
{
    Q_OBJECT

public:
    explicit ExportTask(QObject *parent);
    ~ExportTask() override;

    void start(query::QueryService &service, const Actor &actor, const query::ExportRequest &request);
    void cancel() const { m_cancel.cancel(); }

Q_SIGNALS:
    void progressed(qint64 rows);
    void succeeded(const sqlai::exporting::ExportSummary &summary);
    void failed(const sqlai::Error &error);

private:
    CancelSource m_cancel;
    /// Written by the pool thread that exports, which may outlive this object.
    std::shared_ptr<std::atomic<qint64>> m_rows;
    QTimer m_tick;
};

}
