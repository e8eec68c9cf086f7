// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/CsvWriter.h"

#include <cstdint>
#include <cstring>

namespace sqlai::exporting {
namespace {

/// The byte in each of the eight places of a word.
constexpr std::uint64_t everywhere(char byte)
{
    return 0x0101010101010101ULL * static_cast<unsigned char>(byte);
}

/// Not 0 if a byte of `word` is `byte`. (A byte above the first hit may be wrong; whether there is one never is.)
std::uint64_t has(std::uint64_t word, char byte)
{
    const std::uint64_t difference = word ^ everywhere(byte);
    return (difference - everywhere(1)) & ~difference & everywhere('\x80');
}

std::uint64_t hasSpecial(std::uint64_t word)
{
    return has(word, ',') | has(word, '"') | has(word, '\n') | has(word, '\r');
}

/// `size` bytes of `data`, at most eight; the rest of the word is 0.
std::uint64_t wordAt(const char *data, qsizetype size)
{
    std::uint64_t word = 0;
    std::memcpy(&word, data, static_cast<std::size_t>(size));
    return word;
}

/// psql's rule (csv_print_field in fe_utils/print.c), eight bytes at a time.
bool mustBeQuoted(QByteArrayView field)
{
    constexpr qsizetype step = sizeof(std::uint64_t);
    const char *data = field.data();
    qsizetype left = field.size();
    if (left == 2 && data[0] == '\\' && data[1] == '.')
        return true;
    for (; left >= step; left -= step, data += step) {
        if (hasSpecial(wordAt(data, step)))
            return true;
    }
    return left > 0 && hasSpecial(wordAt(data, left)) != 0;
}

char *copy(QByteArrayView bytes, char *out)
{
    if (!bytes.isEmpty())
        std::memcpy(out, bytes.data(), static_cast<std::size_t>(bytes.size()));
    return out + bytes.size();
}

char *copyQuoted(QByteArrayView field, char *out)
{
    *out++ = '"';
    for (const char byte : field) {
        if (byte == '"')
            *out++ = '"';
        *out++ = byte;
    }
    *out++ = '"';
    return out;
}

/// Appends fields behind what `out` holds, through a pointer: QByteArray::append() for each field costs more than the
/// field itself. The array is larger than its contents meanwhile and cut at the end.
class Appender final
{
public:
    explicit Appender(QByteArray &out)
        : m_out(out)
        , m_position(out.data() + out.size())
    {
    }
    ~Appender() { m_out.truncate(used()); }
    Appender(const Appender &) = delete;
    Appender &operator=(const Appender &) = delete;

    void field(QByteArrayView field)
    {
        if (mustBeQuoted(field)) {
            reserve(2 * field.size() + 2);
            m_position = copyQuoted(field, m_position);
        } else {
            plain(field);
        }
    }
    void plain(QByteArrayView bytes)
    {
        reserve(bytes.size());
        m_position = copy(bytes, m_position);
    }

private:
    qsizetype used() const { return m_position - m_out.constData(); }
    void reserve(qsizetype bytes)
    {
        const qsizetype before = used();
        if (m_out.size() - before >= bytes)
            return;
        m_out.resize(qMax(m_out.capacity(), qMax(2 * before, before + bytes)));
        m_position = m_out.data() + before;
    }

    QByteArray &m_out;
    char *m_position;
};

}

CsvWriter::CsvWriter(const CsvOptions &options)
    : m_lineEnding(options.lineEnding == LineEnding::CrLf ? "\r\n" : "\n")
{
}

void CsvWriter::writeHeader(const table::Columns &columns, QByteArray &out) const
{
    Appender appender(out);
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (i > 0)
            appender.plain(",");
        appender.field(columns[i].name.toUtf8());
    }
    appender.plain(m_lineEnding);
}

void CsvWriter::writeRows(const table::RowBatch &rows, QByteArray &out) const
{
    // As psql: where there are no columns the header's line end is all there is.
    if (rows.columnCount() == 0)
        return;
    Appender appender(out);
    for (int row = 0; row < rows.rowCount(); ++row) {
        for (int column = 0; column < rows.columnCount(); ++column) {
            if (column > 0)
                appender.plain(",");
            if (const auto cell = rows.cell(row, column))
                appender.field(*cell);
        }
        appender.plain(m_lineEnding);
    }
}

}
