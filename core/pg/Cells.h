// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/RowBatch.h"

namespace sqlai::pg {

/// A cell of a catalogue query; NULL is "".
inline QByteArray cellOf(const table::RowBatch &rows, int row, int column)
{
    return rows.cell(row, column).value_or(QByteArrayView()).toByteArray();
}

/// A cell that holds an OID; 0 where it is NULL.
inline quint32 oidOf(const table::RowBatch &rows, int row, int column)
{
    return cellOf(rows, row, column).toUInt();
}

}
