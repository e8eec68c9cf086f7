// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/Attempt.h"
#include "ui/widgets/Chip.h"

#include <QDateTime>

namespace sqlai::ui {

/// What an attempt is called: its question, or the beginning of a statement typed by hand.
QString attemptTitle(const report::Attempt &attempt);
/// "12:04", "yesterday", "Friday", "3 Feb 2025": as short as it can be, in local time.
QString momentText(const QDateTime &moment, const QDateTime &now);
/// When, and what came of it: "12:04 · 2,312 rows · 0.12 s".
QString attemptDetail(const report::Attempt &attempt, const QDateTime &now);
Tone attemptTone(const report::Attempt &attempt);

}
