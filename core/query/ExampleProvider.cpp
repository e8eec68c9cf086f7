// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/ExampleProvider.h"

#include "core/base/WhenReady.h"
#include "core/knowledge/ExampleSearch.h"
#include "core/knowledge/LocalRanker.h"
#include "core/query/AnswerSteps.h"

namespace sqlai::query {

using knowledge::RankedExample;
using report::StepKind;
using report::StepState;

ExampleProvider::ExampleProvider(knowledge::ExampleSearch &examples)
    : m_examples(examples)
{
}

AnswerStream *ExampleProvider::answer(const Question &question, const CancelToken &token, QObject *parent)
{
    auto *stream = new AnswerStream(parent);
    // From the event loop, so that the caller can connect before the first signal.
    QMetaObject::invokeMethod(
        stream,
        [this, stream, text = question.text, token] {
            Q_EMIT stream->stepChanged({.kind = StepKind::Examples, .state = StepState::Running});
            whenReady(m_examples.find(text, examplesShown), stream,
                      [stream, token](const Result<QList<RankedExample>> &nearest) {
                          Answer answer = nearest ? judge(*nearest) : Answer{.error = nearest.error()};
                          if (token.isCancelled())
                              answer.error = Error{.code = ErrorCode::Cancelled};
                          if (!answer.error)
                              Q_EMIT stream->stepChanged(examplesStep(answer.examples));
                          Q_EMIT stream->finished(answer);
                      });
        },
        Qt::QueuedConnection);
    return stream;
}

Answer ExampleProvider::judge(const QList<RankedExample> &nearest)
{
    Answer answer;
    for (const RankedExample &found : nearest)
        answer.examples.append({.name = found.example.name, .similarity = found.similarity});
    if (nearest.isEmpty() || nearest.first().similarity < knowledge::LocalRanker::threshold) {
        answer.error = Error{.code = ErrorCode::Unanswerable, .detail = refusal(nearest)};
        return answer;
    }
    const RankedExample &best = nearest.first();
    answer.sql = best.example.sql;
    answer.explanation = tr("From the example \"%1\", similarity %2.")
                             .arg(best.example.question, QString::number(best.similarity, 'f', 2));
    if (!best.example.description.isEmpty())
        answer.explanation += u' ' + best.example.description;
    return answer;
}

QString ExampleProvider::refusal(const QList<RankedExample> &nearest)
{
    const QString help =
        tr("Ask it in an example's words, write the SQL yourself, have an example for it added, or set a model: "
           "OPENAI_API_KEY, or OPENAI_BASE_URL for one on this computer.");
    if (nearest.isEmpty())
        return tr("No example is like this question, and without a model only examples can answer.") + u' ' + help;
    const RankedExample &best = nearest.first();
    if (best.differences.isEmpty())
        return tr("No example is near enough to this question. The nearest is \"%1\", similarity %2.")
                   .arg(best.example.question, QString::number(best.similarity, 'f', 2))
               + u' ' + help;
    const knowledge::Difference &difference = best.differences.first();
    const QString asked = difference.asked.isEmpty() ? tr("nothing of the kind") : u'"' + difference.asked + u'"';
    const QString there =
        difference.inExample.isEmpty() ? tr("nothing of the kind") : u'"' + difference.inExample + u'"';
    return tr("No example answers exactly this. The nearest is \"%1\", but you asked for %2 where it has %3.")
               .arg(best.example.question, asked, there)
           + u' ' + help;
}

}
