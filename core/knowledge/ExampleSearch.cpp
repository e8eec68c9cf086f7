// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/ExampleSearch.h"

#include "core/base/Reply.h"
#include "core/base/WhenReady.h"
#include "core/knowledge/KnowledgeBase.h"
#include "core/knowledge/LocalRanker.h"

#include <QtConcurrent>

namespace sqlai::knowledge {
namespace {

struct Found {
    std::shared_ptr<const LocalRanker> ranker = {};
    QList<RankedExample> examples = {};
};

}

ExampleSearch::ExampleSearch(KnowledgeBase &knowledge)
    : m_knowledge(knowledge)
{
}

ExampleSearch::~ExampleSearch() = default;

QFuture<Result<QList<RankedExample>>> ExampleSearch::find(const QString &question, qsizetype limit)
{
    const Reply<QList<RankedExample>> reply;
    whenReady(m_knowledge.load(), &m_context, [this, reply, question, limit](const Result<Loaded> &loaded) {
        if (!loaded)
            return reply.send(loaded.error());
        const auto known = loaded->revision == m_revision ? m_ranker : nullptr;
        const auto found = QtConcurrent::run([known, examples = loaded->examples, question, limit]() -> Result<Found> {
            const auto ranker = known ? known : std::make_shared<const LocalRanker>(examples);
            return Found{.ranker = ranker, .examples = ranker->rank(question, limit)};
        });
        whenReady(found, &m_context, [this, reply, revision = loaded->revision](const Result<Found> &result) {
            if (!result)
                return reply.send(result.error());
            m_ranker = result->ranker;
            m_revision = revision;
            reply.send(result->examples);
        });
    });
    return reply.future();
}

}
