// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/PastSteps.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using sqlai::report::Attempt;
using sqlai::report::AttemptStatus;
using sqlai::report::Step;
using sqlai::report::StepKind;
using sqlai::report::StepState;

namespace sqlai::ui {

namespace {

QList<Step> stepsAfterSql(const Attempt &attempt, StepState unfinished)
{
    const bool isOver = attempt.status == AttemptStatus::FailedGeneration
                        || (attempt.status == AttemptStatus::Cancelled && !attempt.startedAt.isValid());
    const ErrorCode code = attempt.error ? attempt.error->code : ErrorCode::Internal;
    if (isOver && (code == ErrorCode::SqlDenied || code == ErrorCode::SqlSyntax))
        return {{.kind = StepKind::Checked, .state = StepState::Failed}};
    return {{.kind = StepKind::Checked, .state = StepState::Done, .count = attempt.tables.size()},
            {.kind = StepKind::Planned, .state = isOver ? unfinished : StepState::Done}};
}

}

QList<Step> pastSteps(const Attempt &attempt)
{
    QList<Step> steps;
    if (attempt.question.isEmpty())
        return steps;
    if (!attempt.tables.isEmpty())
        steps.append({.kind = StepKind::Tables,
                      .state = StepState::Done,
                      .count = attempt.tables.size(),
                      .detail = attempt.tables.join(u'\n')});
    if (!attempt.examples.isEmpty()) {
        QStringList lines;
        for (const report::ExampleUse &example : attempt.examples)
            lines << QCoreApplication::translate("sqlai::ui::PastSteps", "%1, similarity %2")
                         .arg(example.name, QString::number(example.similarity, 'f', 2));
        steps.append({.kind = StepKind::Examples,
                      .state = StepState::Done,
                      .count = attempt.examples.size(),
                      .detail = lines.join(u'\n')});
    }
    const StepState unfinished = attempt.status == AttemptStatus::Cancelled ? StepState::Stopped : StepState::Failed;
    steps.append({.kind = StepKind::Sql,
                  .state = attempt.sql.isEmpty() ? unfinished : StepState::Done,
                  .detail = attempt.explanation});
    // Only an answer is checked and planned before it is shown; what a person has changed since is not.
    if (attempt.generatedAt.isValid() && !attempt.sql.isEmpty())
        steps += stepsAfterSql(attempt, unfinished);
    return steps;
}

qint64 answerMilliseconds(const Attempt &attempt)
{
    if (!attempt.createdAt.isValid() || !attempt.generatedAt.isValid())
        return 0;
    return attempt.createdAt.msecsTo(attempt.generatedAt);
}

}
