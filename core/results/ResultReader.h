// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/storage/ResultRepository.h"
#include "core/table/Column.h"
#include "core/table/RowBatch.h"

#include <QString>

#include <memory>

namespace sqlai::results {

/// Rows in a page.
inline constexpr int pageSize = 500;

/// The read side of one stored result: any page by its number, also while rows still arrive behind it. Many readers
/// beside one writer; safe in every thread.
class ResultReader final
{
public:
    ~ResultReader();
    ResultReader(const ResultReader &) = delete;
    ResultReader &operator=(const ResultReader &) = delete;

    /// Errors: NotFound (no such result), File (damaged; says so and offers to run again).
    static Result<std::shared_ptr<const ResultReader>> open(const QString &path);

    const table::Columns &columns() const;
    /// Rows that are stored by now. Looks at the file anew, so it grows while a run streams.
    qint64 rowCount() const;
    qint64 pageCount() const;
    /// How the run ended, as the file told when it was opened; Partial where it had no end yet.
    storage::ResultState state() const;
    /// The file's size by now.
    qint64 byteCount() const;
    /// The page (the first is 0) of at most 500 rows. Errors: NotFound, File.
    Result<table::RowBatch> page(qint64 number) const;
    /// The same into a batch whose memory is used again, for whoever reads page behind page.
    Result<void> readPage(qint64 number, table::RowBatch &batch) const;

private:
    struct Data;
    explicit ResultReader(std::unique_ptr<Data> data);
    std::unique_ptr<Data> m_data;
};

}
