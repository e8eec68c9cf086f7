// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/PageFormat.h"

#include "core/results/ColumnsJson.h"

#include <QtEndian>

#include <zlib.h>

#include <algorithm>
#include <cstring>

namespace sqlai::results {
namespace {

constexpr char fileMagic[] = "SQLAIRES";
constexpr quint32 formatVersion = 1;
constexpr quint32 tailMagic = 0x2e444e45;

template <typename T>
void put(T value, char *&out)
{
    qToLittleEndian(value, out);
    out += sizeof(T);
}

template <typename T>
T numberAt(QByteArrayView bytes, qsizetype position)
{
    return qFromLittleEndian<T>(bytes.data() + position);
}

/// The crc that closes a record of fixed size, so that a torn or foreign one is not believed.
bool isSealed(QByteArrayView record)
{
    const qsizetype sealed = record.size() - static_cast<qsizetype>(sizeof(quint32));
    return numberAt<quint32>(record, sealed) == crcOf(record.first(sealed));
}

/// Reads a cell's size and moves behind it; nothing where the bytes end too early or the number is too long.
std::optional<qsizetype> takeCellSize(const char *&position, const char *end)
{
    quint64 value = 0;
    for (int shift = 0; position < end && shift < 63; shift += 7) {
        const auto byte = static_cast<unsigned char>(*position++);
        value |= quint64{byte & 0x7fU} << shift;
        if (byte < 0x80)
            return static_cast<qsizetype>(value) - 1;
    }
    return std::nullopt;
}

}

quint32 crcOf(QByteArrayView bytes)
{
    return static_cast<quint32>(
        crc32_z(0, reinterpret_cast<const Bytef *>(bytes.data()), static_cast<z_size_t>(bytes.size())));
}

QByteArray encodeFileHeader(const table::Columns &columns)
{
    const QByteArray json = columnsToJson(columns);
    QByteArray header(fileHeaderSize, Qt::Uninitialized);
    char *out = header.data();
    std::copy_n(fileMagic, 8, out);
    out += 8;
    put(formatVersion, out);
    put(static_cast<quint32>(json.size()), out);
    put(crcOf(json), out);
    put(crcOf(QByteArrayView(header).first(fileHeaderSize - 4)), out);
    return header + json;
}

std::optional<qint64> columnBytes(QByteArrayView header)
{
    if (header.size() != fileHeaderSize || !header.startsWith(QByteArrayView(fileMagic, 8)) || !isSealed(header)
        || numberAt<quint32>(header, 8) != formatVersion)
        return std::nullopt;
    return numberAt<quint32>(header, 12);
}

std::optional<table::Columns> decodeColumns(QByteArrayView header, const QByteArray &columns)
{
    if (numberAt<quint32>(header, 16) != crcOf(columns))
        return std::nullopt;
    return columnsFromJson(columns);
}

void encodeBlockHeader(const BlockHeader &header, char *out)
{
    const char *const begin = out;
    put(static_cast<quint32>(header.kind), out);
    put(header.rows, out);
    put(header.bytes, out);
    put(header.crc, out);
    put(crcOf(QByteArrayView(begin, blockHeaderSize - 4)), out);
}

std::optional<BlockHeader> decodeBlockHeader(QByteArrayView bytes)
{
    if (bytes.size() != blockHeaderSize || !isSealed(bytes))
        return std::nullopt;
    const auto kind = static_cast<BlockKind>(numberAt<quint32>(bytes, 0));
    if (kind != BlockKind::Rows && kind != BlockKind::Index)
        return std::nullopt;
    return BlockHeader{.kind = kind,
                       .rows = numberAt<quint32>(bytes, 4),
                       .bytes = numberAt<quint64>(bytes, 8),
                       .crc = numberAt<quint32>(bytes, 16)};
}

QByteArray encodeIndex(const Index &index, quint32 rowsInLastPage, qint64 position)
{
    const auto bytes = static_cast<qsizetype>(index.pageBegins.size() + 1) * qsizetype(sizeof(qint64));
    QByteArray encoded(blockHeaderSize + bytes + tailSize, Qt::Uninitialized);
    char *out = encoded.data() + blockHeaderSize;
    for (const qint64 begin : index.pageBegins)
        put(begin, out);
    put(static_cast<quint64>(index.state), out);
    encodeBlockHeader({.kind = BlockKind::Index,
                       .rows = rowsInLastPage,
                       .bytes = static_cast<quint64>(bytes),
                       .crc = crcOf(QByteArrayView(encoded).sliced(blockHeaderSize, bytes))},
                      encoded.data());
    const char *const tail = out;
    put(position, out);
    put(tailMagic, out);
    put(crcOf(QByteArrayView(tail, tailSize - 4)), out);
    return encoded;
}

std::optional<qint64> decodeTail(QByteArrayView tail)
{
    if (tail.size() != tailSize || !isSealed(tail) || numberAt<quint32>(tail, 8) != tailMagic)
        return std::nullopt;
    return numberAt<qint64>(tail, 0);
}

std::optional<Index> decodeIndex(const BlockHeader &header, QByteArrayView bytes)
{
    constexpr auto entrySize = qsizetype(sizeof(qint64));
    if (header.kind != BlockKind::Index || bytes.size() < entrySize || bytes.size() % entrySize != 0
        || crcOf(bytes) != header.crc)
        return std::nullopt;
    const qsizetype pages = bytes.size() / entrySize - 1;
    const auto state = numberAt<quint64>(bytes, pages * entrySize);
    if (state > static_cast<quint64>(storage::ResultState::Partial))
        return std::nullopt;
    Index index{.state = static_cast<storage::ResultState>(state)};
    for (qsizetype page = 0; page < pages; ++page)
        index.pageBegins.push_back(numberAt<qint64>(bytes, page * entrySize));
    return index;
}

bool decodeRows(quint32 rows, QByteArrayView bytes, table::RowBatch &batch)
{
    const char *position = bytes.data();
    const char *const end = position + bytes.size();
    for (quint32 row = 0; row < rows; ++row) {
        for (int column = 0; column < batch.columnCount(); ++column) {
            const std::optional<qsizetype> size = takeCellSize(position, end);
            if (!size || *size > end - position)
                return false;
            if (*size < 0) {
                batch.append(std::nullopt);
                continue;
            }
            batch.append(QByteArrayView(position, *size));
            position += *size;
        }
        batch.endRow();
    }
    return position == end;
}

}
