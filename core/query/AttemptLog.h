// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/Attempt.h"

#include <QJsonObject>

namespace sqlai::query {

/// What the log says of an attempt: id, user, status, rows, milliseconds of the run or else of
/// the question, the error's code. Neither question nor SQL,
/// which may hold what is nobody else's business.
QJsonObject logFields(const report::Attempt &attempt);

/// For an attempt whose end could not be stored: logs why, and tells the attempt where it has no trouble of its own.
void noteUnstored(report::Attempt &attempt, const Error &error);

}
