// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sqlai::ui {

/// PostgreSQL's reserved words and those others that mean something in a query, in lower case, apart by blanks.
const char *sqlKeywords();
/// The built-in functions that people use most.
const char *sqlFunctions();

}
