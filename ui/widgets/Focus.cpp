// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Focus.h"

#include <QPainter>

namespace sqlai::ui {

void drawFocus(QPainter *painter, const Theme &theme, const QRect &rect)
{
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(theme.colours().accent);
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(rect.adjusted(0, 0, -1, -1));
}

}
