// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MainWindow.h"

#include "core/base/ErrorText.h"
#include "core/base/WhenReady.h"
#include "core/report/RoleReport.h"
#include "ui/ask/AskPanel.h"
#include "ui/ask/QuestionBox.h"
#include "ui/editor/RunBar.h"
#include "ui/editor/SqlEditor.h"
#include "ui/history/HistoryPanel.h"
#include "ui/results/ResultPanel.h"
#include "ui/results/ResultTable.h"
#include "ui/role/SuperuserNotice.h"
#include "ui/schema/SchemaPanel.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/SearchField.h"
#include "ui/window/Actions.h"
#include "ui/window/ConnectionLabel.h"
#include "ui/window/Outcome.h"
#include "ui/window/PanelFocus.h"
#include "ui/window/QueryTab.h"
#include "ui/window/StatusLine.h"
#include "ui/window/TabStrip.h"

#include <QCloseEvent>
#include <QMenuBar>
#include <QScreen>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

constexpr QSize startSize(1280, 800);
/// What a desktop needs for its frame and title, which nobody knows before the window is shown.
constexpr QSize frameRoom(8, 40);
constexpr int schemaWidth = 215;
constexpr int historyWidth = 263;
constexpr int narrowestSide = 150;
constexpr int narrowestCentre = 540;

/// In words: a colour alone says nothing to many.
QString connectionText(Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return MainWindow::tr("PostgreSQL ok");
    case Tone::Warning:
        return MainWindow::tr("PostgreSQL: statements refused");
    case Tone::Danger:
        return MainWindow::tr("PostgreSQL: not reachable");
    case Tone::Muted:
    case Tone::Running:
        return MainWindow::tr("PostgreSQL: connecting…");
    }
    Q_UNREACHABLE();
}

}

MainWindow::MainWindow(query::QueryService &service, const Actor &actor, Theme &theme, const Clock &clock,
                       Prompter &prompter)
    : m_service(service)
    , m_actor(actor)
    , m_theme(theme)
    , m_prompter(prompter)
    , m_actions(new Actions(theme, this))
    , m_connection(new ConnectionLabel(theme, this))
    , m_schema(new SchemaPanel(theme, this))
    , m_history(new HistoryPanel(theme, clock, this))
    , m_strip(new TabStrip(theme, this))
    , m_tabs(new QStackedWidget(this))
    , m_status(new StatusLine(theme, this))
    , m_superuser(new SuperuserNotice(theme, this))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(tr("SQL AI Agent"));
    setWindowIcon(Theme::applicationIcon());
    resize(startSize.boundedTo(screen()->availableSize() - frameRoom));
    menuBar()->setCornerWidget(m_connection);
    m_status->setActor(actor);
    addSidePanels();
    connectActions();
    connectHistory();
    connect(&service, &query::QueryService::attemptChanged, this, &MainWindow::noteProvider);
    connect(m_schema, &SchemaPanel::nameChosen, this, &MainWindow::insertName);
    connect(m_schema, &SchemaPanel::readWanted, this, [this] {
        currentTab()->askPanel()->banner()->clear();
        Q_EMIT schemaWanted();
    });
    connect(m_status, &StatusLine::roleWanted, this, &MainWindow::roleWanted);
    connect(m_strip, &TabStrip::newWanted, this, &MainWindow::addTab);
    connect(m_strip, &TabStrip::closeWanted, this, &MainWindow::closeTab);
    connect(m_strip, &TabStrip::tabMoved, this, &MainWindow::moveTab);
    connect(m_strip, &TabStrip::currentChanged, this, &MainWindow::showTab);
    addTab();
    loadHistory();
}

void MainWindow::addSidePanels()
{
    auto *centre = new QWidget(this);
    centre->setMinimumWidth(narrowestCentre);
    auto *centreLayout = new QVBoxLayout(centre);
    centreLayout->setContentsMargins(0, 0, 0, 0);
    centreLayout->setSpacing(0);
    centreLayout->addWidget(m_strip);
    centreLayout->addWidget(m_tabs, 1);

    auto *splitter = new QSplitter(this);
    splitter->setObjectName(u"sideSplitter"_s);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    m_schema->setMinimumWidth(narrowestSide);
    m_history->setMinimumWidth(narrowestSide);
    splitter->addWidget(m_schema);
    splitter->addWidget(centre);
    splitter->addWidget(m_history);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({schemaWidth, width() - schemaWidth - historyWidth - 2, historyWidth});

    auto *whole = new QWidget(this);
    auto *layout = new QVBoxLayout(whole);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_superuser);
    layout->addWidget(splitter, 1);
    layout->addWidget(m_status);
    setCentralWidget(whole);
}

void MainWindow::connectActions()
{
    const auto on = [this](QAction *action, auto &&slot) { connect(action, &QAction::triggered, this, slot); };
    on(m_actions->newTab, [this] { addTab(); });
    on(m_actions->closeTab, [this] { closeTab(m_strip->current()); });
    on(m_actions->quit, [this] { close(); });
    on(m_actions->exportResult, [this] { currentTab()->exportResult(); });
    on(m_actions->run, [this] { currentTab()->run(); });
    on(m_actions->stop, [this] { currentTab()->stop(); });
    on(m_actions->firstPage, [this] { currentTab()->results()->pager()->goFirst(); });
    on(m_actions->previousPage, [this] { currentTab()->results()->pager()->goPrevious(); });
    on(m_actions->nextPage, [this] { currentTab()->results()->pager()->goNext(); });
    on(m_actions->lastPage, [this] { currentTab()->results()->pager()->goLast(); });
    on(m_actions->nextTab, [this] { m_strip->turn(1); });
    on(m_actions->previousTab, [this] { m_strip->turn(-1); });
    on(m_actions->nextPanel, [this] { goToNextPanel(panels(), Direction::Forward); });
    on(m_actions->previousPanel, [this] { goToNextPanel(panels(), Direction::Backward); });
    on(m_actions->goToQuestion, [this] { currentTab()->askPanel()->setFocus(Qt::ShortcutFocusReason); });
    on(m_actions->goToSql, [this] { currentTab()->editor()->setFocus(Qt::ShortcutFocusReason); });
    on(m_actions->goToResult, [this] { currentTab()->results()->table()->setFocus(Qt::ShortcutFocusReason); });
    on(m_actions->goToHistory, [this] {
        m_actions->showHistory->setChecked(true);
        m_history->searchField()->setFocus(Qt::ShortcutFocusReason);
    });
    on(m_actions->goToSchema, [this] {
        m_actions->showSchema->setChecked(true);
        m_schema->filterField()->setFocus(Qt::ShortcutFocusReason);
    });
    on(m_actions->showAllowances, [this] { Q_EMIT allowancesWanted(); });
    on(m_actions->light, [this] { m_theme.setScheme(Scheme::Light); });
    on(m_actions->dark, [this] { m_theme.setScheme(Scheme::Dark); });
    on(m_actions->about, [this] {
        m_prompter.tell(this, tr("About SQL AI Agent"),
                        tr("SQL AI Agent %1\n\nAsk PostgreSQL in plain words and trust the answer.\n\n"
                           "Free software under the GNU General Public License, version 3 or later.")
                            .arg(QStringLiteral(SQLAI_VERSION)));
    });
    connect(m_actions->showSchema, &QAction::toggled, m_schema, &QWidget::setVisible);
    connect(m_actions->showHistory, &QAction::toggled, m_history, &QWidget::setVisible);
    const auto showScheme = [this] {
        (m_theme.scheme() == Scheme::Dark ? m_actions->dark : m_actions->light)->setChecked(true);
    };
    connect(&m_theme, &Theme::changed, this, showScheme);
    showScheme();
}

void MainWindow::connectHistory()
{
    // A run changes its attempt several times in a row: one look afterwards will do.
    m_historyWait.setSingleShot(true);
    m_historyWait.setInterval(50);
    connect(&m_historyWait, &QTimer::timeout, this, &MainWindow::loadHistory);
    connect(&m_service, &query::QueryService::attemptChanged, &m_historyWait, qOverload<>(&QTimer::start));
    connect(m_history, &HistoryPanel::pageWanted, this, &MainWindow::loadHistory);
    connect(m_history, &HistoryPanel::opened, this, &MainWindow::openAttempt);
    connect(m_history, &HistoryPanel::rerunWanted, this, &MainWindow::rerun);
}

void MainWindow::loadHistory()
{
    report::HistoryFilter filter = m_history->filter();
    filter.userId = m_actor.userId;
    whenReady(m_service.history(m_actor, filter), this,
              [this, request = ++m_historyRequest](const Result<report::HistoryPage> &page) {
                  if (request != m_historyRequest)
                      return;
                  if (page)
                      m_history->setPage(page.value());
                  else
                      showError(page.error());
              });
}

void MainWindow::setConnection(Tone tone, const QString &name)
{
    m_connection->setConnection(tone, name);
    m_status->setConnection(tone, connectionText(tone));
    setWindowTitle(tr("%1 – SQL AI Agent").arg(name));
    // The menu bar asks its corner for its width only when it is set.
    menuBar()->setCornerWidget(m_connection);
    m_connection->show();
}

void MainWindow::setProvider(Tone tone, const QString &text)
{
    m_provider = text;
    m_status->setProvider(tone, text);
}

void MainWindow::noteProvider(const report::Attempt &attempt)
{
    if (const auto tone = providerTone(attempt))
        m_status->setProvider(*tone, m_provider, providerText(attempt));
}

void MainWindow::setRole(Tone tone, const QString &text, const QString &tip)
{
    m_status->setRole(tone, text, tip);
}

void MainWindow::setSchema(const schema::Schema &schema)
{
    m_schema->setSchema(schema);
}

void MainWindow::setSchemaFailed(const Error &error)
{
    m_schema->setFailed();
    if (report::isSuperuserRefused(error))
        return; // The notice above says so, and what to do.
    showError(error, {.text = tr("Try again"), .run = [this] { Q_EMIT schemaWanted(); }});
}

void MainWindow::setSuggestions(const QStringList &suggestions)
{
    m_suggestions = suggestions;
    for (auto *tab : m_tabs->findChildren<QueryTab *>())
        tab->setSuggestions(suggestions);
}

void MainWindow::setTimeLimit(std::chrono::seconds limit)
{
    m_timeLimit = limit;
    for (auto *tab : m_tabs->findChildren<QueryTab *>())
        tab->setTimeLimit(limit);
}

void MainWindow::setSettingsFile(const QString &path)
{
    m_settingsFile = path;
    for (auto *tab : m_tabs->findChildren<QueryTab *>())
        tab->setSettingsFile(path);
}

void MainWindow::setNote(const QString &text)
{
    m_status->setNote(text);
}

void MainWindow::showMessage(const QString &text)
{
    m_status->showMessage(text);
}

void MainWindow::showError(const Error &error, const BannerAction &action)
{
    if (ErrorText::place(error.code) == ErrorPlace::StatusLine)
        m_status->showMessage(ErrorText::sentence(error));
    else
        currentTab()->askPanel()->banner()->showMessage(Tone::Danger, ErrorText::sentence(error), action);
}

QueryTab *MainWindow::currentTab() const
{
    return static_cast<QueryTab *>(m_tabs->currentWidget());
}

QueryTab *MainWindow::addTab()
{
    auto *tab = new QueryTab(m_service, m_actor, m_theme, m_prompter, this);
    tab->setTimeLimit(m_timeLimit);
    tab->setSettingsFile(m_settingsFile);
    tab->setSuggestions(m_suggestions);
    m_tabs->addWidget(tab);
    watch(tab);
    m_strip->setCurrent(m_strip->addTab(tab->title()));
    showTab(m_strip->current());
    tab->setFocus();
    return tab;
}

QueryTab *MainWindow::tabOf(qint64 attemptId) const
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        auto *tab = static_cast<QueryTab *>(m_tabs->widget(i));
        if (tab->attemptId() == attemptId)
            return tab;
    }
    return nullptr;
}

QueryTab *MainWindow::blankTab()
{
    return currentTab()->isBlank() ? currentTab() : addTab();
}

QueryTab *MainWindow::openAttempt(const report::Attempt &attempt)
{
    QueryTab *tab = tabOf(attempt.id);
    if (tab) {
        m_strip->setCurrent(m_tabs->indexOf(tab));
        return tab;
    }
    tab = blankTab();
    tab->openAttempt(attempt);
    return tab;
}

void MainWindow::rerun(const report::Attempt &attempt)
{
    QueryTab *tab = tabOf(attempt.id);
    if (!tab || tab->isBusy() || tab->isEdited())
        tab = blankTab(); // What somebody typed is not written over.
    m_strip->setCurrent(m_tabs->indexOf(tab));
    tab->rerun(attempt);
}

void MainWindow::watch(QueryTab *tab)
{
    connect(tab, &QueryTab::titleChanged, this,
            [this, tab](const QString &title) { m_strip->setTitle(m_tabs->indexOf(tab), title); });
    connect(tab, &QueryTab::messageShown, m_status, &StatusLine::showMessage);
    connect(tab, &QueryTab::definitionWanted, this,
            [this, tab](const QString &subject) { Q_EMIT definitionWanted(tab, subject); });
    connect(tab, &QueryTab::stateChanged, this, [this, tab] {
        if (tab == currentTab())
            updateActions();
    });
    connect(tab->results()->pager(), &Pager::stateChanged, this, &MainWindow::updateActions);
}

void MainWindow::closeTab(int index)
{
    auto *tab = qobject_cast<QueryTab *>(m_tabs->widget(index));
    if (!tab)
        return;
    tab->stop(); // At once: its deletion may be some events away.
    if (m_tabs->count() == 1)
        addTab();
    m_tabs->removeWidget(tab);
    m_strip->removeTab(index);
    tab->deleteLater();
    showTab(m_strip->current());
}

void MainWindow::moveTab(int from, int to)
{
    QWidget *tab = m_tabs->widget(from);
    m_tabs->removeWidget(tab);
    m_tabs->insertWidget(to, tab);
    showTab(m_strip->current());
}

void MainWindow::showTab(int index)
{
    if (index < 0 || index >= m_tabs->count())
        return;
    m_tabs->setCurrentIndex(index);
    updateActions();
}

void MainWindow::updateActions()
{
    const QueryTab *tab = currentTab();
    const PagerState &pager = tab->results()->pager()->state();
    const bool hasResult = tab->results()->hasResult();
    m_actions->run->setEnabled(!tab->isBusy() && !tab->editor()->sql().trimmed().isEmpty());
    m_actions->stop->setEnabled(tab->isBusy() || tab->isExporting());
    m_actions->exportResult->setEnabled(hasResult && !tab->isBusy() && !tab->isExporting());
    for (QAction *back : {m_actions->firstPage, m_actions->previousPage})
        back->setEnabled(hasResult && pager.page > 0);
    for (QAction *on : {m_actions->nextPage, m_actions->lastPage})
        on->setEnabled(hasResult && pager.page + 1 < pager.pageCount());
    m_history->setCurrent(tab->attemptId());
}

QList<QWidget *> MainWindow::panels() const
{
    const QueryTab *tab = currentTab();
    return {m_schema, tab->askPanel(), tab->editor(), tab->results(), m_history};
}

bool MainWindow::focusNextPrevChild(bool next)
{
    // Tabs, chips and choices come and go; Qt's own order is that in which they came.
    const QueryTab *tab = currentTab();
    goToNextStop({m_schema, m_strip, tab->askPanel(), tab->editor(), tab->runBar(), tab->results(), m_history},
                 next ? Direction::Forward : Direction::Backward);
    return true;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    event->accept();
    Q_EMIT closed();
}

void MainWindow::insertName(const QString &name)
{
    currentTab()->editor()->insertAtCursor(name);
}

}
