// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sqlai::ui {

/// A text in which nothing hides: characters that leave nothing on the screen, or turn the direction of others, stand
/// as their number, "‹U+202E›" (see isUnseen()). Spaces, ends of lines and tabs stay what they are.
QString visibleText(const QString &text);

}
