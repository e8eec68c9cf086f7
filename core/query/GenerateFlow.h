// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Actor.h"
#include "core/base/Result.h"
#include "core/query/AnswerProvider.h"
#include "core/query/Flow.h"
#include "core/query/QueryParts.h"

namespace sqlai::report {
struct Plan;
}
namespace sqlai::sql {
class CheckedSql;
}

namespace sqlai::query {

/// A question on its way to SQL that has been checked and planned: rate limit, schema, examples, answer, guard,
/// EXPLAIN. From the moment the limit has let it through it has a row in the store. What takes longer than it may ends
/// as Timeout.
class GenerateFlow final : public Flow
{
    Q_OBJECT

public:
    /// Longer questions are refused: nobody types them, and no model reads them.
    static constexpr qsizetype maximumQuestionLength = 8'000;

    GenerateFlow(const QueryParts &parts, const Actor &actor, const QString &question, QObject *parent);

    void start();

private:
    void stopForTime();
    void record();
    void readSchema();
    void acceptSchema(const Result<schema::Schema> &schema);
    void findAnswer(const schema::Schema &schema);
    void take(const report::Step &step);
    void accept(const Answer &answer);
    void acceptCheck(const Result<sql::CheckedSql> &checked);
    void plan(const sql::CheckedSql &sql);

    void step(report::StepKind kind, report::StepState state, qint64 count = 0, const QString &detail = {});
    void fail(const Error &error);
    void end();

    const QueryParts &m_parts;
    Actor m_actor;
    report::Attempt m_attempt;
    report::Step m_step;
    QList<report::ModelUse> m_uses;
    bool m_isOverTime = false;
    /// Of everything that this flow waits for; a person's Stop and the deadline both cancel it.
    CancelSource m_running;
    CancelToken::Registration m_stop;
};

}
