// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/AnswerSteps.h"

#include <QCoreApplication>

namespace sqlai::query {

report::Step examplesStep(const QList<report::ExampleUse> &examples, const QString &note)
{
    QStringList lines;
    if (!note.isEmpty())
        lines += note;
    for (const report::ExampleUse &use : examples)
        lines += QCoreApplication::translate("sqlai::query::AnswerSteps", "%1 (similarity %2)")
                     .arg(use.name, QString::number(use.similarity, 'f', 2));
    return {.kind = report::StepKind::Examples,
            .state = report::StepState::Done,
            .count = examples.size(),
            .detail = lines.join(u'\n'),
            .isLocal = !note.isEmpty()};
}

}
