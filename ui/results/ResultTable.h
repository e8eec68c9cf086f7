// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QTableView>

namespace sqlai::ui {

class ResultModel;

/// The table of one page. Ctrl+C copies what is selected with tabs between the values.
class ResultTable final : public QTableView
{
    Q_OBJECT

public:
    ResultTable(const Theme &theme, ResultModel *model, QWidget *parent = nullptr);

    /// Gives each column the width of its title and first rows, none more than 320 pixels, and shares out what is
    /// left of `room`, the width that the table has or will have.
    void fitColumns(int room);
    /// What stands in the middle of a table without rows.
    void setEmptyText(const QString &text);
    /// The selected cells as lines of values apart by tabs; NULL is empty. A cell's own tabs and line ends become
    /// blanks, so that the columns stay where they are.
    QString selectedText() const;

public Q_SLOTS:
    void copy();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    const Theme &m_theme;
    ResultModel *m_model;
    QString m_emptyText;
};

}
