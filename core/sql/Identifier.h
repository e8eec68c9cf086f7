// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sqlai::sql {

/// The words of PostgreSQL 15 that cannot name a column without quotes (reserved, or reserved for types and functions),
/// in lower case, apart by blanks.
const char *reservedWords();

/// A name as SQL takes it: in quotes where it is not a plain word in lower case, or is a reserved one.
QString quotedIdentifier(const QString &name);

}
