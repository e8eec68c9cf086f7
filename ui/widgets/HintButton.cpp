// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/HintButton.h"

#include <QStyle>
#include <QStyleOptionButton>
#include <QStylePainter>

#include <algorithm>

namespace sqlai::ui {
namespace {

constexpr int gap = 8;
constexpr int padding = 14;
constexpr int iconSide = 14;

}

HintButton::HintButton(const Theme &theme, ButtonLook look, QWidget *parent)
    : QPushButton(parent)
    , m_theme(theme)
{
    setCursor(Qt::ArrowCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setLook(look);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void HintButton::setHint(const QString &hint)
{
    m_hint = hint;
    updateGeometry();
    update();
}

void HintButton::setLook(ButtonLook look)
{
    m_look = look;
    setFont(m_theme.font(look == ButtonLook::Strong ? FontRole::Strong : FontRole::Normal));
    setProperty("look", look == ButtonLook::Strong ? QStringLiteral("strong") : QString());
    style()->unpolish(this);
    style()->polish(this);
    updateGeometry();
}

QSize HintButton::sizeHint() const
{
    const QFontMetrics small(m_theme.font(FontRole::Tiny));
    int width = 2 * padding + fontMetrics().horizontalAdvance(text()) + 2;
    if (!icon().isNull())
        width += iconSide + 4;
    if (!m_hint.isEmpty())
        width += gap + small.horizontalAdvance(m_hint);
    return {width, std::max(30, fontMetrics().height() + 12)};
}

void HintButton::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text.clear();
    option.icon = {};
    painter.drawControl(QStyle::CE_PushButton, option);

    const Colours &colours = m_theme.colours();
    const QColor ink = m_look == ButtonLook::Strong ? (isEnabled() ? colours.onAccent : colours.muted)
                                                    : (isEnabled() ? colours.text : colours.inputBorder);
    const int content = sizeHint().width() - 2 * padding - 2;
    int x = (width() - content) / 2;
    const auto place = [this, &x](int width) {
        const QRect spot = QStyle::visualRect(layoutDirection(), rect(), QRect(x, 0, width, height()));
        x += width;
        return spot;
    };
    if (!icon().isNull()) {
        icon().paint(&painter, place(iconSide), Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
        x += 4;
    }
    painter.setPen(ink);
    painter.setFont(font());
    painter.drawText(place(fontMetrics().horizontalAdvance(text()) + 2), Qt::AlignCenter, text());
    x += gap;
    QColor quiet = ink;
    quiet.setAlphaF(0.8F);
    painter.setPen(quiet);
    painter.setFont(m_theme.font(FontRole::Tiny));
    painter.drawText(place(QFontMetrics(m_theme.font(FontRole::Tiny)).horizontalAdvance(m_hint)), Qt::AlignCenter,
                     m_hint);
}

}
