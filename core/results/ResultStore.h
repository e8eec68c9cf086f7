// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/results/ResultReader.h"
#include "core/table/RowSink.h"

#include <QString>

#include <functional>
#include <memory>

namespace sqlai::results {

/// The write side of one result: takes rows in the worker that reads them and keeps them on disk, a page behind a
/// page. What is written survives a kill of the program (whole pages).
class ResultWriter : public table::RowSink
{
public:
    /// Writes what is left in the last page, and how the run ended, and closes the file. A result that was never
    /// finished stays readable as far as its whole pages go.
    virtual Result<void> finish(storage::ResultState state) = 0;
    /// Rows that readers can see. Becomes less on a full disk, where the last pages make room for the history.
    virtual qint64 rowsStored() const = 0;
};

/// The folder of stored results, one file for each attempt, readable by this user only. Safe in every thread.
class ResultStore final
{
public:
    explicit ResultStore(QString folder);

    /// Called in the writer's thread whenever readers can see more rows (and once when only columns are known).
    using Progress = std::function<void(qint64 rowsStored)>;

    /// A fresh file for the attempt; an older one of the same attempt is replaced. Errors: File (with the system's
    /// reason, such as a full disk).
    Result<std::shared_ptr<ResultWriter>> create(qint64 attemptId, Progress progress) const;
    Result<std::shared_ptr<const ResultReader>> open(qint64 attemptId) const;
    void remove(qint64 attemptId) const;

private:
    QString pathOf(qint64 attemptId) const;

    QString m_folder;
};

}
