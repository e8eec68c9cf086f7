// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/report/Attempt.h"
#include "core/results/PageCache.h"
#include "ui/results/Pager.h"

#include <QWidget>

#include <memory>

class QStackedWidget;

namespace sqlai::ui {

class EmptyState;
class ResultModel;
class ResultTable;

/// The lower part of a query tab: a stored result, one page at a time, also while its rows still arrive.
class ResultPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ResultPanel(const Theme &theme, QWidget *parent = nullptr);

    /// What stands there before there is a result; the questions can be clicked.
    void showStart(const QStringList &suggestions);
    /// A place that says why there is no result and what to do.
    void showMessage(const QString &icon, const QString &title, const QString &text);
    /// A result to page through.
    void setResult(std::shared_ptr<results::PageCache> pages, const report::Attempt &attempt);
    /// So many rows can be read by now.
    void setRowsArrived(qint64 rows);
    /// The run ended; how whole the result is.
    void setFinished(const report::Attempt &attempt);

    bool hasResult() const { return m_pages != nullptr; }
    Pager *pager() const { return m_pager; }
    ResultTable *table() const { return m_table; }

Q_SIGNALS:
    void suggestionChosen(const QString &question);
    void exportWanted();
    /// Rows are on the screen.
    void pageShown();
    /// A page could not be read.
    void failed(const sqlai::Error &error);

private:
    void load(qint64 page);
    void takePage(qint64 page, const results::PageCache::Page &rows);
    void showRows();

    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QWidget *m_filled;
    ResultModel *m_model;
    ResultTable *m_table;
    Pager *m_pager;
    std::shared_ptr<results::PageCache> m_pages;
    bool m_hasFittedColumns = false;
    /// Answers to older requests are dropped.
    int m_request = 0;
};

}
