// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/ModelAnswer.h"

#include "core/base/Clock.h"
#include "core/base/Timers.h"
#include "core/base/WhenReady.h"
#include "core/knowledge/ExampleFinder.h"
#include "core/query/AnswerSteps.h"
#include "core/query/AskTimeout.h"
#include "core/query/ModelProvider.h"
#include "core/query/SqlAnswer.h"
#include "core/query/TableSelection.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace sqlai::query {

using report::StepKind;
using report::StepState;

/// What a person must know where the model could not be told of every table.
static QStringList unseenNotes(qsizetype leftOut)
{
    if (leftOut == 0)
        return {};
    return {ModelAnswer::tr("Tables that found no room in what the model was told: %L1. A role that may read fewer "
                            "tables leaves room for each of them.")
                .arg(leftOut)};
}

static Error withNotes(Error error, const QStringList &notes)
{
    error.detail = (QStringList{error.detail} + notes).join(u' ');
    return error;
}

ModelAnswer::ModelAnswer(const ModelParts &parts, const PromptBuilder &prompts, const Question &question,
                         QObject *parent)
    : AnswerStream(parent)
    , m_parts(parts)
    , m_prompts(prompts)
    , m_question(question)
    , m_names(question.schema)
{
}

ModelAnswer::~ModelAnswer()
{
    m_hasEnded = true; // Whoever is asked to stop may still have something to say.
    m_running.cancel();
}

void ModelAnswer::begin(const CancelToken &token)
{
    QMetaObject::invokeMethod(this, &ModelAnswer::start, Qt::QueuedConnection);
    // Not waiting for those who are asked to stop: a dead network may take its time.
    m_stop = token.onCancel([this, running = m_running] {
        running.cancel();
        QMetaObject::invokeMethod(
            this, [this] { fail({.code = ErrorCode::Cancelled}); }, Qt::QueuedConnection);
    });
}

void ModelAnswer::start()
{
    m_answerBy = m_parts.clock.now().addMSecs(m_parts.timeout.count());
    m_parts.timers.callAfter(m_parts.timeout, this, [this] { fail(askTimedOut(m_parts.timeout)); });
    if (!m_running.isCancelled()) // Stop may come before the first turn of the event loop.
        chooseTables();
}

void ModelAnswer::chooseTables()
{
    const QList<schema::Table> &tables = m_question.schema.tables;
    Q_EMIT stepChanged({.kind = StepKind::Tables, .state = StepState::Running});
    if (tables.size() == 1)
        return takeTables(tables, {tr("It is the only table, so the model was not asked.")});
    ask(u"tables"_s,
        {.messages = m_prompts.tableSelection(m_question.text, tables),
         .responseSchema = TableSelection::responseSchema()},
        &ModelAnswer::keepText, &ModelAnswer::acceptTables);
}

void ModelAnswer::acceptTables(const Result<llm::ChatAnswer> &reply)
{
    if (!reply)
        return fail(reply.error());
    noteAnswer(u"tables"_s, *reply);
    const auto chosen = TableSelection::read(reply->text, m_names);
    const QStringList unseen = unseenNotes(PromptBuilder::leftOutOfSelection(m_question.schema.tables));
    if (!chosen)
        return fail(chosen.error().code == ErrorCode::Unanswerable ? withNotes(chosen.error(), unseen)
                                                                   : chosen.error());
    QStringList notes;
    if (!chosen->unknown.isEmpty())
        notes += tr("Left out, since this database does not have it: %1").arg(TableSelection::told(chosen->unknown));
    takeTables(chosen->tables, notes + unseen);
}

void ModelAnswer::takeTables(const QList<schema::Table> &tables, const QStringList &notes)
{
    m_tables = tables;
    for (const schema::Table &table : tables)
        m_answer.tables += table.qualifiedName();
    const QStringList lines = m_answer.tables + notes + unseenNotes(PromptBuilder::leftOutOfSql(tables));
    Q_EMIT stepChanged(
        {.kind = StepKind::Tables, .state = StepState::Done, .count = tables.size(), .detail = lines.join(u'\n')});
    findExamples();
}

void ModelAnswer::findExamples()
{
    if (m_hasEnded) // Whoever saw the step may have stopped it.
        return;
    Q_EMIT stepChanged({.kind = StepKind::Examples, .state = StepState::Running});
    whenReady(m_parts.examples.findExamples(m_question.text, ModelProvider::examplesUsed, m_running.token()), this,
              [this](const Result<knowledge::FoundExamples> &found) {
                  if (!m_hasEnded)
                      acceptExamples(found);
              });
}

void ModelAnswer::acceptExamples(const Result<knowledge::FoundExamples> &found)
{
    if (!found)
        return fail(found.error());
    m_answer.uses += found->uses;
    for (const knowledge::RankedExample &ranked : found->examples)
        m_answer.examples.append({.name = ranked.example.name, .similarity = ranked.similarity});
    Q_EMIT stepChanged(examplesStep(m_answer.examples, found->note));
    writeSql(*found);
}

void ModelAnswer::writeSql(const knowledge::FoundExamples &found)
{
    Q_EMIT stepChanged({.kind = StepKind::Sql, .state = StepState::Running});
    // The database's own days and hours are those of whoever asks: the program runs on their computer.
    const QDateTime now = m_parts.clock.now().toLocalTime();
    ask(u"sql"_s,
        {.messages = m_prompts.sql(m_question.text, m_tables, found.examples, now),
         .delivery = llm::Delivery::Streamed},
        &ModelAnswer::showSql, &ModelAnswer::acceptSql);
}

void ModelAnswer::showSql(const QString &textSoFar)
{
    keepText(textSoFar);
    const QString sql = SqlAnswer::sqlSoFar(textSoFar);
    if (sql == m_shownSql)
        return;
    m_shownSql = sql;
    Q_EMIT sqlArrived(sql);
}

void ModelAnswer::acceptSql(const Result<llm::ChatAnswer> &reply)
{
    if (!reply)
        return fail(reply.error());
    noteAnswer(u"sql"_s, *reply);
    const auto written = SqlAnswer(m_parts.guard, m_names).read(reply->text);
    if (!written)
        return fail(written.error());
    m_answer.sql = written->sql;
    m_answer.explanation = written->explanation;
    end();
}

void ModelAnswer::ask(const QString &purpose, llm::ChatRequest request, void (ModelAnswer::*textSoFar)(const QString &),
                      void (ModelAnswer::*answered)(const Result<llm::ChatAnswer> &))
{
    if (m_hasEnded)
        return;
    m_answer.rawText.clear();
    request.answerBy = m_answerBy;
    const QPointer<ModelAnswer> self(this);
    const auto tell = [self, textSoFar](const QString &text) {
        if (self && !self->m_hasEnded)
            (self->*textSoFar)(text);
    };
    const auto tellUse = [self, purpose](const llm::TokenUsage &usage) {
        if (self && !self->m_hasEnded)
            self->noteUse(purpose, usage);
    };
    const auto reply = m_parts.model.chat(request, m_running.token(), tell, tellUse);
    whenReady(reply, this, [this, answered](const Result<llm::ChatAnswer> &result) {
        if (!m_hasEnded)
            (this->*answered)(result);
    });
}

void ModelAnswer::keepText(const QString &textSoFar)
{
    m_answer.rawText = textSoFar;
}

void ModelAnswer::noteAnswer(const QString &purpose, const llm::ChatAnswer &reply)
{
    m_answer.rawText = reply.text;
    noteUse(purpose, reply.usage);
}

void ModelAnswer::noteUse(const QString &purpose, const llm::TokenUsage &usage)
{
    m_answer.uses.append({.purpose = purpose,
                          .model = m_parts.model.chatModel(),
                          .promptTokens = usage.promptTokens,
                          .completionTokens = usage.completionTokens});
}

void ModelAnswer::fail(const Error &error)
{
    if (m_hasEnded)
        return;
    m_answer.error = error;
    end();
}

void ModelAnswer::end()
{
    m_hasEnded = true;
    m_running.cancel();
    Q_EMIT finished(m_answer);
}

}
