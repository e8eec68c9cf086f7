// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Reply.h"
#include "core/knowledge/ExampleFinder.h"
#include "core/llm/LlmClient.h"

#include <utility>
#include <vector>

namespace sqlai::test {

/// A model that speaks when the test says so.
class FakeChat final : public llm::LlmClient
{
public:
    struct Asked {
        llm::ChatRequest request = {};
        CancelToken token = {};
        TextSoFar textSoFar = {};
        UsageOfFailure usageOfFailure = {};
        Reply<llm::ChatAnswer> reply = {};
    };
    std::vector<Asked> asked = {};

    QFuture<Result<llm::ChatAnswer>> chat(const llm::ChatRequest &request, const CancelToken &token,
                                          TextSoFar textSoFar, UsageOfFailure usageOfFailure) override
    {
        asked.push_back({.request = request,
                         .token = token,
                         .textSoFar = std::move(textSoFar),
                         .usageOfFailure = std::move(usageOfFailure)});
        return asked.back().reply.future();
    }
    QFuture<Result<llm::Embeddings>> embed(const QStringList &, const CancelToken &) override
    {
        return Reply<llm::Embeddings>().future();
    }
    QString chatModel() const override { return QStringLiteral("fake-4"); }
    QString embeddingModel() const override { return QStringLiteral("fake-embedding"); }

    QString embeddingSpace() const override { return embeddingModel(); }

    /// All text so far of the last request's answer.
    void say(const QString &text) const { asked.back().textSoFar(text); }
    void answer(const QString &text) const
    {
        asked.back().reply.send(llm::ChatAnswer{.text = text, .usage = {.promptTokens = 100, .completionTokens = 10}});
    }
    void fail(const Error &error) const { asked.back().reply.send(error); }
};

/// Finds when the test says so.
class FakeFinder final : public knowledge::ExampleFinder
{
public:
    struct Asked {
        QString question = {};
        qsizetype limit = 0;
        CancelToken token = {};
        Reply<knowledge::FoundExamples> reply = {};
    };
    std::vector<Asked> asked = {};

    QFuture<Result<knowledge::FoundExamples>> findExamples(const QString &question, qsizetype limit,
                                                           const CancelToken &token) override
    {
        asked.push_back({.question = question, .limit = limit, .token = token});
        return asked.back().reply.future();
    }
    void answer(const Result<knowledge::FoundExamples> &found) const { asked.back().reply.send(found); }
};

}
