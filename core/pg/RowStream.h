// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/pg/CancelScope.h"
#include "core/pg/PgConnection.h"
#include "core/pg/QueryRunner.h"
#include "core/table/RowSink.h"

#include <optional>

namespace sqlai::pg {

/// Carries the rows of the statement that was just sent in single-row mode from libpq to a sink, batch by batch, and
/// leaves the connection drained, whatever happens. Lives in a worker for one result.
class RowStream final
{
public:
    static constexpr int batchRows = 500;
    /// A batch of big values goes out earlier, so that memory stays flat.
    static constexpr qsizetype batchBytes = qsizetype(4) * 1024 * 1024;
    /// Rows wait no longer than this for a batch to fill: a person wants to see what is there.
    static constexpr std::chrono::milliseconds batchAge{200};
    /// What the server's own time limit may be late by before ours speaks.
    static constexpr std::chrono::seconds grace{1};

    RowStream(PgConnection &connection, CancelScope &cancel, const RunLimits &limits, table::Columns columns,
              table::RowSink &sink);

    /// Errors: SqlFailed, TimedOut, Cancelled, Connection, or the sink's; rows that came before are in the sink.
    Result<RunSummary> read();

private:
    Result<void> receive();
    void take(const pg_result *result);
    void takeRow(const pg_result *row);
    void begin();
    void flush();
    void stop(std::optional<Error> reason);
    Error judged(const Error &error) const;

    PgConnection &m_connection;
    CancelScope &m_cancel;
    RunLimits m_limits;
    table::Columns m_columns;
    table::RowSink &m_sink;
    table::RowBatch m_batch;
    WakeUp::TimePoint m_sent;
    WakeUp::TimePoint m_limit;
    WakeUp::TimePoint m_batchEnd;
    /// The first thing that went wrong, on either side.
    std::optional<Error> m_error;
    qint64 m_rows = 0;
    bool m_hasBegun = false;
    bool m_isCapped = false;
    /// Rows that still come are let go of.
    bool m_isStopping = false;
};

}
