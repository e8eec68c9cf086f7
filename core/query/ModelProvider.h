// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/AnswerProvider.h"
#include "core/query/PromptBuilder.h"

#include <chrono>

namespace sqlai {
class Clock;
class Timers;
namespace knowledge {
class ExampleFinder;
}
namespace llm {
class LlmClient;
}
namespace sql {
class SqlGuard;
}
}

namespace sqlai::query {

/// What answers of a model are made with. Everything outlives them.
struct ModelParts {
    llm::LlmClient &model;
    knowledge::ExampleFinder &examples;
    /// Says whether a text is SQL at all.
    const sql::SqlGuard &guard;
    const Clock &clock;
    Timers &timers;
    /// For one question from its first request to the last byte of its answer (ASK_TIMEOUT_SECONDS).
    std::chrono::milliseconds timeout = std::chrono::seconds(120);
};

/// Provider `openai`: a model chooses the tables, the nearest examples are found, and the model writes the SQL. Besides
/// AnswerProvider's, errors are those of LlmClient and of ExampleFinder, and Timeout for the whole question; what was
/// known before an error is in the answer all the same.
class ModelProvider final : public AnswerProvider
{
public:
    static constexpr int examplesUsed = 3;

    explicit ModelProvider(const ModelParts &parts);

    QString name() const override { return QStringLiteral("openai"); }
    AnswerStream *answer(const Question &question, const CancelToken &token, QObject *parent) override;

private:
    ModelParts m_parts;
    PromptBuilder m_prompts;
};

}
