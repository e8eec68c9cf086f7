// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/Attempt.h"
#include "core/report/Step.h"

namespace sqlai::ui {

/// The steps of an attempt that is past, as far as the store remembers them.
QList<report::Step> pastSteps(const report::Attempt &attempt);
/// How long the answer took; 0 where there was none.
qint64 answerMilliseconds(const report::Attempt &attempt);

}
