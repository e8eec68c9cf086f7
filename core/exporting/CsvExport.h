// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Result.h"
#include "core/exporting/CsvWriter.h"
#include "core/results/ResultReader.h"

#include <QFuture>

#include <functional>
#include <memory>

namespace sqlai::exporting {

struct ExportSummary {
    QString path = {};
    qint64 rows = 0;
    qint64 bytes = 0;
    /// What the file lacks, for whoever knows the attempt to say: rows behind the row cap, or behind an early end.
    bool isCapped = false;
    bool isPartial = false;
};

/// Called in a pool thread, at most some ten times a second.
using ExportProgress = std::function<void(qint64 rowsWritten)>;

/// Writes a stored result as CSV on the thread pool, page by page, into a temporary file that takes the name `path`
/// only at the end: a cancel or an error leaves an older file as it was. Errors: File, Cancelled.
QFuture<Result<ExportSummary>> exportCsv(std::shared_ptr<const results::ResultReader> reader, const QString &path,
                                         const CsvOptions &options, const CancelToken &token,
                                         ExportProgress progress = {});

}
