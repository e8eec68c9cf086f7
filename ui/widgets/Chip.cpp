// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Chip.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace sqlai::ui {
namespace {

constexpr int padding = 10;

}

QColor toneColour(const Colours &colours, Tone tone)
{
    switch (tone) {
    case Tone::Muted:
        return colours.muted;
    case Tone::Running:
        return colours.accent;
    case Tone::Ok:
        return colours.ok;
    case Tone::Warning:
        return colours.warning;
    case Tone::Danger:
        return colours.danger;
    }
    Q_UNREACHABLE();
}

QColor toneGround(const Colours &colours, Tone tone)
{
    switch (tone) {
    case Tone::Muted:
        return colours.window;
    case Tone::Running:
        return colours.accentSoft;
    case Tone::Ok:
        return colours.okSoft;
    case Tone::Warning:
        return colours.warningSoft;
    case Tone::Danger:
        return colours.dangerSoft;
    }
    Q_UNREACHABLE();
}

Chip::Chip(const Theme &theme, Tone tone, Arrow arrow, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_tone(tone)
    , m_arrow(arrow)
{
    setFont(theme.font(FontRole::Small));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Chip::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void Chip::setArrow(Arrow arrow)
{
    m_arrow = arrow;
    updateGeometry();
    update();
}

int Chip::arrowWidth() const
{
    return m_arrow == Arrow::Before ? 12 : 0;
}

QSize Chip::sizeHint() const
{
    const QFontMetrics metrics(font());
    return {arrowWidth() + metrics.horizontalAdvance(text()) + 2 * padding, std::max(24, metrics.height() + 6)};
}

QSize Chip::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), 60), sizeHint().height()};
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const QRect before = QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, arrowWidth() - 6, height()));
    const QRect body = QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(arrowWidth(), 0, 0, 0));
    if (m_arrow == Arrow::Before) {
        painter.setPen(m_theme.colours().muted);
        painter.drawText(before, Qt::AlignCenter, isMirrored ? QStringLiteral("‹") : QStringLiteral("›"));
    }
    const bool isMarked = isChecked() || hasFocus();
    painter.setPen(isMarked ? QPen(toneColour(m_theme.colours(), m_tone)) : QPen(Qt::NoPen));
    painter.setBrush(toneGround(m_theme.colours(), m_tone));
    painter.drawRoundedRect(QRectF(body).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
    painter.setPen(toneColour(m_theme.colours(), m_tone));
    const QRect inner = body.adjusted(padding - 1, 0, 1 - padding, 0);
    painter.drawText(inner, Qt::AlignCenter, fontMetrics().elidedText(text(), Qt::ElideRight, inner.width()));
}

}
