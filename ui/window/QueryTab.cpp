// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/QueryTab.h"

#include "core/base/ErrorText.h"
#include "core/base/WhenReady.h"
#include "core/report/DatabaseObject.h"
#include "ui/ask/AskPanel.h"
#include "ui/ask/ExplanationLine.h"
#include "ui/ask/QuestionBox.h"
#include "ui/ask/StepLine.h"
#include "ui/editor/EditorFrame.h"
#include "ui/editor/RunBar.h"
#include "ui/editor/SqlEditor.h"
#include "ui/editor/SqlStream.h"
#include "ui/history/HistoryText.h"
#include "ui/results/ResultPanel.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/Numbers.h"
#include "ui/window/Outcome.h"
#include "ui/window/PastSteps.h"
#include "ui/window/ResultExport.h"

#include <QApplication>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using sqlai::report::Attempt;
using sqlai::report::AttemptStatus;

namespace sqlai::ui {
namespace {

bool isRunOver(AttemptStatus status)
{
    return status != AttemptStatus::Generating && status != AttemptStatus::NotExecuted;
}

}

QueryTab::QueryTab(query::QueryService &service, const Actor &actor, const Theme &theme, Prompter &prompter,
                   QWidget *parent)
    : QWidget(parent)
    , m_service(service)
    , m_actor(actor)
    , m_ask(new AskPanel(theme, this))
    , m_editor(new SqlEditor(theme, this))
    , m_stream(new SqlStream(m_editor))
    , m_runBar(new RunBar(theme, this))
    , m_results(new ResultPanel(theme, this))
    , m_export(new ResultExport(service, actor, prompter, m_ask->banner()))
{
    setGround(this, theme, &Colours::surface);
    auto *upper = new QWidget(this);
    auto *upperLayout = new QVBoxLayout(upper);
    upperLayout->setContentsMargins(0, 0, 0, 0);
    upperLayout->setSpacing(0);
    auto *frameLayout = new QVBoxLayout;
    frameLayout->setContentsMargins(16, 0, 16, 0);
    frameLayout->addWidget(new EditorFrame(theme, m_editor, this));
    upperLayout->addLayout(frameLayout, 1);
    upperLayout->addWidget(m_runBar);
    upper->setMinimumHeight(130);
    m_results->setMinimumHeight(150);

    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(u"editorSplitter"_s);
    splitter->setProperty("look", u"plain"_s);
    splitter->setHandleWidth(4);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(upper);
    splitter->addWidget(m_results);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({206, 360});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_ask);
    layout->addWidget(splitter, 1);
    setFocusProxy(m_ask);

    connect(m_ask, &AskPanel::asked, this, &QueryTab::ask);
    connect(m_ask, &AskPanel::stopRequested, this, &QueryTab::stop);
    connect(m_ask->questionBox(), &QuestionBox::questionMissed, this,
            [this] { Q_EMIT messageShown(tr("Type a question first.")); });
    connect(m_editor, &SqlEditor::runRequested, this, &QueryTab::run);
    connect(m_editor, &QsciScintilla::textChanged, this, [this] {
        if (!m_stream->isActive())
            updateState();
    });
    connect(m_runBar, &RunBar::runRequested, this, &QueryTab::run);
    connect(m_runBar, &RunBar::stopRequested, this, &QueryTab::stop);
    connect(m_results, &ResultPanel::suggestionChosen, this, [this](const QString &question) {
        m_ask->questionBox()->setQuestion(question);
        m_ask->setFocus(); // What was clicked is about to go.
        ask(question);
    });
    connect(m_results, &ResultPanel::exportWanted, this, &QueryTab::exportResult);
    connect(m_results, &ResultPanel::failed, this, [this](const Error &error) { showError(error); });
    connect(m_export, &ResultExport::activeChanged, this, &QueryTab::updateState);
    connect(m_export, &ResultExport::messageShown, this, &QueryTab::messageShown);
    connect(m_export, &ResultExport::failed, this, [this](const Error &error) { showError(error); });
    updateState();
}

QueryTab::~QueryTab()
{
    // A closed tab leaves nothing running behind it.
    if (m_flow)
        m_flow->cancel();
}

void QueryTab::setSuggestions(const QStringList &suggestions)
{
    if (!m_results->hasResult() && m_attempt.id == 0 && !isBusy())
        m_results->showStart(suggestions);
}

void QueryTab::setTimeLimit(std::chrono::seconds limit)
{
    m_runBar->setTimeLimit(limit);
}

void QueryTab::setSettingsFile(const QString &path)
{
    m_settingsFile = path;
}

QString QueryTab::title() const
{
    const QString title = attemptTitle(m_attempt);
    return title.isEmpty() ? tr("New question") : title;
}

bool QueryTab::isExporting() const
{
    return m_export->isActive();
}

bool QueryTab::isEdited() const
{
    return m_editor->sql() != m_attempt.sql || m_ask->questionBox()->question() != m_attempt.question.trimmed();
}

bool QueryTab::isBlank() const
{
    return !isBusy() && m_attempt.id == 0 && m_ask->questionBox()->question().isEmpty() && m_editor->sql().isEmpty();
}

void QueryTab::ask(const QString &question)
{
    if (isBusy())
        return;
    m_isAsking = true;
    follow(m_service.ask(m_actor, question));
}

void QueryTab::run()
{
    const QString sql = m_editor->sql();
    if (isBusy() || sql.trimmed().isEmpty())
        return;
    const bool isUnchanged = m_attempt.id != 0 && sql == m_attempt.sql;
    if (isUnchanged && m_attempt.status == AttemptStatus::NotExecuted)
        follow(m_service.run(m_actor, m_attempt.id));
    else if (isUnchanged && isRunOver(m_attempt.status))
        follow(m_service.rerun(m_actor, m_attempt.id));
    else
        follow(m_service.runSql(m_actor, sql, m_sqlQuestion));
}

void QueryTab::rerun(const Attempt &attempt)
{
    if (isBusy())
        return;
    showAnswer(attempt);
    follow(m_service.rerun(m_actor, attempt.id));
}

void QueryTab::stop()
{
    if (m_flow)
        m_flow->cancel();
    else
        m_export->cancel();
}

void QueryTab::follow(query::Flow *flow)
{
    m_flow = flow;
    m_ask->banner()->clear();
    Q_EMIT messageShown({}); // What it says is about what went before.
    m_editor->clearError();
    connect(flow, &query::Flow::started, this, &QueryTab::takeStarted);
    connect(flow, &query::Flow::stepChanged, m_ask->steps(), &StepLine::setStep);
    connect(flow, &query::Flow::sqlArrived, m_stream, &SqlStream::show);
    connect(flow, &query::Flow::rowsArrived, this, [this](qint64 rows) {
        if (m_results->hasResult())
            m_results->setRowsArrived(rows);
        else
            openResult(m_attempt);
    });
    connect(flow, &query::Flow::finished, this, [this, isAsking = m_isAsking](const Attempt &attempt) {
        m_flow.clear();
        m_isAsking = false;
        if (isAsking)
            takeAnswer(attempt);
        else
            takeRun(attempt);
        updateState();
        Q_EMIT flowFinished(attempt);
    });
    updateState();
}

void QueryTab::takeStarted(const Attempt &attempt)
{
    // Not before: a question that is refused leaves the proof of the answer that still stands there.
    if (m_isAsking) {
        m_ask->steps()->begin();
        m_ask->explanation()->setText({});
        m_answerSql.clear();
    }
    // A question that has just begun has no SQL; what stands in the editor stays until there is a new one.
    setAttempt(attempt);
    if (!m_isAsking)
        m_results->showMessage(u"run"_s, tr("Running…"), tr("The first rows show as soon as they are there."));
    else if (!m_results->hasResult()) // Rows that are there belong to what the editor still holds.
        m_results->showMessage(u"ask"_s, tr("Looking for the SQL…"), tr("You see it before anything runs."));
}

void QueryTab::takeAnswer(const Attempt &attempt)
{
    m_ask->steps()->end();
    m_stream->end();
    if (attempt.id == 0 && attempt.error) {
        // It never began, for example since the limit of questions was reached: what was there stays.
        showError(*attempt.error);
        return;
    }
    setAttempt(attempt);
    // Who stops it does not want it: a statement that nobody has planned replaces nothing.
    if (attempt.status != AttemptStatus::Cancelled) {
        if (!attempt.sql.isEmpty())
            setSql(attempt);
        m_ask->explanation()->setText(attempt.explanation);
    }
    if (attempt.error) {
        showNoAnswer(attempt);
        return;
    }
    m_results->showMessage(u"run"_s, tr("Not run yet"), tr("Read the statement, then run it with F5."));
    if (!QApplication::focusWidget() || m_ask->isAncestorOf(QApplication::focusWidget()))
        m_editor->setFocus(); // Who is elsewhere by now stays there.
    Q_EMIT messageShown(tr("The SQL is there; F5 runs it."));
}

void QueryTab::showNoAnswer(const Attempt &attempt)
{
    showError(*attempt.error, attempt.rawAnswer);
    const bool isStopped = attempt.status == AttemptStatus::Cancelled;
    if ((isStopped || attempt.sql.isEmpty()) && m_results->hasResult())
        return; // The rows belong to what the editor still holds.
    if (isStopped)
        m_results->showMessage(u"info"_s, tr("Stopped"),
                               m_editor->sql().trimmed().isEmpty()
                                   ? tr("Ask again, or write the statement yourself.")
                                   : tr("Ask again, or run the statement above with F5."));
    else if (attempt.sql.isEmpty())
        m_results->showMessage(u"info"_s, tr("No result"), tr("Change the question, or write the statement yourself."));
    else
        m_results->showMessage(u"info"_s, tr("No result"), tr("Mend the statement above and run it, or ask again."));
}

void QueryTab::takeRun(const Attempt &attempt)
{
    if (attempt.id == 0 && attempt.error) {
        showError(*attempt.error);
        refreshAttempt();
        return;
    }
    setAttempt(attempt);
    if (!attempt.hasResult) // Not even where titles had come: they would say that there are no rows.
        m_results->showMessage(u"info"_s, tr("No result"), nextStep(attempt));
    else if (m_results->hasResult())
        finishResult(attempt);
    else
        openResult(attempt);
    if (attempt.error)
        showError(*attempt.error);
    else
        Q_EMIT messageShown(
            attempt.rows == 1
                ? tr("1 row in %1").arg(durationText(attempt.executionMilliseconds))
                : tr("%1 rows in %2").arg(countText(attempt.rows), durationText(attempt.executionMilliseconds)));
}

void QueryTab::refreshAttempt()
{
    if (m_attempt.status != AttemptStatus::NotExecuted)
        return;
    whenReady(m_service.attempt(m_actor, m_attempt.id), this, [this](const Result<Attempt> &fresh) {
        if (!fresh || fresh->id != m_attempt.id || isBusy())
            return;
        setAttempt(*fresh);
        if (fresh->hasResult)
            openResult(*fresh);
    });
}

void QueryTab::openResult(const Attempt &attempt)
{
    whenReady(m_service.openResult(m_actor, attempt.id), this,
              [this, id = attempt.id](const Result<query::OpenedResult> &opened) {
                  // The person may be elsewhere by now, or an earlier request was quicker.
                  if (id == m_attempt.id && !m_results->hasResult())
                      takeResult(opened);
              });
}

void QueryTab::takeResult(const Result<query::OpenedResult> &opened)
{
    // A run that failed before its first row has told why; that it left no result is no news.
    if (!isBusy() && !m_attempt.hasResult)
        return;
    if (opened) {
        m_results->setResult(opened->pages, opened->attempt);
        if (!isBusy())
            finishResult(m_attempt);
        return;
    }
    if (isBusy())
        return;
    m_results->showMessage(u"info"_s, tr("The result is not there any more"),
                           tr("Run the statement again to have it back."));
    showError(opened.error());
}

void QueryTab::finishResult(const Attempt &attempt)
{
    m_shown = attempt;
    m_results->setFinished(attempt);
}

void QueryTab::openAttempt(const Attempt &attempt)
{
    if (isBusy())
        return;
    m_ask->banner()->clear();
    showAnswer(attempt);
    if (attempt.error)
        showError(*attempt.error, attempt.status == AttemptStatus::FailedGeneration ? attempt.rawAnswer : QString());
    if (attempt.hasResult)
        openResult(attempt);
}

void QueryTab::showAnswer(const Attempt &attempt)
{
    setAttempt(attempt);
    m_ask->questionBox()->setQuestion(attempt.question);
    m_ask->steps()->setPast(pastSteps(attempt), answerMilliseconds(attempt));
    m_ask->explanation()->setText(attempt.explanation);
    setSql(attempt);
    if (attempt.sql.isEmpty())
        m_results->showMessage(u"info"_s, tr("No result"), tr("This question got no SQL. Ask it again or change it."));
    else if (attempt.status == AttemptStatus::NotExecuted)
        m_results->showMessage(u"run"_s, tr("Not run yet"), tr("Read the statement, then run it with F5."));
    else
        m_results->showMessage(u"info"_s, tr("No result"), tr("Run the statement with F5 to get one."));
    updateState();
}

void QueryTab::showError(const Error &error, const QString &rawAnswer)
{
    QString sentence = ErrorText::sentence(error);
    const ErrorPlace place = ErrorText::place(error.code);
    if (place == ErrorPlace::StatusLine) {
        Q_EMIT messageShown(sentence);
        return;
    }
    if (place == ErrorPlace::Editor)
        m_editor->markError(error.position);
    if (error.code == ErrorCode::ProviderAuth && !m_settingsFile.isEmpty())
        sentence += u' ' + tr("It is set in the environment or in %1, which is read at the start.").arg(m_settingsFile);
    m_ask->banner()->showMessage(errorTone(error), sentence, remedyFor(error), rawAnswer);
}

BannerAction QueryTab::remedyFor(const Error &error)
{
    if (mayFareBetter(error))
        return {.text = tr("Try again"), .run = [this] { tryAgain(); }};
    if (!report::objectNameOf(error.subject) || m_actor.role != Role::Admin)
        return {};
    const auto show = [this, subject = error.subject] { Q_EMIT definitionWanted(subject); };
    return {.text = tr("Show definition…"), .run = show, .keepsMessage = true};
}

void QueryTab::offerRun(const QString &text)
{
    m_editor->clearError();
    if (!m_results->hasResult())
        m_results->showMessage(u"run"_s, tr("Not run yet"), tr("Nothing stands in its way now; F5 runs it."));
    m_ask->banner()->showMessage(Tone::Ok, text, {.text = tr("Run the statement"), .run = [this] { run(); }});
}

void QueryTab::tryAgain()
{
    if (m_attempt.sql.isEmpty() || m_attempt.status == AttemptStatus::FailedGeneration)
        ask(m_ask->questionBox()->question());
    else
        run();
}

void QueryTab::exportResult()
{
    if (m_results->hasResult() && !isBusy())
        m_export->begin(m_shown);
}

void QueryTab::setAttempt(const Attempt &attempt)
{
    m_attempt = attempt;
    Q_EMIT titleChanged(title());
    updateState();
}

void QueryTab::setSql(const Attempt &attempt)
{
    m_answerSql = attempt.sql;
    m_sqlQuestion = attempt.question;
    m_editor->setSql(attempt.sql);
}

void QueryTab::updateState()
{
    const QString sql = m_editor->sql();
    const bool isRunnable = !isBusy() && !sql.trimmed().isEmpty();
    const bool isRunning = isBusy() && !m_isAsking;
    m_ask->questionBox()->setBusy(isBusy() && m_isAsking);
    m_ask->setEdited(!m_answerSql.isEmpty() && sql != m_answerSql);
    m_runBar->setState(isRunning ? RunBar::State::Busy : isRunnable ? RunBar::State::Runnable : RunBar::State::Nothing);
    m_results->pager()->setExporting(isExporting());
    Q_EMIT stateChanged();
}

}
