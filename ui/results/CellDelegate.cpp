// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/CellDelegate.h"

#include "ui/results/ResultModel.h"
#include "ui/widgets/Focus.h"

#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

constexpr int padding = 12;
/// More than the widest column holds; to measure on would only take time.
constexpr int longestMeasured = 60;

}

CellDelegate::CellDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colours &colours = m_theme.colours();
    painter->save();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(option.rect, isSelected             ? colours.selection
                                   : index.row() % 2 == 1 ? colours.otherRow
                                                          : colours.surface);
    painter->setPen(colours.hairline);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());

    const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    const QRect inner = option.rect.adjusted(padding, 0, -padding, -1);
    if (index.data(ResultModel::NullRole).toBool()) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setFont(m_theme.font(FontRole::Tiny));
        const QFontMetrics metrics(painter->font());
        const QSize size(metrics.horizontalAdvance(u"NULL"_s) + 12, metrics.height() + 2);
        const QRectF frame = QStyle::alignedRect(option.direction, alignment, size, inner);
        painter->setPen(colours.hairline);
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter->setPen(colours.muted);
        painter->drawText(frame, Qt::AlignCenter, u"NULL"_s);
    } else {
        painter->setFont(option.font);
        painter->setPen(colours.text);
        const QString text = index.data(Qt::DisplayRole).toString();
        painter->drawText(inner, static_cast<int>(QStyle::visualAlignment(option.direction, alignment)),
                          option.fontMetrics.elidedText(text, Qt::ElideRight, inner.width()));
    }
    if (option.state.testFlag(QStyle::State_HasFocus))
        drawFocus(painter, m_theme, option.rect);
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QString text =
        index.data(ResultModel::NullRole).toBool() ? u"NULL "_s : index.data(Qt::DisplayRole).toString();
    return {option.fontMetrics.horizontalAdvance(text.left(longestMeasured)) + 2 * padding + 2,
            option.fontMetrics.height() + 10};
}

}
