// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/Attempt.h"
#include "ui/widgets/Chip.h"

#include <optional>

namespace sqlai::ui {

/// How loud an error is: red where something broke, amber where the answer is an honest "no" or "not now".
Tone errorTone(const Error &error);
/// Whether the same question or statement may fare better at once.
bool mayFareBetter(const Error &error);
/// What the attempt says of whoever answers questions; nothing where it says nothing, as a run does or a stopped
/// question.
std::optional<Tone> providerTone(const report::Attempt &attempt);
/// The same in a sentence; only where there is a tone.
QString providerText(const report::Attempt &attempt);
/// What to do after a run that left no rows.
QString nextStep(const report::Attempt &attempt);

}
