// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/RowStream.h"

#include "core/pg/PgError.h"

#include <libpq-fe.h>

#include <utility>

namespace sqlai::pg {
namespace {

using SteadyClock = std::chrono::steady_clock;

}

RowStream::RowStream(PgConnection &connection, CancelScope &cancel, const RunLimits &limits, table::Columns columns,
                     table::RowSink &sink)
    : m_connection(connection)
    , m_cancel(cancel)
    , m_limits(limits)
    , m_columns(std::move(columns))
    , m_sink(sink)
    , m_batch(static_cast<int>(m_columns.size()))
    , m_sent(SteadyClock::now())
    , m_limit(m_sent + m_limits.timeout + grace)
    , m_batchEnd(m_limit)
{
}

Result<RunSummary> RowStream::read()
{
    const auto received = receive();
    flush();
    // While stopping, the verdict stands already; a connection that broke on the way is its owner's business.
    if (!received && !m_isStopping)
        return judged(received.error());
    if (m_error)
        return *m_error;
    return RunSummary{.rows = m_rows, .isCapped = m_isCapped};
}

Result<void> RowStream::receive()
{
    for (;;) {
        const auto until = m_batch.isEmpty() ? m_limit : m_batchEnd;
        const auto arrival = m_connection.await(m_cancel.waitUntil(until));
        if (arrival == PgConnection::Arrival::Lost)
            return PgError::lost(m_connection.handle());
        if (arrival == PgConnection::Arrival::Quiet) {
            flush();
            if (m_cancel.isServerSilent(m_limit)) {
                m_connection.giveUp();
                return PgError::silent();
            }
            continue;
        }
        const PgResult result(PQgetResult(m_connection.handle()));
        if (!result)
            return {};
        take(result.get());
    }
}

void RowStream::take(const pg_result *result)
{
    switch (PQresultStatus(result)) {
    case PGRES_SINGLE_TUPLE:
        takeRow(result);
        return;
    case PGRES_TUPLES_OK:
        if (!m_isStopping)
            begin();
        return;
    default:
        // After a stop of our own the server's 57014 is only its answer to that.
        if (!std::exchange(m_isStopping, true))
            m_error = judged(PgError::fromResult(result));
        return;
    }
}

void RowStream::takeRow(const pg_result *row)
{
    if (m_isStopping)
        return;
    if (m_cancel.isRequested()) {
        stop(judged({.code = ErrorCode::Cancelled}));
        return;
    }
    if (m_rows >= m_limits.maximumRows) {
        m_isCapped = true;
        stop(std::nullopt);
        return;
    }
    begin();
    if (m_isStopping)
        return;
    if (m_batch.isEmpty())
        m_batchEnd = SteadyClock::now() + batchAge;
    const int columns = m_batch.columnCount();
    for (int column = 0; column < columns; ++column) {
        if (PQgetisnull(row, 0, column) != 0)
            m_batch.append(std::nullopt);
        else
            m_batch.append(QByteArrayView(PQgetvalue(row, 0, column), PQgetlength(row, 0, column)));
    }
    m_batch.endRow();
    ++m_rows;
    if (m_batch.rowCount() >= batchRows || m_batch.byteCount() >= batchBytes)
        flush();
}

void RowStream::begin()
{
    if (std::exchange(m_hasBegun, true))
        return;
    if (const auto begun = m_sink.begin(m_columns); !begun)
        stop(begun.error());
}

void RowStream::flush()
{
    if (m_batch.isEmpty())
        return;
    const auto appended = m_sink.append(m_batch);
    m_batch.clear();
    // The time that the sink took is not the server's.
    m_limit = SteadyClock::now() + m_limits.timeout + grace;
    if (!appended)
        stop(appended.error());
}

void RowStream::stop(std::optional<Error> reason)
{
    m_isStopping = true;
    if (!m_error)
        m_error = std::move(reason);
    m_cancel.request();
}

Error RowStream::judged(const Error &error) const
{
    return m_cancel.judged(error, m_limits.timeout, SteadyClock::now() - m_sent);
}

}
