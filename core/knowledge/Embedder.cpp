// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/Embedder.h"

#include "core/base/Logging.h"
#include "core/base/Reply.h"
#include "core/base/WhenReady.h"
#include "core/knowledge/VectorIndex.h"
#include "core/llm/LlmClient.h"
#include "core/storage/VectorRepository.h"

#include <QHash>

#include <algorithm>
#include <utility>

Q_LOGGING_CATEGORY(embedderLog, "sqlai.knowledge")

using namespace Qt::StringLiterals;

namespace sqlai::knowledge {
namespace {

}

struct Embedder::Job {
    QStringList texts = {};
    Vectors vectors = {};
    /// Of a vector, as the model gave it last; stored ones of another length are of another model. 0 before any.
    std::size_t length = 0;
    bool isLengthStored = true;
    /// What the model is asked for, each text once, and where its vector belongs.
    QStringList missing = {};
    QHash<QString, QList<qsizetype>> places = {};
    /// How many of the missing have been answered.
    qsizetype answered = 0;
    CancelToken token = {};
    UseTold useTold = {};
    Reply<Vectors> reply = {};

    void listMissing()
    {
        missing.clear();
        places.clear();
        answered = 0;
        for (qsizetype i = 0; i < texts.size(); ++i) {
            if (!vectors[i].empty() && vectors[i].size() == length)
                continue;
            QList<qsizetype> &ofText = places[texts[i]];
            if (ofText.isEmpty())
                missing.append(texts[i]);
            ofText.append(i);
        }
    }
};

Embedder::Embedder(storage::VectorRepository &store, llm::LlmClient &client)
    : m_store(store)
    , m_client(client)
{
}

Embedder::~Embedder() = default;

QFuture<Result<Embedder::Vectors>> Embedder::vectorsOf(const QStringList &texts, const CancelToken &token,
                                                       UseTold useTold)
{
    const auto job = std::make_shared<Job>();
    for (const QString &text : texts)
        job->texts.append(text.left(longestText));
    job->token = token;
    job->useTold = std::move(useTold);
    whenReady(
        m_store.find(m_client.embeddingSpace(), job->texts), &m_context, [this, job](const Result<Vectors> &found) {
            if (!found)
                return job->reply.send(found.error());
            job->vectors = *found;
            const auto known = std::ranges::find_if(job->vectors, [](const auto &vector) { return !vector.empty(); });
            job->length = known == job->vectors.end() ? 0 : known->size();
            job->listMissing();
            askForMissing(job);
        });
    return job->reply.future();
}

void Embedder::askForMissing(const std::shared_ptr<Job> &job)
{
    if (job->token.isCancelled())
        return job->reply.send(Error{.code = ErrorCode::Cancelled});
    // A request at a time, and stored before the next: so much is lost at most where something fails.
    const QStringList texts = job->missing.mid(job->answered, llm::LlmClient::textsAtOnce);
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
    if (job->useTold) {
        job->useTold({.purpose = u"embeddings"_s,
                      .model = m_client.embeddingModel(),
                      .promptTokens = embeddings.usage.promptTokens,
                      .completionTokens = embeddings.usage.completionTokens});
    }
    if (static_cast<qsizetype>(embeddings.vectors.size()) != texts.size() || !VectorIndex::areSound(embeddings.vectors))
        return job->reply.send(VectorIndex::unsound());
    const std::size_t length = embeddings.vectors.front().size();
    const bool isChanged = job->length != 0 && job->length != length;
    if (isChanged && !job->isLengthStored) // It would never end.
        return job->reply.send(VectorIndex::unsound());
    QList<storage::TextVector> fresh;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        fresh.append({.text = texts[i], .vector = embeddings.vectors[static_cast<std::size_t>(i)]});
        for (const qsizetype place : job->places.value(texts[i]))
            job->vectors[place] = fresh.last().vector;
    }
    job->answered += texts.size();
    job->length = length;
    job->isLengthStored = false;
    if (isChanged)
        job->listMissing();
    whenReady(m_store.store(m_client.embeddingSpace(), fresh), &m_context, [this, job](const Result<void> &stored) {
        // The vectors are good all the same; the next start will ask for them once more.
        if (!stored)
            logEvent(embedderLog(), QtWarningMsg, u"vectors were not stored"_s, {{u"reason"_s, stored.error().detail}});
        askForMissing(job);
    });
}

}
