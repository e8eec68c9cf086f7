// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ResultPanel.h"

#include "core/base/WhenReady.h"
#include "ui/results/ResultModel.h"
#include "ui/results/ResultTable.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Labels.h"

#include <QFrame>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

QWidget *makeHairline(const Theme &theme, QWidget *parent)
{
    auto *line = new QWidget(parent);
    line->setFixedHeight(1);
    setGround(line, theme, &Colours::hairline);
    return line;
}

}

ResultPanel::ResultPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(theme, this))
    , m_filled(new QWidget(this))
    , m_model(new ResultModel(this))
    , m_table(new ResultTable(theme, m_model, this))
    , m_pager(new Pager(theme, this))
{
    auto *filled = new QVBoxLayout(m_filled);
    filled->setContentsMargins(0, 0, 0, 0);
    filled->setSpacing(0);
    filled->addWidget(m_table, 1);
    filled->addWidget(makeHairline(theme, this));
    filled->addWidget(m_pager);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_filled);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHairline(theme, this));
    layout->addWidget(m_stack, 1);
    connect(m_empty, &EmptyState::chosen, this, &ResultPanel::suggestionChosen);
    connect(m_pager, &Pager::pageWanted, this, &ResultPanel::load);
    connect(m_pager, &Pager::exportWanted, this, &ResultPanel::exportWanted);
    showStart({});
}

void ResultPanel::showStart(const QStringList &suggestions)
{
    showMessage(u"ask"_s, tr("What would you like to know?"),
                suggestions.isEmpty()
                    ? tr("Ask a question above, or write a statement into the editor and run it with F5.")
                    : tr("Ask a question above, or begin with one of these:"));
    m_empty->setChoices(suggestions, EmptyState::ChoiceLook::Cards);
}

void ResultPanel::showMessage(const QString &icon, const QString &title, const QString &text)
{
    ++m_request;
    m_pages.reset();
    m_model->clear();
    m_empty->setText(icon, title, text);
    m_empty->setChoices({});
    m_stack->setCurrentWidget(m_empty);
}

void ResultPanel::setResult(std::shared_ptr<results::PageCache> pages, const report::Attempt &attempt)
{
    ++m_request;
    m_pages = std::move(pages);
    m_hasFittedColumns = false;
    m_model->clear();
    m_pager->setState({.rows = m_pages->reader().rowCount(),
                       .isArriving = attempt.status == report::AttemptStatus::Running,
                       .isCapped = attempt.isCapped,
                       .isPartial = attempt.isPartial,
                       .milliseconds = attempt.executionMilliseconds});
    showRows();
}

void ResultPanel::setRowsArrived(qint64 rows)
{
    if (!m_pages)
        return;
    PagerState state = m_pager->state();
    if (rows <= state.rows)
        return;
    const bool isPageFull = m_model->rowCount() == results::pageSize;
    state.rows = rows;
    m_pager->setState(state);
    if (!isPageFull)
        showRows();
}

void ResultPanel::setFinished(const report::Attempt &attempt)
{
    if (!m_pages)
        return;
    PagerState state = m_pager->state();
    state.rows = std::max(state.rows, attempt.rows);
    state.isArriving = false;
    state.isCapped = attempt.isCapped;
    state.isPartial = attempt.isPartial;
    state.milliseconds = attempt.executionMilliseconds;
    m_pager->setState(state);
    if (m_model->rowCount() < results::pageSize)
        showRows();
}

void ResultPanel::showRows()
{
    if (m_pager->state().rows > 0) {
        load(m_pager->state().page);
        return;
    }
    // Titles alone are worth seeing: they tell what the rows would have been.
    m_model->setPage(m_pages->reader().columns(), std::make_shared<const table::RowBatch>(), 1);
    m_table->setEmptyText(m_pager->state().isArriving ? tr("No rows yet…") : tr("The statement found no rows."));
    m_stack->setCurrentWidget(m_filled);
    m_table->fitColumns(width());
    if (!m_pager->state().isArriving)
        Q_EMIT pageShown();
}

void ResultPanel::load(qint64 page)
{
    if (!m_pages)
        return;
    whenReady(m_pages->page(page), this,
              [this, page, request = ++m_request](const Result<results::PageCache::Page> &result) {
                  if (request != m_request)
                      return;
                  if (result)
                      takePage(page, result.value());
                  else
                      Q_EMIT failed(result.error());
              });
}

void ResultPanel::takePage(qint64 page, const results::PageCache::Page &rows)
{
    const bool isSamePage = page == m_pager->state().page && m_model->rowCount() > 0;
    const QModelIndex current = m_table->currentIndex();
    m_model->setPage(m_pages->reader().columns(), rows, page * results::pageSize + 1);
    if (isSamePage)
        m_table->setCurrentIndex(m_model->index(current.row(), current.column()));
    else
        m_table->scrollToTop();
    m_stack->setCurrentWidget(m_filled);
    if (!m_hasFittedColumns) {
        m_table->fitColumns(width());
        m_hasFittedColumns = true;
    }
    PagerState state = m_pager->state();
    state.page = page;
    m_pager->setState(state);
    Q_EMIT pageShown();
}

}
