// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/HistoryText.h"

#include "ui/widgets/Numbers.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;
using sqlai::report::Attempt;
using sqlai::report::AttemptStatus;

namespace sqlai::ui {
namespace {

/// In characters: more than a line ever shows.
constexpr qsizetype longestReason = 300;

QString translated(const char *text)
{
    return QCoreApplication::translate("sqlai::ui::History", text);
}

QString rowsOf(const Attempt &attempt)
{
    QString rows = attempt.rows == 1 ? translated("1 row") : translated("%1 rows").arg(countText(attempt.rows));
    if (attempt.isCapped)
        rows = translated("first %1").arg(rows);
    return rows;
}

QString outcome(const Attempt &attempt)
{
    const QString reason = attempt.error ? attempt.error->detail.left(longestReason).simplified() : QString();
    switch (attempt.status) {
    case AttemptStatus::Generating:
        return translated("being answered…");
    case AttemptStatus::NotExecuted:
        return translated("not run");
    case AttemptStatus::Running:
        return translated("running…");
    case AttemptStatus::Success:
        return rowsOf(attempt) + u" · "_s + durationText(attempt.executionMilliseconds);
    case AttemptStatus::FailedGeneration:
        return reason.isEmpty() ? translated("no answer") : reason;
    case AttemptStatus::FailedExecution:
        return reason.isEmpty() ? translated("failed") : reason;
    case AttemptStatus::TimedOut:
        return translated("time limit reached");
    case AttemptStatus::Cancelled:
        return attempt.hasResult && attempt.rows > 0 ? translated("stopped after %1").arg(rowsOf(attempt))
                                                     : translated("stopped");
    }
    Q_UNREACHABLE();
}

}

QString attemptTitle(const Attempt &attempt)
{
    const QString title = attempt.question.isEmpty() ? attempt.sql : attempt.question;
    return title.left(300).simplified();
}

QString momentText(const QDateTime &moment, const QDateTime &now)
{
    const QDateTime local = moment.toLocalTime();
    const qint64 days = local.date().daysTo(now.toLocalTime().date());
    if (days <= 0)
        return QLocale().toString(local.time(), u"HH:mm"_s);
    if (days == 1)
        return translated("yesterday");
    if (days < 7)
        return QLocale().toString(local.date(), u"dddd"_s);
    return QLocale().toString(local.date(), QLocale::ShortFormat);
}

QString attemptDetail(const Attempt &attempt, const QDateTime &now)
{
    return momentText(attempt.createdAt, now) + u" · "_s + outcome(attempt);
}

Tone attemptTone(const Attempt &attempt)
{
    switch (attempt.status) {
    case AttemptStatus::Generating:
    case AttemptStatus::Running:
        return Tone::Running;
    case AttemptStatus::NotExecuted:
    case AttemptStatus::Cancelled:
        return Tone::Warning;
    case AttemptStatus::Success:
        return attempt.isCapped || attempt.isPartial ? Tone::Warning : Tone::Ok;
    case AttemptStatus::FailedGeneration:
    case AttemptStatus::FailedExecution:
    case AttemptStatus::TimedOut:
        return Tone::Danger;
    }
    Q_UNREACHABLE();
}

}
