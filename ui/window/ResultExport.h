// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/QueryService.h"
#include "ui/Prompter.h"

#include <QObject>
#include <QPointer>

namespace sqlai::ui {

class Banner;
class ExportTask;

/// Exports the result that a tab shows, one at a time: asks for the file, warns before a part is taken for the whole,
/// and tells how far it is and how it ended.
class ResultExport final : public QObject
{
    Q_OBJECT

public:
    /// Belongs to the banner, where it tells what a person should not miss.
    ResultExport(query::QueryService &service, const Actor &actor, Prompter &prompter, Banner *banner);

    void begin(const report::Attempt &attempt);
    void cancel();
    /// Rows are on their way into a file.
    bool isActive() const;

Q_SIGNALS:
    void messageShown(const QString &text);
    void failed(const sqlai::Error &error);
    void activeChanged();

private:
    void warn(qint64 attemptId, const QString &path);
    void start(const query::ExportRequest &request);
    void end();

    query::QueryService &m_service;
    Actor m_actor;
    Prompter &m_prompter;
    Banner *m_banner;
    QPointer<ExportTask> m_task;
};

}
