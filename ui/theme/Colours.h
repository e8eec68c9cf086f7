// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace sqlai::ui {

enum class Scheme { Light, Dark };

/// The program's colours by their role. Every pair that carries text has a contrast of at least 4.5, borders of
/// inputs 3 (a test measures it).
struct Colours {
    QColor window;
    QColor surface;
    QColor raised;
    QColor hairline;
    QColor inputBorder;
    QColor text;
    QColor muted;
    QColor accent;
    QColor accentSoft;
    QColor onAccent;
    QColor ok;
    QColor okSoft;
    QColor warning;
    QColor warningSoft;
    QColor danger;
    QColor dangerSoft;
    QColor selection;
    QColor otherRow;
    QColor gutter;
    QColor sqlKeyword;
    QColor sqlString;
    QColor sqlNumber;
    QColor sqlComment;
};

const Colours &coloursOf(Scheme scheme);

}
