// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/PastSteps.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using sqlai::report::Attempt;
using sqlai::report::Step;
using sqlai::report::StepKind;
using sqlai::report::StepState;

namespace sqlai::ui {

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
    const bool isAnswered = !attempt.sql.isEmpty();
    steps.append({.kind = StepKind::Sql,
                  .state = isAnswered ? StepState::Done : StepState::Failed,
                  .detail = attempt.explanation});
    return steps;
}

qint64 answerMilliseconds(const Attempt &attempt)
{
    if (!attempt.createdAt.isValid() || !attempt.generatedAt.isValid())
        return 0;
    return attempt.createdAt.msecsTo(attempt.generatedAt);
}

}
