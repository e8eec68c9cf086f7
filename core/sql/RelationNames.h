// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/ParseTree.h"

#include <QStringList>

namespace sqlai::sql {

/// The relations that a statement names, as written ("trucks", "fleet.trucks"), sorted, each once. Names of WITH
/// queries are left out where they are in scope: `WITH t AS (SELECT * FROM t) ...` does read the table t.
QStringList relationNames(const ParseTree &tree);

}
