// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schema/SchemaDelegate.h"

#include "ui/schema/SchemaModel.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace sqlai::ui {
namespace {

constexpr int farPadding = 12;
constexpr int gap = 6;
constexpr int iconSide = 12;
/// Less than this says nothing.
constexpr int leastDetail = 24;

}

QString fittingDetail(const QString &detail, const QFontMetrics &metrics, int room)
{
    if (metrics.horizontalAdvance(detail) + 2 <= room)
        return detail;
    // A number that lost its end is another number.
    if (room <= leastDetail || detail.at(0).isDigit())
        return {};
    return metrics.elidedText(detail, Qt::ElideRight, room);
}

SchemaDelegate::SchemaDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void SchemaDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    const auto mirrored = [&option](const QRect &rect) {
        return QStyle::visualRect(option.direction, option.rect, rect);
    };
    QRect inner = option.rect.adjusted(4, 0, -farPadding, 0);
    const QString icon = index.data(SchemaModel::IconRole).toString();
    if (!icon.isEmpty()) {
        const QRect spot(inner.right() + 1 - iconSide, inner.center().y() - iconSide / 2 + 1, iconSide, iconSide);
        m_theme.icon(icon, Ink::Muted).paint(painter, mirrored(spot));
        inner.setRight(inner.right() - iconSide - 2);
    }

    // The name has the right of way; the rest takes what is left, but never less than nothing.
    const QString detail = index.data(SchemaModel::DetailRole).toString();
    const QFontMetrics small(m_theme.font(FontRole::Tiny));
    const QString name = index.data().toString();
    const int nameWidth = std::min(option.fontMetrics.horizontalAdvance(name) + 2, inner.width());
    const QString shown = fittingDetail(detail, small, inner.width() - nameWidth - gap);
    if (!shown.isEmpty()) {
        const int width = small.horizontalAdvance(shown) + 2;
        const QRect spot(inner.right() + 1 - width, inner.top(), width, inner.height());
        painter->setFont(m_theme.font(FontRole::Tiny));
        painter->setPen(m_theme.colours().muted);
        painter->drawText(
            mirrored(spot),
            static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignRight | Qt::AlignVCenter)), shown);
    }
    const QRect spot(inner.left(), inner.top(), nameWidth, inner.height());
    painter->setFont(option.font);
    painter->setPen(m_theme.colours().text);
    painter->drawText(mirrored(spot),
                      static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter)),
                      option.fontMetrics.elidedText(name, Qt::ElideRight, nameWidth));
    painter->restore();
}

QSize SchemaDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {100, std::max(24, option.fontMetrics.height() + 8)};
}

}
