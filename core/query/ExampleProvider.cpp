// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/ExampleProvider.h"

#include "core/base/Reply.h"
#include "core/base/WhenReady.h"
#include "core/knowledge/ExampleSearch.h"
#include "core/knowledge/LocalRanker.h"

namespace sqlai::query {

using knowledge::RankedExample;

ExampleProvider::ExampleProvider(knowledge::ExampleSearch &examples)
    : m_examples(examples)
{
}

QFuture<Result<Answer>> ExampleProvider::answer(const QString &question, const schema::Schema &,
                                                const CancelToken &token)
{
    const Reply<Answer> reply;
    whenReady(m_examples.find(question, examplesShown), &m_context,
              [reply, token](const Result<QList<RankedExample>> &nearest) {
                  if (!nearest)
                      return reply.send(nearest.error());
                  if (token.isCancelled())
                      return reply.send(Error{.code = ErrorCode::Cancelled});
                  reply.send(judge(*nearest));
              });
    return reply.future();
}

Result<Answer> ExampleProvider::judge(const QList<RankedExample> &nearest)
{
    if (nearest.isEmpty() || nearest.first().similarity < knowledge::LocalRanker::threshold)
        return Error{.code = ErrorCode::Unanswerable, .detail = refusal(nearest)};
    const RankedExample &best = nearest.first();
    Answer answer{
        .sql = best.example.sql,
        .explanation =
            tr("From the example \"%1\", similarity %2.").arg(best.example.question).arg(best.similarity, 0, 'f', 2)};
    if (!best.example.description.isEmpty())
        answer.explanation += u' ' + best.example.description;
    for (const RankedExample &found : nearest)
        answer.examples.append({.name = found.example.name, .similarity = found.similarity});
    return answer;
}

QString ExampleProvider::refusal(const QList<RankedExample> &nearest)
{
    const QString help = tr("Ask it in an example's words, write the SQL yourself, or have an example for it added.");
    if (nearest.isEmpty())
        return tr("No example is like this question, and without a model only examples can answer.") + u' ' + help;
    const RankedExample &best = nearest.first();
    if (best.differences.isEmpty())
        return tr("No example is near enough to this question. The nearest is \"%1\", similarity %2.")
                   .arg(best.example.question)
                   .arg(best.similarity, 0, 'f', 2)
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
