// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schema/SchemaTree.h"

#include "ui/schema/SchemaDelegate.h"
#include "ui/widgets/Focus.h"

#include <QKeyEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace sqlai::ui {

SchemaTree::SchemaTree(const Theme &theme, QWidget *parent)
    : QTreeView(parent)
    , m_theme(theme)
{
    setProperty("look", u"dock"_s);
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setIndentation(18);
    setMouseTracking(true);
    setExpandsOnDoubleClick(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setItemDelegate(new SchemaDelegate(theme, this));
    // Not activated(): where the desktop activates by a single click, names would pile up in the editor.
    connect(this, &QTreeView::doubleClicked, this, &SchemaTree::chosen);
}

void SchemaTree::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && currentIndex().isValid())
        Q_EMIT chosen(currentIndex());
    else
        QTreeView::keyPressEvent(event);
}

void SchemaTree::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect row(0, option.rect.y(), viewport()->width(), option.rect.height());
    if (selectionModel()->isSelected(index))
        painter->fillRect(row, m_theme.colours().selection);
    else if (option.rect.contains(viewport()->mapFromGlobal(QCursor::pos())) && viewport()->underMouse())
        painter->fillRect(row, m_theme.colours().surface);
    QTreeView::drawRow(painter, option, index);
    if (hasFocus() && index == currentIndex())
        drawFocus(painter, m_theme, row);
}

void SchemaTree::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    if (!model()->hasChildren(index))
        return;
    constexpr int side = 12;
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const int x = isMirrored ? rect.left() + 2 : rect.right() + 1 - side;
    const QRect spot(x, rect.center().y() - side / 2 + 1, side, side);
    const QString name = isExpanded(index) ? u"chevron-down"_s : isMirrored ? u"previous"_s : u"chevron-right"_s;
    m_theme.icon(name, Ink::Muted).paint(painter, spot);
}

}
