// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/ResultRepository.h"
#include "core/table/Column.h"
#include "core/table/RowBatch.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

/// How a stored result lies on disk. All numbers are little-endian.
///
///     header   magic, version, size and crc of the columns, crc of all that; the columns as JSON
///     block*   block header; cells, row by row: size + 1 as LEB128 (0 is NULL), then the bytes
///     index    block header; where each page begins, 8 bytes a page;     \ written when the result
///              how the run ended, 8 bytes                                | is finished
///     tail     where the index begins, crc, magic                        /
///
/// A page is the blocks that hold its 500 rows together: one, or several where rows are large. A file without a tail
/// (it still grows, or its writer was killed) is read by going from block header to block header.
namespace sqlai::results {

inline constexpr qint64 fileHeaderSize = 24;
inline constexpr qint64 blockHeaderSize = 24;
inline constexpr qint64 tailSize = 16;

enum class BlockKind : quint32 { Rows = 0x53574f52, Index = 0x58444e49 };

struct BlockHeader {
    BlockKind kind = BlockKind::Rows;
    /// Of the block; in an index those of the last page.
    quint32 rows = 0;
    /// What follows the header.
    quint64 bytes = 0;
    quint32 crc = 0;
};

quint32 crcOf(QByteArrayView bytes);

QByteArray encodeFileHeader(const table::Columns &columns);
/// How many bytes of columns follow these fileHeaderSize bytes, or nothing where they are no header.
std::optional<qint64> columnBytes(QByteArrayView header);
std::optional<table::Columns> decodeColumns(QByteArrayView header, const QByteArray &columns);

/// Writes blockHeaderSize bytes.
void encodeBlockHeader(const BlockHeader &header, char *out);
std::optional<BlockHeader> decodeBlockHeader(QByteArrayView bytes);

struct Index {
    std::vector<qint64> pageBegins = {};
    storage::ResultState state = storage::ResultState::Partial;
};

/// Index and tail for a file whose next byte has the offset `position`.
QByteArray encodeIndex(const Index &index, quint32 rowsInLastPage, qint64 position);
/// Where the index begins.
std::optional<qint64> decodeTail(QByteArrayView tail);
std::optional<Index> decodeIndex(const BlockHeader &header, QByteArrayView bytes);

/// Most bytes that a cell's size takes.
inline constexpr qsizetype maximumSizeBytes = 10;
/// Writes a cell's size (-1 is NULL); returns where it ends.
inline char *encodeCellSize(qsizetype size, char *out)
{
    auto value = static_cast<quint64>(size + 1);
    for (; value >= 0x80; value >>= 7)
        *out++ = static_cast<char>(value | 0x80);
    *out++ = static_cast<char>(value);
    return out;
}

/// Appends the rows of one block; false where the bytes do not hold them.
bool decodeRows(quint32 rows, QByteArrayView bytes, table::RowBatch &batch);

}
