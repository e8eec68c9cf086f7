// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/Column.h"

#include <QByteArray>

#include <optional>

namespace sqlai::results {

/// A result's columns as compact JSON, `[{"name": ..., "oid": ..., "type": ...}]`: in the file's header and in the
/// manifest.
QByteArray columnsToJson(const table::Columns &columns);
/// Nothing where the text is not what columnsToJson() writes.
std::optional<table::Columns> columnsFromJson(const QByteArray &json);

}
