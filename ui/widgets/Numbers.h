// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sqlai::ui {

/// "2,312" in the person's locale.
QString countText(qint64 count);
/// "950", "2,400", "18 k", "1.2 M": for a place where a number must be short.
QString shortCountText(qint64 count);
/// "< 0.01 s", "0.12 s", "1.8 s", "2 min 5 s".
QString durationText(qint64 milliseconds);

}
