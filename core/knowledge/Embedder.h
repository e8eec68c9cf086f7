// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Result.h"
#include "core/report/ModelUse.h"

#include <QFuture>
#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

namespace sqlai::llm {
class LlmClient;
struct Embeddings;
}
namespace sqlai::storage {
class VectorRepository;
}

namespace sqlai::knowledge {

/// The vectors of texts: from the store where it has them, else from the model and then into the store, so that no text
/// is sent twice. What was answered before a failure or Stop stays stored. Lives in the main thread.
class Embedder final
{
public:
    using Vectors = QList<std::vector<float>>;
    /// Called with what each answered request took, also where the whole fails afterwards.
    using UseTold = std::function<void(const report::ModelUse &use)>;

    /// Characters of a text that are embedded: no model takes all of a long one, and refusing it, it refuses all that
    /// came with it.
    static constexpr qsizetype longestText = 2'500;

    Embedder(storage::VectorRepository &store, llm::LlmClient &client);
    ~Embedder();
    Embedder(const Embedder &) = delete;
    Embedder &operator=(const Embedder &) = delete;

    /// One a text, in their order, all of one length and finite. Errors: those of LlmClient::embed(), BadReply among
    /// them also where the vectors are no such; Storage; Cancelled.
    QFuture<Result<Vectors>> vectorsOf(const QStringList &texts, const CancelToken &token, UseTold useTold = {});

private:
    struct Job;

    void askForMissing(const std::shared_ptr<Job> &job);
    void accept(const std::shared_ptr<Job> &job, const QStringList &texts, const llm::Embeddings &embeddings);

    storage::VectorRepository &m_store;
    llm::LlmClient &m_client;
    /// Answers come to it.
    QObject m_context;
};

}
