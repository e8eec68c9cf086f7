// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/GenerateFlow.h"

#include "core/base/Clock.h"
#include "core/base/Logging.h"
#include "core/base/Timers.h"
#include "core/base/WhenReady.h"
#include "core/pg/QueryRunner.h"
#include "core/query/AskTimeout.h"
#include "core/query/AttemptLog.h"
#include "core/query/RateLimiter.h"
#include "core/query/UsageLog.h"
#include "core/schema/SchemaCache.h"
#include "core/sql/SqlGuard.h"
#include "core/storage/AttemptRepository.h"

#include <QtConcurrent>

Q_LOGGING_CATEGORY(lcAsk, "sqlai.query")

using namespace Qt::StringLiterals;

namespace sqlai::query {

using report::AttemptStatus;
using report::StepKind;
using report::StepState;

GenerateFlow::GenerateFlow(const QueryParts &parts, const Actor &actor, const QString &question, QObject *parent)
    : Flow(parent)
    , m_parts(parts)
    , m_actor(actor)
{
    m_attempt.userId = actor.userId;
    m_attempt.connectionKey = parts.limits.connectionKey;
    m_attempt.question = question.trimmed();
    m_attempt.createdAt = parts.clock.now();
    m_stop = token().onCancel([running = m_running] { running.cancel(); });
}

void GenerateFlow::start()
{
    if (m_attempt.question.isEmpty())
        return fail({.code = ErrorCode::Usage, .detail = tr("Type a question first.")});
    if (m_attempt.question.size() > maximumQuestionLength)
        return fail({.code = ErrorCode::Usage,
                     .detail = tr("The question has %L1 characters and at most %L2 can be asked. Shorten it.")
                                   .arg(m_attempt.question.size())
                                   .arg(maximumQuestionLength)});
    m_parts.timers.callAfter(m_parts.limits.askTimeout, this, [this] { stopForTime(); });
    whenReady(m_parts.rateLimiter.take(m_actor), this, [this](const Result<int> &left) {
        if (!left)
            return fail(left.error());
        Q_EMIT questionsLeft(*left);
        record();
    });
}

void GenerateFlow::stopForTime()
{
    m_isOverTime = !m_running.isCancelled(); // Whoever was stopped before that ends as stopped.
    m_running.cancel();
}

void GenerateFlow::record()
{
    whenReady(m_parts.attempts.insert(m_attempt), this, [this](const Result<report::Attempt> &stored) {
        if (!stored)
            return fail(stored.error());
        m_attempt = *stored;
        logEvent(lcAsk(), QtInfoMsg, u"question started"_s, {{u"attempt"_s, m_attempt.id}});
        Q_EMIT started(m_attempt);
        readSchema();
    });
}

void GenerateFlow::readSchema()
{
    step(StepKind::Schema, StepState::Running);
    whenReady(m_parts.schema.current(m_running.token()), this, [this](const Result<schema::Schema> &schema) {
        // An empty one may be old: somebody may have granted SELECT since.
        if (schema && schema->isEmpty())
            return whenReady(m_parts.schema.refresh(m_running.token()), this,
                             [this](const Result<schema::Schema> &fresh) { acceptSchema(fresh); });
        acceptSchema(schema);
    });
}

void GenerateFlow::acceptSchema(const Result<schema::Schema> &schema)
{
    if (!schema)
        return fail(schema.error());
    if (schema->isEmpty())
        return fail({.code = ErrorCode::Unanswerable,
                     .detail = tr("This database has no table that your role may read. Ask its owner for SELECT on the "
                                  "tables, or connect to another database.")});
    step(StepKind::Schema, StepState::Done, schema->tables.size());
    findAnswer(*schema);
}

void GenerateFlow::findAnswer(const schema::Schema &schema)
{
    m_attempt.provider = m_parts.provider.name();
    AnswerStream *stream =
        m_parts.provider.answer({.text = m_attempt.question, .schema = schema}, m_running.token(), this);
    connect(stream, &AnswerStream::stepChanged, this, &GenerateFlow::take);
    connect(stream, &AnswerStream::sqlArrived, this, &Flow::sqlArrived);
    connect(
        stream, &AnswerStream::finished, this,
        [this, stream](const Answer &answer) {
            stream->deleteLater();
            accept(answer);
        },
        Qt::SingleShotConnection);
}

void GenerateFlow::accept(const Answer &answer)
{
    m_attempt.examples = answer.examples;
    m_attempt.tables = answer.tables;
    m_attempt.rawAnswer = answer.rawText;
    m_attempt.explanation = answer.explanation;
    m_uses = answer.uses;
    if (answer.error)
        return fail(*answer.error);
    m_attempt.sql = answer.sql;
    m_attempt.generatedAt = m_parts.clock.now();
    step(StepKind::Sql, StepState::Done, 0, answer.explanation);

    step(StepKind::Checked, StepState::Running);
    // Off the main thread: the text may be a large one.
    const auto checked =
        QtConcurrent::run([guard = m_parts.guard, text = answer.sql.toUtf8()] { return guard.check(text); });
    whenReady(checked, this, [this](const Result<sql::CheckedSql> &sql) { acceptCheck(sql); });
}

void GenerateFlow::acceptCheck(const Result<sql::CheckedSql> &checked)
{
    if (!checked)
        return fail(checked.error());
    const QStringList &used = checked->tables();
    if (m_attempt.tables.isEmpty()) // Nobody chose: those of the statement are all there is to tell.
        m_attempt.tables = used;
    step(StepKind::Checked, StepState::Done, used.size(), used.join(u'\n'));
    plan(*checked);
}

void GenerateFlow::plan(const sql::CheckedSql &sql)
{
    step(StepKind::Planned, StepState::Running);
    const pg::RunLimits limits{.timeout = m_parts.limits.timeout};
    whenReady(m_parts.runner.explain(sql, limits, m_running.token()), this, [this](const Result<report::Plan> &plan) {
        if (!plan)
            return fail(plan.error());
        step(StepKind::Planned, StepState::Done, qRound64(plan->root.rows),
             tr("Estimated cost %L1").arg(plan->root.totalCost, 0, 'f', 0));
        m_attempt.status = AttemptStatus::NotExecuted;
        end();
    });
}

void GenerateFlow::step(StepKind kind, StepState state, qint64 count, const QString &detail)
{
    take({.kind = kind, .state = state, .count = count, .detail = detail});
}

void GenerateFlow::take(const report::Step &step)
{
    m_step = step;
    Q_EMIT stepChanged(m_step);
}

void GenerateFlow::fail(const Error &error)
{
    const bool isStopped = error.code == ErrorCode::Cancelled;
    const bool isCancelled = isStopped && !m_isOverTime;
    if (m_step.state == StepState::Running && m_attempt.id != 0)
        step(m_step.kind, isCancelled ? StepState::Stopped : StepState::Failed);
    m_attempt.status = isCancelled ? AttemptStatus::Cancelled : AttemptStatus::FailedGeneration;
    m_attempt.error = isStopped && m_isOverTime ? askTimedOut(m_parts.limits.askTimeout) : error;
    end();
}

void GenerateFlow::end()
{
    m_attempt.finishedAt = m_parts.clock.now();
    if (m_attempt.id == 0) {
        Q_EMIT finished(m_attempt);
        return;
    }
    logEvent(lcAsk(), QtInfoMsg, u"question ended"_s, logFields(m_attempt));
    if (!m_uses.isEmpty())
        m_parts.usage.record(m_attempt, m_uses);
    whenReady(m_parts.attempts.update(m_attempt), this, [this](const Result<void> &stored) {
        if (!stored)
            noteUnstored(m_attempt, stored.error());
        Q_EMIT finished(m_attempt);
    });
}

}
