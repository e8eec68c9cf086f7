// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/LocalFinder.h"

#include "core/base/Reply.h"
#include "core/base/WhenReady.h"
#include "core/knowledge/ExampleSearch.h"

namespace sqlai::knowledge {

LocalFinder::LocalFinder(ExampleSearch &search)
    : m_search(search)
{
}

QFuture<Result<FoundExamples>> LocalFinder::findExamples(const QString &question, qsizetype limit,
                                                         const CancelToken &token)
{
    const Reply<FoundExamples> reply;
    whenReady(m_search.find(question, limit), &m_context, [reply, token](const Result<QList<RankedExample>> &examples) {
        if (token.isCancelled())
            return reply.send(Error{.code = ErrorCode::Cancelled});
        if (!examples)
            return reply.send(examples.error());
        reply.send(FoundExamples{.examples = *examples});
    });
    return reply.future();
}

}
