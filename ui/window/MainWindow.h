// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/query/QueryService.h"
#include "core/schema/Schema.h"
#include "ui/Prompter.h"
#include "ui/widgets/Banner.h"

#include <QMainWindow>
#include <QTimer>

#include <chrono>

class QSplitter;
class QStackedWidget;

namespace sqlai::ui {

class Actions;
class ConnectionLabel;
class HistoryPanel;
class QueryTab;
class SchemaPanel;
class StatusLine;
class SuperuserNotice;
class TabStrip;

/// The window: menus, the schema at the one side, the history at the other, questions in tabs between them. It only
/// assembles; what the panels need from outside comes in through the setters.
///
/// A picture of it is QWidget::grab(), also on the platform "offscreen".
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// Everything that is referred to must outlive the window.
    MainWindow(query::QueryService &service, const Actor &actor, Theme &theme, const Clock &clock, Prompter &prompter);

    void setConnection(Tone tone, const QString &name);
    /// Who answers questions, for example "model gpt-4". The tone is the first; each answer brings its own.
    void setProvider(Tone tone, const QString &text);
    /// What the connection's role is, and can do; the tip is the gravest of it.
    void setRole(Tone tone, const QString &text, const QString &tip);
    SuperuserNotice *superuserNotice() const { return m_superuser; }
    void setSchema(const schema::Schema &schema);
    /// The schema could not be read; says so, and offers schemaWanted().
    void setSchemaFailed(const Error &error);
    /// Questions that an empty tab offers.
    void setSuggestions(const QStringList &suggestions);
    void setTimeLimit(std::chrono::seconds limit);
    /// The .env of the workspace, for errors that a setting would mend.
    void setSettingsFile(const QString &path);
    /// At the far end of the status line, for example how many questions are left.
    void setNote(const QString &text);
    void showMessage(const QString &text);
    /// What went wrong outside of a tab, such as no connection; shown in the current tab.
    void showError(const Error &error, const BannerAction &action = {});

    QueryTab *currentTab() const;
    /// Opens an attempt where it is open already, or in a blank tab.
    QueryTab *openAttempt(const report::Attempt &attempt);

Q_SIGNALS:
    /// The person closed it. What still runs is not stopped by that.
    void closed();
    /// The person wants the schema to be read once more.
    void schemaWanted();
    /// An admin wants to see what a statement in the tab was refused for (Error::subject).
    void definitionWanted(sqlai::ui::QueryTab *tab, const QString &subject);
    /// The person wants to see what is allowed on this connection.
    void allowancesWanted();
    /// The person wants to see the role card.
    void roleWanted();

protected:
    bool focusNextPrevChild(bool next) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void addSidePanels();
    void connectActions();
    void connectHistory();
    QueryTab *addTab();
    /// The tab that shows the attempt; null where none does.
    QueryTab *tabOf(qint64 attemptId) const;
    QueryTab *blankTab();
    void rerun(const report::Attempt &attempt);
    QList<QWidget *> panels() const;
    void closeTab(int index);
    void moveTab(int from, int to);
    void showTab(int index);
    void watch(QueryTab *tab);
    void loadHistory();
    void noteProvider(const report::Attempt &attempt);
    void updateActions();
    void insertName(const QString &name);

    query::QueryService &m_service;
    Actor m_actor;
    Theme &m_theme;
    Prompter &m_prompter;
    Actions *m_actions;
    ConnectionLabel *m_connection;
    SchemaPanel *m_schema;
    HistoryPanel *m_history;
    TabStrip *m_strip;
    QStackedWidget *m_tabs;
    StatusLine *m_status;
    SuperuserNotice *m_superuser;
    QString m_provider;
    QString m_settingsFile;
    QStringList m_suggestions;
    std::chrono::seconds m_timeLimit{30};
    QTimer m_historyWait;
    int m_historyRequest = 0;
};

}
