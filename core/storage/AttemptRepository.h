// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/report/Attempt.h"
#include "core/storage/ResultRepository.h"

#include <QFuture>
#include <QList>
#include <QString>

#include <functional>

namespace sqlai::storage {

class LocalDatabase;

/// The attempts of every user and program of this workspace. Safe in every thread; answers come from the store's
/// worker. Every call can fail with Storage.
class AttemptRepository final
{
public:
    /// `processLock` is the name of this program's ProcessLock; the rows that it writes carry it.
    AttemptRepository(LocalDatabase &database, QString processLock, const Clock &clock);

    /// Stores a new attempt (its id is ignored) and gives it back with the id it got.
    QFuture<Result<report::Attempt>> insert(const report::Attempt &attempt);
    /// Overwrites the whole row. Errors: NotFound.
    QFuture<Result<void>> update(const report::Attempt &attempt);
    /// The same, but only where the row still has the status `expected`: of two programs that start an attempt at the
    /// same time one wins. Errors: NotFound, Usage (it has another status meanwhile).
    QFuture<Result<void>> updateFrom(report::AttemptStatus expected, const report::Attempt &attempt);
    /// Errors: NotFound.
    QFuture<Result<report::Attempt>> find(qint64 id);
    /// Every word of the search must occur in the question or the SQL, whatever its case.
    QFuture<Result<report::HistoryPage>> list(const report::HistoryFilter &filter);

    /// What the disk holds of a result.
    struct StoredResult {
        qint64 rows = 0;
        /// Complete or Capped only where the run had come to its end.
        ResultState state = ResultState::Partial;
    };
    /// Called on the store's worker.
    using StoredResults = std::function<StoredResult(qint64 attemptId)>;
    /// Ends the attempts that were under way in programs that have ended: what was generating becomes
    /// failed_generation, what was running failed_execution, with the rows that are stored as a partial result; or
    /// success, where the result is whole and only the history did not learn of it. What a living program has under
    /// way is not touched. Gives the attempts as they stand now.
    QFuture<Result<QList<report::Attempt>>> interruptLost(const StoredResults &storedResults);

private:
    LocalDatabase &m_database;
    QString m_processLock;
    const Clock &m_clock;
};

}
