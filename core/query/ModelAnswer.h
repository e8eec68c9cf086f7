// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/llm/LlmClient.h"
#include "core/query/AnswerProvider.h"
#include "core/schema/TableNames.h"

namespace sqlai::knowledge {
struct FoundExamples;
}

namespace sqlai::query {

class PromptBuilder;
struct ModelParts;

/// One question on its way through a model: tables, examples, SQL. Whatever ends it first (the answer, an error, Stop,
/// its deadline, its deletion) takes back what is still under way.
class ModelAnswer final : public AnswerStream
{
    Q_OBJECT

public:
    ModelAnswer(const ModelParts &parts, const PromptBuilder &prompts, const Question &question, QObject *parent);
    ~ModelAnswer() override;

    /// Starts from the event loop, so that the caller can connect before the first signal.
    void begin(const CancelToken &token);

private:
    void start();
    void chooseTables();
    void acceptTables(const Result<llm::ChatAnswer> &reply);
    void takeTables(const QList<schema::Table> &tables, const QStringList &notes);
    void findExamples();
    void acceptExamples(const Result<knowledge::FoundExamples> &found);
    void writeSql(const knowledge::FoundExamples &found);
    void showSql(const QString &textSoFar);
    void acceptSql(const Result<llm::ChatAnswer> &reply);

    void ask(const QString &purpose, llm::ChatRequest request, void (ModelAnswer::*textSoFar)(const QString &),
             void (ModelAnswer::*answered)(const Result<llm::ChatAnswer> &));
    void keepText(const QString &textSoFar);
    void noteAnswer(const QString &purpose, const llm::ChatAnswer &reply);
    void noteUse(const QString &purpose, const llm::TokenUsage &usage);
    void fail(const Error &error);
    void end();

    const ModelParts &m_parts;
    const PromptBuilder &m_prompts;
    Question m_question;
    schema::TableNames m_names;
    QList<schema::Table> m_tables;
    Answer m_answer;
    QString m_shownSql;
    bool m_hasEnded = false;
    QDateTime m_answerBy;
    /// Of everything that this answer has started.
    CancelSource m_running;
    /// Last, so that it is let go before anything that its callback uses.
    CancelToken::Registration m_stop;
};

}
