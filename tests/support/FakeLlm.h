// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/llm/LlmClient.h"

#include <QObject>

#include <map>
#include <optional>

namespace sqlai::test {

/// A model that gives the vectors that the test wants, and notes what it was asked; it does not chat. It answers
/// through the event loop, as a network would. Lives in the main thread.
class FakeLlm final : public llm::LlmClient
{
public:
    /// The vector of a text; by default its words in 64 dimensions, so that texts of the same words have the same one.
    std::function<std::vector<float>(const QString &text)> vectorOf = wordVector;
    /// What embed() answers in place of vectors.
    std::optional<Error> embedError = {};
    QString endpoint = QStringLiteral("https://fake.example");
    QString embeddingName = QStringLiteral("fake-embedding");
    /// Calls get no answer before release(); cancelled ones get theirs.
    bool isHolding = false;

    /// What it was asked, a call each. A token is a word.
    QList<QStringList> embedded = {};

    FakeLlm() = default;

    /// Answers what is held, and no longer holds.
    void release();

    QFuture<Result<llm::ChatAnswer>> chat(const llm::ChatRequest &request, const CancelToken &token,
                                          TextSoFar textSoFar, UsageOfFailure usageOfFailure) override;
    QFuture<Result<llm::Embeddings>> embed(const QStringList &texts, const CancelToken &token) override;
    QString chatModel() const override { return {}; }
    QString embeddingModel() const override { return embeddingName; }
    QString embeddingSpace() const override { return endpoint + embeddingName; }

    static std::vector<float> wordVector(const QString &text);

private:
    /// A call without an answer yet.
    struct Call {
        std::function<void()> answer = {};
        std::function<void()> stop = {};
        CancelToken::Registration registration = {};
    };

    void add(Call call, const CancelToken &token);
    void end(quint64 number, std::function<void()> Call::*how);
    void endLater(quint64 number, std::function<void()> Call::*how);
    Result<llm::Embeddings> embeddingsOf(const QStringList &texts) const;

    quint64 m_lastCall = 0;
    QObject m_context;
    /// Behind m_context, to which cancelled ones call.
    std::map<quint64, Call> m_calls;
};

}
