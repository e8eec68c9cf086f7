// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/RowBatch.h"

namespace sqlai::table {

void RowBatch::append(std::optional<QByteArrayView> cell)
{
    if (!cell) {
        m_cells.push_back({});
        return;
    }
    m_cells.push_back({.begin = m_bytes.size(), .size = cell->size()});
    m_bytes.append(*cell);
}

void RowBatch::clear()
{
    m_rowCount = 0;
    m_bytes.resize(0);
    m_cells.clear();
}

std::optional<QByteArrayView> RowBatch::cell(int row, int column) const
{
    Q_ASSERT(row >= 0 && row < m_rowCount && column >= 0 && column < m_columnCount);
    const Cell &found = m_cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columnCount)
                                + static_cast<std::size_t>(column)];
    if (found.size < 0)
        return std::nullopt;
    return QByteArrayView(m_bytes).sliced(found.begin, found.size);
}

}
