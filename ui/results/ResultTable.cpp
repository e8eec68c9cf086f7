// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ResultTable.h"

#include "ui/results/CellDelegate.h"
#include "ui/results/ResultModel.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

constexpr int narrowest = 72;
constexpr int widest = 320;
constexpr int widestShare = 72;
constexpr int leastRowHeight = 26;
constexpr int leastHeaderHeight = 29;
constexpr int rowsMeasured = 30;

}

ResultTable::ResultTable(const Theme &theme, ResultModel *model, QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
    , m_model(model)
{
    setObjectName(u"results"_s);
    setAccessibleName(tr("Result"));
    setModel(model);
    setItemDelegate(new CellDelegate(theme, this));
    setShowGrid(false);
    setWordWrap(false);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(true);

    QHeaderView *titles = horizontalHeader();
    titles->setFont(theme.font(FontRole::SmallStrong));
    titles->setProperty("look", u"titles"_s);
    titles->setHighlightSections(false);
    titles->setResizeContentsPrecision(rowsMeasured);
    titles->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    titles->setMinimumSectionSize(40);
    titles->setFixedHeight(std::max(leastHeaderHeight, QFontMetrics(titles->font()).height() + 12));
    titles->setTextElideMode(Qt::ElideRight);
    QHeaderView *numbers = verticalHeader();
    numbers->setProperty("look", u"numbers"_s);
    numbers->setFont(theme.font(FontRole::Tiny));
    numbers->setHighlightSections(false);
    numbers->setSectionResizeMode(QHeaderView::Fixed);
    numbers->setDefaultSectionSize(std::max(leastRowHeight, fontMetrics().height() + 10));
}

void ResultTable::fitColumns(int room)
{
    const int columns = m_model->columnCount();
    int total = verticalHeader()->sizeHint().width() + verticalScrollBar()->sizeHint().width();
    QList<int> widths;
    for (int column = 0; column < columns; ++column) {
        const int title = horizontalHeader()->sectionSizeHint(column);
        widths += std::clamp(std::max(title, sizeHintForColumn(column)), narrowest, widest);
        total += widths.last();
    }
    // What is left of the width goes to all alike, so that a narrow result does not huddle at one side.
    const int share = columns > 0 ? std::clamp((room - total) / columns, 0, widestShare) : 0;
    for (int column = 0; column < columns; ++column)
        setColumnWidth(column, widths[column] + share);
}

void ResultTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (m_emptyText.isEmpty() || m_model->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(m_theme.colours().muted);
    painter.drawText(viewport()->rect(), Qt::AlignCenter, m_emptyText);
}

void ResultTable::setEmptyText(const QString &text)
{
    m_emptyText = text;
    viewport()->update();
}

QString ResultTable::selectedText() const
{
    QModelIndexList cells = selectionModel()->selectedIndexes();
    std::ranges::sort(cells, [](const QModelIndex &a, const QModelIndex &b) {
        return a.row() != b.row() ? a.row() < b.row() : a.column() < b.column();
    });
    QString text;
    int row = -1;
    for (const QModelIndex &cell : cells) {
        if (row >= 0)
            text += cell.row() == row ? u'\t' : u'\n';
        row = cell.row();
        QString value = cell.data(ResultModel::ValueRole).toString();
        if (cells.size() > 1)
            value.replace(u"\r\n"_s, u" "_s).replace(u'\n', u' ').replace(u'\t', u' ');
        text += value;
    }
    return text;
}

void ResultTable::copy()
{
    if (selectionModel()->hasSelection())
        QGuiApplication::clipboard()->setText(selectedText());
}

void ResultTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else
        QTableView::keyPressEvent(event);
}

void ResultTable::contextMenuEvent(QContextMenuEvent *event)
{
    if (!selectionModel()->hasSelection())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_theme.icon(u"copy"_s), tr("&Copy"), this, &ResultTable::copy);
    menu->popup(event->globalPos());
}

}
