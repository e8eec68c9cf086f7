// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/pg/PgHandles.h"
#include "core/pg/StaticSql.h"
#include "core/table/Column.h"

#include <QByteArrayList>
#include <QHash>

#include <functional>
#include <utility>

namespace sqlai::pg {

/// format_type()'s names by type OID and modifier, as far as they are known on one connection.
using TypeNames = QHash<std::pair<quint32, int>, QString>;

/// Names for the types $1 (oid[]) with the modifiers $2 (integer[]), in their order.
inline constexpr StaticSql formatTypeSql(
    "SELECT pg_catalog.format_type(t, m) FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.oid[]), "
    "pg_catalog.unnest($2::pg_catalog.int4[])) WITH ORDINALITY AS u(t, m, o) ORDER BY o");

/// A result's columns. Asks the server with `ask` (formatTypeSql) where a name is not known yet; names of built-in
/// types are kept, a user's own type may be renamed any time.
Result<table::Columns> resultColumns(const pg_result *result, TypeNames &names,
                                     const std::function<Result<PgResult>(const QByteArrayList &arguments)> &ask);

}
