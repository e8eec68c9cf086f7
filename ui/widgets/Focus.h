// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

class QPainter;
class QRect;

namespace sqlai::ui {

/// The frame around the row or cell that the keys move.
void drawFocus(QPainter *painter, const Theme &theme, const QRect &rect);

}
