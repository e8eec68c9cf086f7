// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/ResultReader.h"

#include "core/results/PageFormat.h"

#include <QCoreApplication>
#include <QFile>

#include <mutex>
#include <vector>

namespace sqlai::results {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("sqlai::results::ResultReader", text);
}

Error damaged(const QFile &file)
{
    return {.code = ErrorCode::File,
            .detail = tr("The stored result in %1 is damaged. Run the statement again to get its rows anew.")
                          .arg(file.fileName())};
}

}

struct ResultReader::Data {
    /// Guards everything but the columns. Unbuffered: a buffer would keep bytes that the writer has replaced since.
    std::mutex mutex = {};
    QFile file;
    table::Columns columns = {};
    /// Where each whole page begins; it ends where the next one begins, the last one at `end`.
    std::vector<qint64> pageBegins = {};
    qint64 end = 0;
    quint32 rowsInLastPage = 0;
    bool isFinished = false;
    storage::ResultState state = storage::ResultState::Partial;
    /// Where the columns end and the first page begins.
    qint64 firstPage = 0;
    /// Up to where block headers were looked at, and the page that was under way there.
    qint64 scanned = 0;
    quint32 rowsScanned = 0;

    explicit Data(const QString &path)
        : file(path)
    {
    }

    QByteArray read(qint64 offset, qint64 bytes);
    bool readColumns();
    bool readIndex();
    void scan();
    void startOver();
    void addPage(qint64 pageEnd);
    Result<QByteArray> pageBytes(qint64 number);
};

QByteArray ResultReader::Data::read(qint64 offset, qint64 bytes)
{
    if (bytes < 0 || !file.seek(offset))
        return {};
    return file.read(bytes);
}

bool ResultReader::Data::readColumns()
{
    const QByteArray header = read(0, fileHeaderSize);
    const std::optional<qint64> bytes = columnBytes(header);
    if (!bytes || *bytes > file.size() - fileHeaderSize)
        return false;
    const auto decoded = decodeColumns(header, read(fileHeaderSize, *bytes));
    if (!decoded)
        return false;
    columns = *decoded;
    scanned = end = firstPage = fileHeaderSize + *bytes;
    return true;
}

bool ResultReader::Data::readIndex()
{
    const qint64 size = file.size();
    const auto position = size < tailSize ? std::nullopt : decodeTail(read(size - tailSize, tailSize));
    if (!position || *position < end || *position > size - tailSize - blockHeaderSize)
        return false;
    const auto header = decodeBlockHeader(read(*position, blockHeaderSize));
    if (!header || *position + blockHeaderSize + static_cast<qint64>(header->bytes) + tailSize != size)
        return false;
    auto index = decodeIndex(*header, read(*position + blockHeaderSize, static_cast<qint64>(header->bytes)));
    if (!index)
        return false;
    pageBegins = std::move(index->pageBegins);
    state = index->state;
    rowsInLastPage = header->rows;
    end = *position;
    isFinished = true;
    return true;
}

void ResultReader::Data::scan()
{
    const qint64 size = file.size();
    if (!isFinished && size < end)
        startOver();
    while (!isFinished && size - scanned >= blockHeaderSize) {
        const auto header = decodeBlockHeader(read(scanned, blockHeaderSize));
        if (!header || header->bytes > static_cast<quint64>(size - scanned - blockHeaderSize))
            return; // On its way, or torn by a crash: what comes before it counts.
        if (header->kind == BlockKind::Index) {
            if (rowsScanned > 0)
                addPage(scanned);
            isFinished = true;
            return;
        }
        scanned += blockHeaderSize + static_cast<qint64>(header->bytes);
        rowsScanned += header->rows;
        if (rowsScanned >= pageSize)
            addPage(scanned);
    }
}

/// The writer has cut off pages that were seen already, for want of space.
void ResultReader::Data::startOver()
{
    pageBegins.clear();
    scanned = end = firstPage;
    rowsScanned = 0;
}

void ResultReader::Data::addPage(qint64 pageEnd)
{
    pageBegins.push_back(end);
    end = pageEnd;
    rowsInLastPage = rowsScanned;
    rowsScanned = 0;
}

Result<QByteArray> ResultReader::Data::pageBytes(qint64 number)
{
    const std::scoped_lock lock(mutex);
    scan();
    const auto pages = static_cast<qint64>(pageBegins.size());
    if (number < 0 || number >= pages) {
        return Error{.code = ErrorCode::NotFound,
                     .detail = tr("The result has no page %1; it has %2 by now.").arg(number + 1).arg(pages)};
    }
    const auto index = static_cast<std::size_t>(number);
    const qint64 begin = pageBegins[index];
    const qint64 pageEnd = number + 1 < pages ? pageBegins[index + 1] : end;
    QByteArray bytes = read(begin, pageEnd - begin);
    if (bytes.size() != pageEnd - begin)
        return damaged(file);
    return bytes;
}

ResultReader::ResultReader(std::unique_ptr<Data> data)
    : m_data(std::move(data))
{
}

ResultReader::~ResultReader() = default;

Result<std::shared_ptr<const ResultReader>> ResultReader::open(const QString &path)
{
    auto data = std::make_unique<Data>(path);
    if (!data->file.exists()) {
        return Error{.code = ErrorCode::NotFound,
                     .detail = tr("The stored result in %1 is gone. Run the statement again.").arg(path)};
    }
    if (!data->file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return Error{.code = ErrorCode::File,
                     .detail = tr("The stored result in %1 cannot be read: %2. Run the statement again.")
                                   .arg(path, data->file.errorString())};
    }
    if (data->file.size() == 0)
        return Error{.code = ErrorCode::NotFound, .detail = tr("No row of this result has arrived yet.")};
    if (!data->readColumns())
        return damaged(data->file);
    if (!data->readIndex())
        data->scan();
    return std::shared_ptr<const ResultReader>(new ResultReader(std::move(data)));
}

const table::Columns &ResultReader::columns() const
{
    return m_data->columns;
}

qint64 ResultReader::rowCount() const
{
    const std::scoped_lock lock(m_data->mutex);
    m_data->scan();
    const auto pages = static_cast<qint64>(m_data->pageBegins.size());
    return pages == 0 ? 0 : (pages - 1) * pageSize + m_data->rowsInLastPage;
}

storage::ResultState ResultReader::state() const
{
    return m_data->state;
}

qint64 ResultReader::byteCount() const
{
    const std::scoped_lock lock(m_data->mutex);
    return m_data->file.size();
}

qint64 ResultReader::pageCount() const
{
    const std::scoped_lock lock(m_data->mutex);
    m_data->scan();
    return static_cast<qint64>(m_data->pageBegins.size());
}

Result<table::RowBatch> ResultReader::page(qint64 number) const
{
    table::RowBatch batch(static_cast<int>(m_data->columns.size()));
    if (const auto read = readPage(number, batch); !read)
        return read.error();
    return batch;
}

Result<void> ResultReader::readPage(qint64 number, table::RowBatch &batch) const
{
    Q_ASSERT(batch.columnCount() == m_data->columns.size());
    const auto bytes = m_data->pageBytes(number);
    if (!bytes)
        return bytes.error();
    batch.clear();
    QByteArrayView rest(*bytes);
    while (!rest.isEmpty()) {
        const auto header = decodeBlockHeader(rest.first(qMin(blockHeaderSize, rest.size())));
        if (!header || header->bytes > static_cast<quint64>(rest.size() - blockHeaderSize))
            return damaged(m_data->file);
        const QByteArrayView cells = rest.sliced(blockHeaderSize, static_cast<qsizetype>(header->bytes));
        if (crcOf(cells) != header->crc || !decodeRows(header->rows, cells, batch))
            return damaged(m_data->file);
        rest = rest.sliced(blockHeaderSize + cells.size());
    }
    return {};
}

}
