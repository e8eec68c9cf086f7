// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/ResultFileWriter.h"

#include "core/results/PageFormat.h"

#include <QCoreApplication>

#include <cstring>

namespace sqlai::results {
namespace {

/// A block is written when it has grown to this, so that a page of large rows is not held in memory.
constexpr qsizetype blockBytes = qsizetype(1024) * 1024;
/// A buffer that one giant row has blown up is let go of.
constexpr qsizetype bufferBytesKept = 8 * blockBytes;
/// What is given back where the disk is full, so that the history can still say how the run ended.
constexpr qint64 bytesForHistory = 128LL * 1024;

}

ResultFileWriter::ResultFileWriter(const QString &path, ResultStore::Progress progress)
    : m_file(path)
    , m_progress(std::move(progress))
    , m_buffer(blockBytes, Qt::Uninitialized)
    , m_used(blockHeaderSize)
{
}

Result<void> ResultFileWriter::open()
{
    if (m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered,
                    QFile::ReadOwner | QFile::WriteOwner))
        return {};
    return Error{.code = ErrorCode::File,
                 .detail = QCoreApplication::translate(
                               "sqlai::results::ResultStore",
                               "The result cannot be stored in %1: %2. Check the folder and the disk, then run again.")
                               .arg(m_file.fileName(), m_file.errorString())};
}

Result<void> ResultFileWriter::begin(const table::Columns &columns)
{
    if (const auto written = write(encodeFileHeader(columns)); !written)
        return written;
    m_pageBegin = m_position;
    publish();
    return {};
}

Result<void> ResultFileWriter::append(const table::RowBatch &batch)
{
    if (m_failure)
        return *m_failure;
    for (int row = 0; row < batch.rowCount(); ++row) {
        copyRow(batch, row);
        if (m_rowsInPage == pageSize || m_used >= blockBytes) {
            if (const auto written = writeBlock(); !written)
                return written;
        }
        if (m_rowsInPage == pageSize) {
            endPage();
            publish();
        }
    }
    return {};
}

Result<void> ResultFileWriter::finish(storage::ResultState state)
{
    if (m_failure)
        return *m_failure;
    if (!m_file.isOpen())
        return {};
    const quint32 rowsInLastPage = m_rowsInPage > 0 || m_pageBegins.empty() ? m_rowsInPage : pageSize;
    if (m_rowsInBlock > 0) {
        if (const auto written = writeBlock(); !written)
            return written;
    }
    const qint64 rowsBehind = m_rowsInPage;
    if (rowsBehind > 0)
        endPage();
    const auto index = encodeIndex({.pageBegins = m_pageBegins, .state = state}, rowsInLastPage, m_position);
    if (const auto written = write(index); !written)
        return written;
    m_file.close();
    if (rowsBehind > 0)
        publish();
    return {};
}

void ResultFileWriter::copyRow(const table::RowBatch &batch, int row)
{
    char *position = m_buffer.data() + m_used;
    for (int column = 0; column < batch.columnCount(); ++column) {
        const std::optional<QByteArrayView> cell = batch.cell(row, column);
        const qsizetype size = cell ? cell->size() : 0;
        position = reserve(position, size + maximumSizeBytes);
        position = encodeCellSize(cell ? size : -1, position);
        if (size > 0)
            std::memcpy(position, cell->data(), static_cast<std::size_t>(size));
        position += size;
    }
    m_used = position - m_buffer.constData();
    ++m_rowsInBlock;
    ++m_rowsInPage;
}

char *ResultFileWriter::reserve(char *position, qsizetype bytes)
{
    const qsizetype used = position - m_buffer.constData();
    if (m_buffer.size() - used >= bytes)
        return position;
    m_buffer.resize(qMax(m_buffer.size() * 2, used + bytes));
    return m_buffer.data() + used;
}

void ResultFileWriter::sealBlock()
{
    const QByteArrayView cells = QByteArrayView(m_buffer).sliced(blockHeaderSize, m_used - blockHeaderSize);
    encodeBlockHeader({.kind = BlockKind::Rows,
                       .rows = m_rowsInBlock,
                       .bytes = static_cast<quint64>(cells.size()),
                       .crc = crcOf(cells)},
                      m_buffer.data());
}

Result<void> ResultFileWriter::writeBlock()
{
    if (m_rowsInBlock == 0)
        return {};
    sealBlock();
    const auto written = write(QByteArrayView(m_buffer).first(m_used));
    m_used = blockHeaderSize;
    m_rowsInBlock = 0;
    if (m_buffer.size() > bufferBytesKept)
        m_buffer = QByteArray(blockBytes, Qt::Uninitialized);
    return written;
}

Result<void> ResultFileWriter::write(QByteArrayView bytes)
{
    if (m_failure)
        return *m_failure;
    // A disk that becomes full takes a part without a word; only the next attempt tells the reason.
    qint64 written = 0;
    qint64 count = 1;
    while (written < bytes.size() && count > 0) {
        count = m_file.write(bytes.data() + written, bytes.size() - written);
        written += count;
    }
    if (count > 0) {
        m_position += bytes.size();
        return {};
    }
    m_failure = Error{.code = ErrorCode::File,
                      .detail = QCoreApplication::translate(
                                    "sqlai::results::ResultStore",
                                    "The rows cannot be stored in %1: %2. The rows before this stay readable. Free "
                                    "some space on the disk, then run again.")
                                    .arg(m_file.fileName(), m_file.errorString())};
    makeRoom();
    m_file.close();
    return *m_failure;
}

void ResultFileWriter::makeRoom()
{
    // Without the rest of it the page under way cannot be seen, nor without its index one that is not full.
    qint64 end = m_pageBegin;
    while (m_position - end < bytesForHistory && !m_pageBegins.empty()) {
        end = m_pageBegins.back();
        m_pageBegins.pop_back();
    }
    m_file.resize(end);
    m_position = end;
    m_rowsVisible = static_cast<qint64>(m_pageBegins.size()) * pageSize;
}

void ResultFileWriter::endPage()
{
    m_pageBegins.push_back(m_pageBegin);
    m_pageBegin = m_position;
    m_rowsVisible += m_rowsInPage;
    m_rowsInPage = 0;
}

void ResultFileWriter::publish()
{
    if (m_progress)
        m_progress(m_rowsVisible);
}

}
