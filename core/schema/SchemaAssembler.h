// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/pg/StaticSql.h"
#include "core/schema/Schema.h"
#include "core/table/RowSink.h"

#include <QList>

namespace sqlai::schema {

/// The catalogue queries, in the order in which assembleSchema() wants their rows.
QList<pg::StaticSql> catalogStatements();

/// Puts the rows of catalogStatements() together. Pure. Errors: Internal (rows of another shape).
Result<Schema> assembleSchema(const QList<table::RowSet> &sets);

}
