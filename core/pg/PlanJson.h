// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/report/Plan.h"

#include <QByteArrayView>

namespace sqlai::pg {

/// Reads what EXPLAIN (FORMAT JSON) answers. Errors: Internal (not a plan).
Result<report::Plan> parsePlan(QByteArrayView json);

}
