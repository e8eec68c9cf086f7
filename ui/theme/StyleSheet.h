// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Colours.h"

#include <QString>

namespace sqlai::ui {

/// The one style sheet, on top of Fusion. Widgets choose a variant by the dynamic property `look`.
QString styleSheet(const Colours &colours);

}
