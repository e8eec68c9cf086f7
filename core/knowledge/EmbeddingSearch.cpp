// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/EmbeddingSearch.h"

#include "core/base/ErrorText.h"
#include "core/base/Reply.h"
#include "core/base/Timers.h"
#include "core/base/WhenReady.h"
#include "core/knowledge/VectorIndex.h"

#include <QCoreApplication>
#include <QtConcurrent>

#include <algorithm>
#include <utility>

namespace sqlai::knowledge {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("sqlai::knowledge::EmbeddingSearch", text);
}

QStringList questionsOf(const QList<Example> &examples)
{
    QStringList questions;
    for (const Example &example : examples)
        questions.append(example.question);
    return questions;
}

}

struct EmbeddingSearch::Ask {
    quint64 number = 0;
    QString question = {};
    qsizetype limit = 0;
    CancelToken token = {};
    QList<report::ModelUse> uses = {};
    /// Of what is under way for embeddings.
    CancelSource embedding = {};
    /// Whom the timer of the share calls; none before embeddings are asked for and once they are given up.
    std::unique_ptr<QObject> patience = {};
    Reply<FoundExamples> reply = {};
    CancelToken::Registration registration = {};
};

/// The examples with their vectors, as they were at one revision of the knowledge base.
struct EmbeddingSearch::Indexed {
    quint64 revision = 0;
    QList<Example> examples = {};
    VectorIndex vectors = {};

    QList<RankedExample> nearest(const std::vector<float> &question, qsizetype limit) const
    {
        QList<RankedExample> ranked;
        for (const VectorIndex::Match &match : vectors.nearest(question, limit))
            ranked.append({.example = examples[match.place], .similarity = std::clamp(match.similarity, 0.0F, 1.0F)});
        return ranked;
    }
};

EmbeddingSearch::EmbeddingSearch(KnowledgeBase &knowledge, ExampleFinder &local, storage::VectorRepository &store,
                                 llm::LlmClient &client, Timers &timers, std::chrono::milliseconds share)
    : m_knowledge(knowledge)
    , m_local(local)
    , m_embedder(store, client)
    , m_timers(timers)
    , m_share(share)
{
}

EmbeddingSearch::~EmbeddingSearch() = default;

QFuture<Result<FoundExamples>> EmbeddingSearch::findExamples(const QString &question, qsizetype limit,
                                                             const CancelToken &token)
{
    auto ask = std::make_unique<Ask>();
    ask->number = ++m_lastAsk;
    ask->question = question;
    ask->limit = limit;
    ask->token = token;
    const auto future = ask->reply.future();
    // Whoever cancels may be in another thread.
    ask->registration = token.onCancel([this, number = ask->number, embedding = ask->embedding] {
        embedding.cancel();
        QMetaObject::invokeMethod(
            &m_context, [this, number] { finish(number, Error{.code = ErrorCode::Cancelled}); }, Qt::QueuedConnection);
    });
    m_asks.push_back(std::move(ask));
    if (m_asks.size() == 1)
        begin();
    return future;
}

void EmbeddingSearch::begin()
{
    if (m_asks.empty())
        return;
    const quint64 ask = m_asks.front()->number;
    whenReady(m_knowledge.load(), &m_context, [this, ask](const Result<Loaded> &loaded) {
        if (!hasTurn(ask))
            return;
        if (!loaded)
            return finish(ask, loaded.error());
        takeExamples(ask, *loaded);
    });
}

void EmbeddingSearch::takeExamples(quint64 ask, const Loaded &loaded)
{
    if (loaded.examples.isEmpty())
        return finish(ask, FoundExamples{});
    if (!m_noEmbeddings.isEmpty())
        return searchLocally(ask, m_noEmbeddings);
    Ask &asked = *m_asks.front();
    asked.patience = std::make_unique<QObject>();
    m_timers.callAfter(m_share, asked.patience.get(), [this, ask] {
        searchLocally(ask, tr("The embeddings took too long, so the examples were compared by their words. What has "
                              "come is kept, and the next question goes on from there."));
    });
    if (m_indexed && m_indexed->revision == loaded.revision)
        return embedQuestion(ask);
    m_indexed.reset(); // Before the new one takes as much memory again.
    then(ask, embed(ask, questionsOf(loaded.examples)),
         [this, ask, loaded](const Embedder::Vectors &vectors) { takeVectors(ask, loaded, vectors); });
}

void EmbeddingSearch::takeVectors(quint64 ask, const Loaded &loaded, const Embedder::Vectors &vectors)
{
    using Built = std::shared_ptr<const Indexed>;
    const auto built = QtConcurrent::run([loaded, vectors]() -> Result<Built> {
        auto index = VectorIndex::build(vectors);
        if (!index)
            return index.error();
        return std::make_shared<const Indexed>(
            Indexed{.revision = loaded.revision, .examples = loaded.examples, .vectors = *std::move(index)});
    });
    then(ask, built, [this, ask](const Built &indexed) {
        m_indexed = indexed;
        embedQuestion(ask);
    });
}

void EmbeddingSearch::embedQuestion(quint64 ask)
{
    then(ask, embed(ask, {m_asks.front()->question}),
         [this, ask](const Embedder::Vectors &vectors) { search(ask, vectors.first()); });
}

QFuture<Result<Embedder::Vectors>> EmbeddingSearch::embed(quint64 ask, const QStringList &texts)
{
    const auto useTold = [this, ask](const report::ModelUse &use) {
        m_hasEmbedded = true;
        if (hasTurn(ask)) // Not on the bill of the next one, if this was stopped.
            m_asks.front()->uses.append(use);
    };
    return m_embedder.vectorsOf(texts, m_asks.front()->embedding.token(), useTold);
}

void EmbeddingSearch::search(quint64 ask, const std::vector<float> &question)
{
    if (question.size() != m_indexed->vectors.length()) {
        // Another model has the name now. The next question gets all vectors anew: the store has dropped the old ones.
        m_indexed.reset();
        return fail(ask,
                    {.code = ErrorCode::BadReply, .detail = tr("the embeddings have another length than before.")});
    }
    const auto found =
        QtConcurrent::run([indexed = m_indexed, question, limit = m_asks.front()->limit]() -> Result<FoundExamples> {
            return FoundExamples{.examples = indexed->nearest(question, limit)};
        });
    then(ask, found, [this, ask](const FoundExamples &examples) { finish(ask, examples); });
}

void EmbeddingSearch::fail(quint64 ask, const Error &error)
{
    if (error.code == ErrorCode::Cancelled)
        return finish(ask, error);
    const QString note = tr("There were no embeddings, so the examples were compared by their words. %1")
                             .arg(ErrorText::sentence(error));
    if (error.code == ErrorCode::NotFound && !m_hasEmbedded)
        m_noEmbeddings = note;
    searchLocally(ask, note);
}

void EmbeddingSearch::searchLocally(quint64 ask, const QString &note)
{
    Ask &asked = *m_asks.front();
    asked.patience.reset();
    asked.embedding.cancel();
    whenReady(m_local.findExamples(asked.question, asked.limit, asked.token), &m_context,
              [this, ask, note](const Result<FoundExamples> &found) {
                  if (!found)
                      return finish(ask, found.error());
                  FoundExamples examples = *found;
                  examples.note = note;
                  finish(ask, examples);
              });
}

void EmbeddingSearch::finish(quint64 ask, Result<FoundExamples> found)
{
    const auto place = std::ranges::find(m_asks, ask, &Ask::number);
    if (place == m_asks.end())
        return;
    const bool hadTurn = place == m_asks.begin();
    const std::unique_ptr<Ask> ended = std::move(*place);
    m_asks.erase(place);
    if (found)
        found->uses = ended->uses;
    ended->reply.send(std::move(found));
    if (hadTurn)
        begin();
}

template <typename T, typename Step>
void EmbeddingSearch::then(quint64 ask, const QFuture<Result<T>> &future, Step step)
{
    whenReady(future, &m_context, [this, ask, step](const Result<T> &result) {
        if (!hasTurn(ask) || !m_asks.front()->patience)
            return;
        if (!result)
            return fail(ask, result.error());
        step(*result);
    });
}

bool EmbeddingSearch::hasTurn(quint64 ask) const
{
    return !m_asks.empty() && m_asks.front()->number == ask;
}

}
