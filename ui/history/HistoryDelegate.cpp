// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/HistoryDelegate.h"

#include "ui/history/HistoryModel.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/Focus.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace sqlai::ui {
namespace {

constexpr int padding = 12;
constexpr int above = 8;
constexpr int dot = 8;
constexpr int leastLine = 20;

}

HistoryDelegate::HistoryDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void HistoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colours &colours = m_theme.colours();
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, colours.selection);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, colours.surface);
    painter->setPen(colours.hairline);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());

    const QRect inner = option.rect.adjusted(padding, above, -padding, -above - 1);
    const QRect upper(inner.topLeft(), QSize(inner.width(), inner.height() / 2));
    const QRect lower(upper.bottomLeft() + QPoint(0, 1), upper.size());
    const auto start = QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter);

    painter->setFont(m_theme.font(FontRole::Medium));
    painter->setPen(colours.text);
    painter->drawText(upper, static_cast<int>(start),
                      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, upper.width()));

    painter->setFont(m_theme.font(FontRole::Small));
    painter->setPen(colours.muted);
    const QRect text = lower.adjusted(dot + 8, 0, 0, 0);
    painter->drawText(QStyle::visualRect(option.direction, lower, text), static_cast<int>(start),
                      painter->fontMetrics().elidedText(index.data(HistoryModel::DetailRole).toString(), Qt::ElideRight,
                                                        text.width()));
    const QRect spot = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, QSize(dot, dot), lower);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(toneColour(colours, static_cast<Tone>(index.data(HistoryModel::ToneRole).toInt())));
    painter->drawEllipse(spot);
    if (option.state.testFlag(QStyle::State_HasFocus))
        drawFocus(painter, m_theme, option.rect);
    painter->restore();
}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    const int line = std::max(leastLine, QFontMetrics(m_theme.font(FontRole::Medium)).height() + 3);
    return {120, 2 * line + 2 * above + 1};
}

}
