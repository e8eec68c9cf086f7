// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QMetaType>

#include <optional>
#include <vector>

namespace sqlai::table {

/// Rows on their way: cells as the bytes PostgreSQL sent (text format, UTF-8), one behind the other in one buffer.
/// Meant to be reused: clear() keeps the memory.
class RowBatch final
{
public:
    explicit RowBatch(int columnCount = 0)
        : m_columnCount(columnCount)
    {
    }

    int columnCount() const { return m_columnCount; }
    int rowCount() const { return m_rowCount; }
    bool isEmpty() const { return m_rowCount == 0; }
    /// Sum of the cells' bytes.
    qsizetype byteCount() const { return m_bytes.size(); }

    /// Appends the next cell of the row at hand; nullopt is NULL. Call endRow() after the last one.
    void append(std::optional<QByteArrayView> cell);
    void endRow() { ++m_rowCount; }
    void clear();

    /// nullopt is NULL. The view lives as long as the batch is not changed.
    std::optional<QByteArrayView> cell(int row, int column) const;

    bool operator==(const RowBatch &) const = default;

private:
    struct Cell {
        qsizetype begin = 0;
        /// -1 is NULL.
        qsizetype size = -1;
        bool operator==(const Cell &) const = default;
    };

    int m_columnCount;
    int m_rowCount = 0;
    QByteArray m_bytes;
    std::vector<Cell> m_cells;
};

}

Q_DECLARE_METATYPE(sqlai::table::RowBatch)
