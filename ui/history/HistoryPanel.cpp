// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/HistoryPanel.h"

#include "ui/history/HistoryDelegate.h"
#include "ui/history/HistoryModel.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/Numbers.h"
#include "ui/widgets/SearchField.h"
#include "ui/widgets/SegmentedControl.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;
using sqlai::report::AttemptStatus;

namespace sqlai::ui {
namespace {

enum Segment { All, Answered, Failed };

QList<AttemptStatus> statusesOf(int segment)
{
    switch (segment) {
    case Answered:
        return {AttemptStatus::Success, AttemptStatus::NotExecuted};
    case Failed:
        return {AttemptStatus::FailedGeneration, AttemptStatus::FailedExecution, AttemptStatus::TimedOut,
                AttemptStatus::Cancelled};
    default:
        return {};
    }
}

}

HistoryPanel::HistoryPanel(const Theme &theme, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new HistoryModel(clock, this))
    , m_search(new SearchField(theme, tr("Search questions and SQL"), this))
    , m_status(new SegmentedControl(theme, {tr("All"), tr("Answered"), tr("Failed")}, this))
    , m_stack(new QStackedWidget(this))
    , m_list(new QListView(this))
    , m_empty(new EmptyState(theme, this))
    , m_bar(new QWidget(this))
    , m_newer(addButton(u"newer"_s, u"previous"_s, tr("Newer questions")))
    , m_where(makeMutedLabel(theme, FontRole::Small, {}, this))
    , m_older(addButton(u"older"_s, u"next"_s, tr("Older questions")))
{
    setObjectName(u"history"_s);
    setAccessibleName(tr("History"));
    setGround(this, theme, &Colours::window);
    m_search->setObjectName(u"historySearch"_s);
    m_status->setObjectName(u"historyStatus"_s);
    m_status->setAccessibleName(tr("Which questions are listed"));
    m_list->setObjectName(u"historyList"_s);
    m_list->setAccessibleName(tr("Questions, newest first"));
    m_list->setProperty("look", u"dock"_s);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new HistoryDelegate(theme, this));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    m_where->setObjectName(u"historyWhere"_s);
    m_where->setAlignment(Qt::AlignCenter);

    auto *bar = new QHBoxLayout(m_bar);
    bar->setContentsMargins(12, 4, 12, 4);
    bar->addWidget(m_newer);
    bar->addWidget(m_where, 1);
    bar->addWidget(m_older);
    m_bar->hide();

    auto *top = new QVBoxLayout;
    top->setContentsMargins(12, 12, 12, 8);
    top->setSpacing(8);
    top->addWidget(makeHeading(theme, tr("History"), this));
    top->addWidget(m_search);
    top->addWidget(m_status);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_bar);

    m_typing.setSingleShot(true);
    m_typing.setInterval(150);
    connect(&m_typing, &QTimer::timeout, this, [this] { askForPage(1); });
    connect(m_search, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_status, &SegmentedControl::currentChanged, this, [this] { askForPage(1); });
    connect(m_newer, &QToolButton::clicked, this, [this] { askForPage(m_wantedPage - 1); });
    connect(m_older, &QToolButton::clicked, this, [this] { askForPage(m_wantedPage + 1); });
    connect(m_list, &QListView::activated, this, &HistoryPanel::openCurrent);
    connect(m_empty, &EmptyState::chosen, this, [this] {
        m_search->clear();
        m_status->setCurrent(All);
    });
    connect(m_list, &QListView::customContextMenuRequested, this, &HistoryPanel::openMenu);
    showEmpty();
}

QToolButton *HistoryPanel::addButton(const QString &name, const QString &icon, const QString &words)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setProperty("look", u"pager"_s);
    button->setIcon(m_theme.icon(icon));
    button->setIconSize(QSize(14, 14));
    button->setAccessibleName(words);
    button->setToolTip(words);
    return button;
}

report::HistoryFilter HistoryPanel::filter() const
{
    return {.statuses = statusesOf(m_status->current()), .search = m_search->text().trimmed(), .page = m_wantedPage};
}

void HistoryPanel::askForPage(int page)
{
    m_wantedPage = std::max(1, page);
    Q_EMIT pageWanted(filter());
}

void HistoryPanel::setPage(const report::HistoryPage &page)
{
    // Who walks through the list by keys must not lose the row when the list is read anew.
    const report::Attempt *chosen = m_list->hasFocus() ? m_model->attemptAt(m_list->currentIndex()) : nullptr;
    const qint64 kept = chosen ? chosen->id : m_current;
    m_model->setPage(page);
    select(kept);
    m_wantedPage = page.page;
    const qint64 pages = (page.total + page.pageSize - 1) / std::max(1, page.pageSize);
    m_bar->setVisible(pages > 1);
    m_newer->setEnabled(page.page > 1);
    m_older->setEnabled(page.page < pages);
    m_where->setText(tr("page %1 of %2").arg(countText(page.page), countText(pages)));
    showEmpty();
}

void HistoryPanel::showEmpty()
{
    const bool isFiltered = !m_search->text().trimmed().isEmpty() || m_status->current() != All;
    if (isFiltered)
        m_empty->setText(u"search"_s, tr("Nothing found"), tr("Search for other words, or list all questions."));
    else
        m_empty->setText(u"history"_s, tr("No questions yet"), tr("What you ask is kept here, with its result."));
    m_empty->setChoices(isFiltered ? QStringList{tr("List all questions")} : QStringList());
    m_stack->setCurrentWidget(m_model->rowCount() > 0 ? static_cast<QWidget *>(m_list) : m_empty);
}

void HistoryPanel::setCurrent(qint64 attemptId)
{
    // What the person chose meanwhile stays until another attempt is shown.
    if (attemptId == m_current)
        return;
    m_current = attemptId;
    select(attemptId);
}

void HistoryPanel::select(qint64 attemptId)
{
    // None where the page does not hold it: another row must not look as if it were the one.
    m_list->setCurrentIndex(m_model->indexOf(attemptId));
}

void HistoryPanel::openCurrent()
{
    if (const report::Attempt *attempt = m_model->attemptAt(m_list->currentIndex()))
        Q_EMIT opened(*attempt);
}

void HistoryPanel::openMenu(const QPoint &position)
{
    const report::Attempt *found = m_model->attemptAt(m_list->indexAt(position));
    if (!found)
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(u"historyMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // A copy: the page may be another one when the person has chosen.
    const report::Attempt attempt = *found;
    menu->addAction(m_theme.icon(u"history"_s), tr("&Open"), this, [this, attempt] { Q_EMIT opened(attempt); });
    QAction *rerun = menu->addAction(m_theme.icon(u"rerun"_s), tr("&Run again"), this,
                                     [this, attempt] { Q_EMIT rerunWanted(attempt); });
    rerun->setEnabled(!attempt.sql.isEmpty());
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

}
