// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/QueryService.h"
#include "ui/Prompter.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"

#include <QPointer>
#include <QWidget>

#include <chrono>
#include <optional>

namespace sqlai::ui {

class AskPanel;
class ResultExport;
class ResultPanel;
class RunBar;
class SqlEditor;
class SqlStream;

/// One question with its SQL and its result. Everything that a person typed stays, whatever fails.
class QueryTab final : public QWidget
{
    Q_OBJECT

public:
    QueryTab(query::QueryService &service, const Actor &actor, const Theme &theme, Prompter &prompter,
             QWidget *parent = nullptr);
    ~QueryTab() override;

    void setSuggestions(const QStringList &suggestions);
    void setTimeLimit(std::chrono::seconds limit);
    /// The .env of the workspace, for errors that a setting would mend.
    void setSettingsFile(const QString &path);
    /// What the tab is called.
    QString title() const;
    /// The attempt that it shows; 0 for none.
    qint64 attemptId() const { return m_attempt.id; }
    bool isBusy() const { return m_flow != nullptr; }
    bool isExporting() const;
    /// Question or SQL are not those of the attempt.
    bool isEdited() const;
    /// Nothing was typed and nothing is shown.
    bool isBlank() const;

    AskPanel *askPanel() const { return m_ask; }
    SqlEditor *editor() const { return m_editor; }
    RunBar *runBar() const { return m_runBar; }
    ResultPanel *results() const { return m_results; }

public Q_SLOTS:
    void ask(const QString &question);
    void run();
    void stop();
    void exportResult();
    /// Shows an attempt of the past; its result opens from disk without running again.
    void openAttempt(const sqlai::report::Attempt &attempt);
    void rerun(const sqlai::report::Attempt &attempt);
    /// Says that what was refused may run now, and offers to run it.
    void offerRun(const QString &text);

Q_SIGNALS:
    void titleChanged(const QString &title);
    /// Busy or idle, or another attempt is shown.
    void stateChanged();
    void messageShown(const QString &text);
    /// An admin wants to see what the statement was refused for (Error::subject).
    void definitionWanted(const QString &subject);
    /// What was asked or run is over, and shown; also where it never began.
    void flowFinished(const sqlai::report::Attempt &attempt);

private:
    void follow(query::Flow *flow);
    void takeStarted(const report::Attempt &attempt);
    void takeAnswer(const report::Attempt &attempt);
    void takeRun(const report::Attempt &attempt);
    /// Another program may have run the attempt since: then the next run is a rerun.
    void refreshAttempt();
    void openResult(const report::Attempt &attempt);
    void takeResult(const Result<query::OpenedResult> &opened);
    void finishResult(const report::Attempt &attempt);
    void showAnswer(const report::Attempt &attempt);
    void showNoAnswer(const report::Attempt &attempt);
    /// `rawAnswer`: what the model said instead of something usable.
    void showError(const Error &error, const QString &rawAnswer = {});
    /// What the person can do about it at once.
    BannerAction remedyFor(const Error &error);
    void tryAgain();
    void setAttempt(const report::Attempt &attempt);
    void setSql(const report::Attempt &attempt);
    void updateState();

    query::QueryService &m_service;
    Actor m_actor;
    AskPanel *m_ask;
    SqlEditor *m_editor;
    SqlStream *m_stream;
    RunBar *m_runBar;
    ResultPanel *m_results;
    ResultExport *m_export;
    QPointer<query::Flow> m_flow;
    /// What question and SQL on the screen come from.
    report::Attempt m_attempt;
    /// What the rows on the screen come from: those of a statement stay while the next question is asked.
    report::Attempt m_shown;
    /// The SQL that steps and explanation speak of.
    QString m_answerSql;
    /// The question whose answer the editor holds, edited or not.
    QString m_sqlQuestion;
    QString m_settingsFile;
    bool m_isAsking = false;
};

}
