// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/knowledge/Embedder.h"
#include "core/knowledge/ExampleFinder.h"
#include "core/knowledge/KnowledgeBase.h"

#include <QObject>

#include <chrono>
#include <memory>
#include <vector>

namespace sqlai {
class Timers;
}

namespace sqlai::knowledge {

/// The examples whose questions mean nearly the same, by embeddings: the exact nearest by cosine. The index is built at
/// the first question and stands until a file of the knowledge base changes. Lives in the main thread.
///
/// Where embeddings cannot be had, `local` finds the examples and a note says why: an answer shall not fail for that.
/// An endpoint that has none is not asked again while the program runs. Of the time of a question, embeddings get
/// `share`; what has come by then is stored, and the next question goes on from there.
class EmbeddingSearch final : public ExampleFinder
{
public:
    EmbeddingSearch(KnowledgeBase &knowledge, ExampleFinder &local, storage::VectorRepository &store,
                    llm::LlmClient &client, Timers &timers, std::chrono::milliseconds share);
    ~EmbeddingSearch() override;
    EmbeddingSearch(const EmbeddingSearch &) = delete;
    EmbeddingSearch &operator=(const EmbeddingSearch &) = delete;

    /// Questions take turns, so that one finds stored what the one before it has sent. Errors: File, Cancelled (at
    /// once).
    QFuture<Result<FoundExamples>> findExamples(const QString &question, qsizetype limit,
                                                const CancelToken &token) override;

private:
    struct Ask;
    struct Indexed;

    // The steps of the question whose turn it is; `ask` is its number, and a step of one that has ended does nothing.
    void begin();
    void takeExamples(quint64 ask, const Loaded &loaded);
    void takeVectors(quint64 ask, const Loaded &loaded, const Embedder::Vectors &vectors);
    void embedQuestion(quint64 ask);
    void search(quint64 ask, const std::vector<float> &question);
    QFuture<Result<Embedder::Vectors>> embed(quint64 ask, const QStringList &texts);
    void fail(quint64 ask, const Error &error);
    void searchLocally(quint64 ask, const QString &note);
    void finish(quint64 ask, Result<FoundExamples> found);

    /// Calls `step(value)` with the answer of `future` while the ask has its turn and still waits for embeddings; an
    /// Error goes to fail().
    template <typename T, typename Step>
    void then(quint64 ask, const QFuture<Result<T>> &future, Step step);
    bool hasTurn(quint64 ask) const;

    KnowledgeBase &m_knowledge;
    ExampleFinder &m_local;
    Embedder m_embedder;
    Timers &m_timers;
    const std::chrono::milliseconds m_share;
    std::shared_ptr<const Indexed> m_indexed;
    /// Why embeddings are not asked for any more; empty where they are.
    QString m_noEmbeddings;
    /// The endpoint has embeddings, whatever it says of one text.
    bool m_hasEmbedded = false;
    quint64 m_lastAsk = 0;
    QObject m_context;
    /// The first has its turn. Behind m_context, to which cancelled ones call.
    std::vector<std::unique_ptr<Ask>> m_asks;
};

}
