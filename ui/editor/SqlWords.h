// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sqlai::ui {

/// The words that cannot name a column without quotes (reserved, or reserved for types and functions).
const char *sqlReservedWords();
/// PostgreSQL's reserved words and those others that mean something in a query, in lower case, apart by blanks.
const char *sqlKeywords();
/// The built-in functions that people use most.
const char *sqlFunctions();

}
