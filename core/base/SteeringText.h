// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sqlai {

/// Whether a character steers what shows or reads it: controls, ends of lines and tabs among them, and those that turn
/// or join others (U+202E, U+200B).
bool isSteering(char32_t character);
/// Whether one of them stands in a text.
bool hasSteering(const QString &text);
/// Whether a character leaves nothing on the screen: those that steer, fillers, variation selectors, and every space
/// but the usual one.
bool isUnseen(char32_t character);

}
