// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ResultExport.h"

#include "ui/history/HistoryText.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Numbers.h"
#include "ui/window/ExportTask.h"

#include <QDir>
#include <QRegularExpression>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

/// A file name that every system takes, from what the attempt is called.
QString exportName(const report::Attempt &attempt)
{
    static const QRegularExpression others(u"[^\\p{L}\\p{N}]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    QString name = attemptTitle(attempt).left(60).replace(others, u" "_s).trimmed();
    return (name.isEmpty() ? u"result"_s : name) + u".csv"_s;
}

}

ResultExport::ResultExport(query::QueryService &service, const Actor &actor, Prompter &prompter, Banner *banner)
    : QObject(banner)
    , m_service(service)
    , m_actor(actor)
    , m_prompter(prompter)
    , m_banner(banner)
{
}

void ResultExport::begin(const report::Attempt &attempt)
{
    if (isActive())
        return;
    // A part is warned of later; that it is too long is better known before a file is named.
    if (const auto refusal = m_service.exportRefusal({.attemptId = attempt.id, .isPartialAllowed = true}, attempt)) {
        Q_EMIT failed(*refusal);
        return;
    }
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const SaveRequest request{.title = tr("Export the result"),
                              .suggestedPath = QDir(folder).filePath(exportName(attempt)),
                              .filter = tr("CSV files (*.csv);;All files (*)"),
                              .suffix = u"csv"_s};
    m_prompter.askSavePath(m_banner->window(), request, this, [this, attempt](const QString &path) {
        if (attempt.isPartial)
            warn(attempt.id, path);
        else
            start({.attemptId = attempt.id, .path = path});
    });
}

void ResultExport::warn(qint64 attemptId, const QString &path)
{
    const query::ExportRequest request{.attemptId = attemptId, .path = path, .isPartialAllowed = true};
    m_banner->showMessage(Tone::Warning, tr("This is not the whole result: it ended before the last row arrived."),
                          {.text = tr("Export what is there"), .run = [this, request] { start(request); }});
}

void ResultExport::start(const query::ExportRequest &request)
{
    if (isActive())
        return;
    m_task = new ExportTask(this);
    connect(m_task, &ExportTask::progressed, this,
            [this](qint64 rows) { Q_EMIT messageShown(tr("Exporting… %1 rows").arg(countText(rows))); });
    connect(m_task, &ExportTask::failed, this, [this](const Error &error) {
        end();
        Q_EMIT failed(error);
    });
    connect(m_task, &ExportTask::succeeded, this, [this](const exporting::ExportSummary &summary) {
        end();
        const bool isLess = summary.isCapped || summary.isPartial;
        QString text =
            tr("%1 rows were written to %2.").arg(countText(summary.rows), QDir::toNativeSeparators(summary.path));
        if (isLess)
            text += u' ' + tr("They are not all: the result itself is not whole.");
        m_banner->showMessage(isLess ? Tone::Warning : Tone::Ok, text);
        Q_EMIT messageShown(text);
    });
    m_task->start(m_service, m_actor, request);
    Q_EMIT activeChanged();
}

void ResultExport::end()
{
    m_task.clear(); // It deletes itself a little later.
    Q_EMIT activeChanged();
}

bool ResultExport::isActive() const
{
    return m_task != nullptr;
}

void ResultExport::cancel()
{
    if (m_task)
        m_task->cancel();
}

}
