// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ErrorText.h"
#include "core/pg/PgPool.h"
#include "core/sql/SqlGuard.h"
#include "core/table/RowSink.h"

#include <QFutureWatcher>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <functional>
#include <mutex>
#include <stdexcept>

namespace sqlai::test {

/// What the guard lets through; a test's own statement must pass it.
inline sql::CheckedSql checked(const QByteArray &text)
{
    static const sql::SqlGuard guard;
    auto result = guard.check(text);
    if (!result)
        throw std::runtime_error(ErrorText::sentence(result.error()).toStdString());
    return std::move(*result);
}

/// The answer, with the event loop running meanwhile.
template <typename T>
Result<T> awaited(const QFuture<Result<T>> &future, int milliseconds = 30'000)
{
    QFutureWatcher<Result<T>> watcher;
    QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
    watcher.setFuture(future);
    if (!future.isFinished() && !finished.wait(milliseconds))
        return Error{.code = ErrorCode::Internal, .detail = QStringLiteral("The test waited in vain.")};
    if (future.resultCount() == 0)
        return Error{.code = ErrorCode::Cancelled};
    return future.result();
}

/// Keeps what arrives (in `cells`, row by row), or only counts where `isKeeping` is off.
class TestSink final : public table::RowSink
{
public:
    bool isKeeping = true;
    /// Called in the worker for each batch.
    std::function<Result<void>(const table::RowBatch &)> onBatch;

    table::Columns columns;
    QList<std::optional<QByteArray>> cells;
    QList<int> batches;
    int begins = 0;
    std::atomic<qint64> rows = 0;

    Result<void> begin(const table::Columns &arrived) override
    {
        columns = arrived;
        ++begins;
        return {};
    }
    Result<void> append(const table::RowBatch &batch) override
    {
        if (isKeeping)
            keep(batch);
        rows += batch.rowCount();
        return onBatch ? onBatch(batch) : Result<void>();
    }

private:
    void keep(const table::RowBatch &batch)
    {
        batches.append(batch.rowCount());
        for (int row = 0; row < batch.rowCount(); ++row) {
            for (int column = 0; column < batch.columnCount(); ++column) {
                const auto cell = batch.cell(row, column);
                cells.append(cell ? std::optional(cell->toByteArray()) : std::nullopt);
            }
        }
    }
};

/// A statement that computes for minutes before its first row comes.
inline constexpr char endless[] = "SELECT count(*) FROM generate_series(1, 100000) a, generate_series(1, 1000000) b";

}
