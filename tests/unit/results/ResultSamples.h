// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/results/ResultStore.h"

#include <QByteArray>
#include <QString>

namespace sqlai::results {

/// Two columns: the row's number, and for every third row NULL, for every other third an empty text.
inline table::Columns sampleColumns()
{
    return {{.name = QStringLiteral("number"), .typeOid = 20, .typeName = QStringLiteral("bigint")},
            {.name = QStringLiteral("größe 🚚"), .typeOid = 25, .typeName = QStringLiteral("text")}};
}

inline std::optional<QByteArray> sampleText(qint64 number)
{
    if (number % 3 == 0)
        return std::nullopt;
    return number % 3 == 1 ? QByteArray("") : QByteArray(static_cast<qsizetype>(number % 300), 'x');
}

inline table::RowBatch sampleRows(qint64 first, int count)
{
    table::RowBatch batch(2);
    for (qint64 number = first; number < first + count; ++number) {
        batch.append(QByteArray::number(number));
        if (const auto text = sampleText(number))
            batch.append(*text);
        else
            batch.append(std::nullopt);
        batch.endRow();
    }
    return batch;
}

/// Appends so many rows in batches of `batchRows`; the first Error ends it.
inline Result<void> appendSamples(ResultWriter &writer, qint64 rows, int batchRows = pageSize)
{
    for (qint64 first = 0; first < rows; first += batchRows) {
        const auto count = static_cast<int>(qMin<qint64>(batchRows, rows - first));
        if (const auto appended = writer.append(sampleRows(first, count)); !appended)
            return appended;
    }
    return {};
}

}
