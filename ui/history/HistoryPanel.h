// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/report/Attempt.h"
#include "ui/theme/Theme.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QListView;
class QStackedWidget;
class QToolButton;

namespace sqlai::ui {

class EmptyState;
class HistoryModel;
class SearchField;
class SegmentedControl;

/// What was asked before, newest first, 20 a page. Whoever owns it answers pageWanted() with setPage().
class HistoryPanel final : public QWidget
{
    Q_OBJECT

public:
    HistoryPanel(const Theme &theme, const Clock &clock, QWidget *parent = nullptr);

    void setPage(const report::HistoryPage &page);
    /// What is shown now; its user is empty, whoever answers fills it in.
    report::HistoryFilter filter() const;
    /// Marks the attempt that the current tab shows; 0 marks none.
    void setCurrent(qint64 attemptId);
    SearchField *searchField() const { return m_search; }

Q_SIGNALS:
    void pageWanted(const sqlai::report::HistoryFilter &filter);
    void opened(const sqlai::report::Attempt &attempt);
    void rerunWanted(const sqlai::report::Attempt &attempt);

private:
    void askForPage(int page);
    void select(qint64 attemptId);
    void showEmpty();
    void openMenu(const QPoint &position);
    void openCurrent();
    QToolButton *addButton(const QString &name, const QString &icon, const QString &words);

    const Theme &m_theme;
    HistoryModel *m_model;
    SearchField *m_search;
    SegmentedControl *m_status;
    QStackedWidget *m_stack;
    QListView *m_list;
    EmptyState *m_empty;
    QWidget *m_bar;
    QToolButton *m_newer;
    QLabel *m_where;
    QToolButton *m_older;
    QTimer m_typing;
    int m_wantedPage = 1;
    qint64 m_current = 0;
};

}
