// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/knowledge/Example.h"
#include "core/llm/LlmClient.h"
#include "core/query/PromptTemplate.h"
#include "core/schema/Schema.h"

#include <QDateTime>

namespace sqlai::query {

/// What a model is told: the rules, the tables and the examples as one system message, and the question, word for word,
/// as the one user message behind it. No row of data is in it. Pure.
class PromptBuilder final
{
public:
    /// About 6,000 tokens: what a small model reads beside the examples and its answer.
    static constexpr qsizetype maximumSchemaCharacters = 24'000;
    /// A longer example is left out: half a statement would be worse than none.
    static constexpr qsizetype maximumExampleCharacters = 4'000;

    PromptBuilder();

    /// How many of these tables a prompt of stage 1, or 2, has no room for.
    static qsizetype leftOutOfSelection(const QList<schema::Table> &tables);
    static qsizetype leftOutOfSql(const QList<schema::Table> &tables);

    /// Stage 1: which tables.
    QList<llm::ChatMessage> tableSelection(const QString &question, const QList<schema::Table> &tables) const;
    /// Stage 2: the SQL. `now` is in the time zone of the person who asks.
    QList<llm::ChatMessage> sql(const QString &question, const QList<schema::Table> &tables,
                                const QList<knowledge::RankedExample> &examples, const QDateTime &now) const;

private:
    PromptTemplate m_tableSelection;
    PromptTemplate m_sql;
};

}
