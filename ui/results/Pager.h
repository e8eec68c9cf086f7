// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace sqlai::ui {

/// Where a person is in a result and how whole it is.
struct PagerState {
    /// The page shown; the first is 0.
    qint64 page = 0;
    qint64 rows = 0;
    /// Rows still arrive.
    bool isArriving = false;
    bool isCapped = false;
    bool isPartial = false;
    qint64 milliseconds = 0;

    qint64 pageCount() const;
};

/// "rows 1–500 of 2,312" and its kin.
QString rowsText(const PagerState &state);

/// Turns the pages of a result, says where one is, and offers to export it.
class Pager final : public QWidget
{
    Q_OBJECT

public:
    explicit Pager(const Theme &theme, QWidget *parent = nullptr);

    void setState(const PagerState &state);
    const PagerState &state() const { return m_state; }
    /// One export at a time.
    void setExporting(bool isExporting);

public Q_SLOTS:
    void goFirst() { request(0); }
    void goPrevious() { request(m_state.page - 1); }
    void goNext() { request(m_state.page + 1); }
    void goLast() { request(m_state.pageCount() - 1); }

Q_SIGNALS:
    /// The first is 0; always a page that there is.
    void pageWanted(qint64 page);
    void stateChanged();
    void exportWanted();

private:
    QToolButton *addButton(const QString &name, const QString &words, void (Pager::*go)());
    void request(qint64 page);
    void showWarning();

    const Theme &m_theme;
    PagerState m_state;
    QToolButton *m_first;
    QToolButton *m_previous;
    QLineEdit *m_page;
    QLabel *m_pages;
    QToolButton *m_next;
    QToolButton *m_last;
    QLabel *m_rows;
    QLabel *m_time;
    QLabel *m_warning;
    QPushButton *m_export;
    bool m_isExporting = false;
};

}
