// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/Attempt.h"

#include <QJsonObject>

namespace sqlai::query {

/// What the log says of an attempt: id, user, status, rows, milliseconds, the error's code. Neither question nor SQL,
/// which may hold what is nobody else's business.
QJsonObject logFields(const report::Attempt &attempt);

}
