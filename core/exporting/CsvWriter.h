// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/Column.h"
#include "core/table/RowBatch.h"

#include <QByteArray>

namespace sqlai::exporting {

enum class LineEnding { CrLf, Lf };

struct CsvOptions {
    LineEnding lineEnding = LineEnding::CrLf;
};

/// Rows as CSV by RFC 4180: UTF-8, a header line, a field quoted only where it must be. Fields are quoted and NULL is
/// empty exactly as `psql --csv` does it (so an empty string is empty too, and a lone \. is quoted). Pure: appends to
/// the buffer that it is given.
class CsvWriter final
{
public:
    explicit CsvWriter(const CsvOptions &options = {});

    void writeHeader(const table::Columns &columns, QByteArray &out) const;
    void writeRows(const table::RowBatch &rows, QByteArray &out) const;

private:
    QByteArray m_lineEnding;
};

}
