// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Dot.h"

#include <QPainter>

namespace sqlai::ui {

Dot::Dot(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedSize(8, 8);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Dot::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void Dot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneColour(m_theme.colours(), m_tone));
    painter.drawEllipse(rect());
}

}
