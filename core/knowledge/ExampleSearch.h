// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/knowledge/Example.h"

#include <QFuture>
#include <QList>
#include <QObject>

#include <memory>

namespace sqlai::knowledge {

class KnowledgeBase;
class LocalRanker;

/// The nearest examples of a knowledge base as it is now: looks for changed files at each question and builds its
/// index, on the thread pool, only where there are any. Lives in the main thread.
class ExampleSearch final
{
public:
    explicit ExampleSearch(KnowledgeBase &knowledge);
    ~ExampleSearch();

    /// As LocalRanker::rank(). Error: File (the folder cannot be read).
    QFuture<Result<QList<RankedExample>>> find(const QString &question, qsizetype limit);

private:
    KnowledgeBase &m_knowledge;
    std::shared_ptr<const LocalRanker> m_ranker;
    quint64 m_revision = 0;
    /// Answers of the pool come to it.
    QObject m_context;
};

}
