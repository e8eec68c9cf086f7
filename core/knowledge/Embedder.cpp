// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/Embedder.h"

#include "core/base/Logging.h"
#include "core/base/Reply.h"
#include "core/base/WhenReady.h"
#include "core/knowledge/VectorIndex.h"
#include "core/llm/LlmClient.h"
#include "core/storage/VectorRepository.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <utility>

Q_LOGGING_CATEGORY(embedderLog, "sqlai.knowledge")

using namespace Qt::StringLiterals;

namespace sqlai::knowledge {
namespace {

/// Handed to the client at once and stored before the next: so much is lost at most where something fails.
constexpr qsizetype textsAtOnce = 1'000;

}

struct Embedder::Job {
    QStringList texts = {};
    Vectors vectors = {};
    /// Of a vector, as the model gave it last; stored ones of another length are of another model. 0 before any.
    std::size_t length = 0;
    CancelToken token = {};
    Reply<Vectors> reply = {};

    bool isMissing(qsizetype text) const { return vectors[text].empty() || vectors[text].size() != length; }
};

Embedder::Embedder(storage::VectorRepository &store, llm::LlmClient &client)
    : m_store(store)
    , m_client(client)
{
}

Embedder::~Embedder() = default;

QFuture<Result<Embedder::Vectors>> Embedder::vectorsOf(const QStringList &texts, const CancelToken &token)
{
    const auto job = std::make_shared<Job>();
    for (const QString &text : texts)
        job->texts.append(text.left(longestText));
    job->token = token;
    whenReady(
        m_store.find(m_client.embeddingModel(), job->texts), &m_context, [this, job](const Result<Vectors> &found) {
            if (!found)
                return job->reply.send(found.error());
            job->vectors = *found;
            const auto known = std::ranges::find_if(job->vectors, [](const auto &vector) { return !vector.empty(); });
            job->length = known == job->vectors.end() ? 0 : known->size();
            askForMissing(job);
        });
    return job->reply.future();
}

void Embedder::askForMissing(const std::shared_ptr<Job> &job)
{
    if (job->token.isCancelled())
        return job->reply.send(Error{.code = ErrorCode::Cancelled});
    QStringList texts;
    QSet<QString> seen;
    for (qsizetype i = 0; i < job->texts.size() && texts.size() < textsAtOnce; ++i) {
        if (!job->isMissing(i) || seen.contains(job->texts[i]))
            continue;
        seen.insert(job->texts[i]);
        texts.append(job->texts[i]);
    }
    if (texts.isEmpty())
        return job->reply.send(std::exchange(job->vectors, {}));
    whenReady(m_client.embed(texts, job->token), &m_context,
              [this, job, texts](const Result<llm::Embeddings> &embeddings) {
                  if (!embeddings)
                      return job->reply.send(embeddings.error());
                  accept(job, texts, *embeddings);
              });
}

void Embedder::accept(const std::shared_ptr<Job> &job, const QStringList &texts, const llm::Embeddings &embeddings)
{
    const QString model = m_client.embeddingModel();
    m_uses.append({.purpose = u"embeddings"_s,
                   .model = model,
                   .promptTokens = embeddings.usage.promptTokens,
                   .completionTokens = embeddings.usage.completionTokens});
    if (static_cast<qsizetype>(embeddings.vectors.size()) != texts.size() || !VectorIndex::areSound(embeddings.vectors))
        return job->reply.send(VectorIndex::unsound());
    QList<storage::TextVector> fresh;
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        places.insert(texts[i], i);
        fresh.append({.text = texts[i], .vector = embeddings.vectors[static_cast<std::size_t>(i)]});
    }
    job->length = embeddings.vectors.front().size();
    for (qsizetype i = 0; i < job->texts.size(); ++i) {
        if (const auto place = places.constFind(job->texts[i]); place != places.constEnd())
            job->vectors[i] = fresh[*place].vector;
    }
    whenReady(m_store.store(model, fresh), &m_context, [this, job](const Result<void> &stored) {
        // The vectors are good all the same; the next start will ask for them once more.
        if (!stored)
            logEvent(embedderLog(), QtWarningMsg, u"vectors were not stored"_s, {{u"reason"_s, stored.error().detail}});
        askForMissing(job);
    });
}

QList<report::ModelUse> Embedder::takeUses()
{
    return std::exchange(m_uses, {});
}

}
