// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/PgTransaction.h"

#include "core/pg/PgError.h"
#include "core/pg/ResultTypes.h"
#include "core/pg/RowStream.h"

#include <libpq-fe.h>

#include <algorithm>
#include <atomic>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace sqlai::pg {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr char cursorPrefix[] = "DECLARE proven NO SCROLL CURSOR FOR ";
constexpr char explainPrefix[] = "EXPLAIN (FORMAT JSON) ";

/// Pins the role's own search_path and sets what a run relies on. pg_temp stands last, since otherwise temporary tables
/// would come first; pg_catalog is left out and so comes first, since the functions that were reviewed are its own.
/// Names are qualified: nothing of the role's path is trusted here.
constexpr StaticSql settingsSql(
    "SELECT pg_catalog.set_config('statement_timeout', $1, true), pg_catalog.set_config('lock_timeout', $2, true), "
    "pg_catalog.set_config('idle_in_transaction_session_timeout', '60000', true), "
    "pg_catalog.set_config('standard_conforming_strings', 'on', true), "
    "pg_catalog.set_config('client_encoding', 'UTF8', true), pg_catalog.set_config('row_security', 'on', true), "
    "pg_catalog.set_config('search_path', pg_catalog.concat_ws(', ', (SELECT pg_catalog.string_agg("
    "pg_catalog.quote_ident(s), ', ' ORDER BY o) FROM pg_catalog.unnest(pg_catalog.current_schemas(false)) "
    "WITH ORDINALITY AS u(s, o) WHERE NOT pg_catalog.starts_with(s::pg_catalog.text, 'pg_temp') "
    "AND s OPERATOR(pg_catalog.<>) 'pg_catalog'), 'pg_temp'), true)");

/// The same ones as they stand, then what BEGIN must have brought, and the role if it is a superuser. Session and
/// current user both count: the one can become the other.
constexpr StaticSql checkSql(
    "SELECT pg_catalog.current_setting('statement_timeout'), pg_catalog.current_setting('lock_timeout'), "
    "pg_catalog.current_setting('idle_in_transaction_session_timeout'), "
    "pg_catalog.current_setting('standard_conforming_strings'), pg_catalog.current_setting('client_encoding'), "
    "pg_catalog.current_setting('row_security'), pg_catalog.current_setting('search_path'), "
    "pg_catalog.current_setting('transaction_read_only'), pg_catalog.pg_current_snapshot(), (SELECT r.rolname FROM "
    "pg_catalog.pg_roles r "
    "WHERE r.rolsuper AND r.rolname IN (session_user, current_user) LIMIT 1)");

/// The columns of both that are looked at one by one.
enum Column { StandardStrings = 3, ClientEncoding, RowSecurity, SearchPath, ReadOnly, Snapshot, Superuser };

quint64 nextId()
{
    static std::atomic<quint64> last = 0;
    return ++last;
}

table::RowBatch rowsOf(const pg_result *result)
{
    const int columns = PQnfields(result);
    table::RowBatch rows(columns);
    for (int row = 0; row < PQntuples(result); ++row) {
        for (int column = 0; column < columns; ++column) {
            if (PQgetisnull(result, row, column) != 0)
                rows.append(std::nullopt);
            else
                rows.append(QByteArrayView(PQgetvalue(result, row, column), PQgetlength(result, row, column)));
        }
        rows.endRow();
    }
    return rows;
}

bool isSame(std::optional<QByteArrayView> cell, QByteArrayView wanted)
{
    return cell && *cell == wanted;
}

Error superuserRefused(const QString &role)
{
    return {.code = ErrorCode::Connection,
            .detail =
                QCoreApplication::translate(
                    "sqlai::pg::PgTransaction",
                    "the role %1 is a superuser, whom nothing can hold back. Connect as a role that may only read "
                    "(\"sql-ai-agent-cli role script\" writes one, or the button in the window), or have an "
                    "administrator allow it with --allow-superuser or in the window.")
                    .arg(role),
            .subject = u"superuser "_s + role};
}

/// PgBouncer says so to BEGIN, in English always, and hangs up.
Error statementPooled()
{
    return {.code = ErrorCode::Connection,
            .detail = QCoreApplication::translate(
                "sqlai::pg::PgTransaction",
                "the pooler in between takes single statements and no transactions. Set its pool_mode to transaction "
                "or session, or connect to the server directly.")};
}

Error poolerBusy(std::chrono::milliseconds timeLimit)
{
    return {.code = ErrorCode::Connection,
            .detail = QCoreApplication::translate(
                "sqlai::pg::PgTransaction",
                "the pooler in between had no free session for %n s. Try again in a moment, or have its pool enlarged.",
                nullptr, static_cast<int>(timeLimit.count() / 1000))};
}

bool isGood(const pg_result *result)
{
    const auto status = PQresultStatus(result);
    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
}

}

PgTransaction::PgTransaction(PgConnection &connection, const RunLimits &limits, const CancelToken &token)
    : m_connection(connection)
    , m_limits(limits)
    , m_token(token)
    , m_id(nextId())
{
}

PgTransaction::~PgTransaction()
{
    rollback();
}

Result<void> PgTransaction::begin(Isolation isolation, Superusers superusers)
{
    Q_ASSERT(!m_isOpen);
    m_begin = SteadyClock::now();
    m_cancel.emplace(m_connection.handle(), m_connection.wakeUp(), m_token);
    m_isOpen = true;
    const Result<void> opened = open(isolation);
    const Result<void> configured = opened ? configure(superusers) : opened;
    // The person's time limit has nothing to do with a server that is too slow for this.
    if (!configured && configured.error().code == ErrorCode::TimedOut)
        return PgError::silent();
    return configured;
}

Result<void> PgTransaction::open(Isolation isolation)
{
    const StaticSql sql = isolation == Isolation::RepeatableRead
                              ? StaticSql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                              : StaticSql("BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY");
    // A pooler lets BEGIN wait until one of its sessions is free, which takes as long as other people's statements.
    const bool isPooled = m_connection.isTransactionPooled();
    const auto timeLimit = isPooled ? std::max<std::chrono::milliseconds>(m_limits.timeout, handshakeTime)
                                    : std::chrono::milliseconds(handshakeTime);
    const auto begun = send(sql.text(), {}, 0, timeLimit);
    if (begun)
        return {};
    const Error &error = begun.error();
    if (error.detail.contains("statement pooling mode"_L1))
        return statementPooled();
    return isPooled && error.code == ErrorCode::TimedOut ? poolerBusy(timeLimit) : error;
}

Result<void> PgTransaction::configure(Superusers superusers)
{
    const auto milliseconds = [](std::chrono::milliseconds time) { return QByteArray::number(qint64(time.count())); };
    const auto set =
        send(settingsSql.text(), {milliseconds(m_limits.timeout), milliseconds(lockTimeout)}, 0, handshakeTime);
    if (!set)
        return set.error();
    const auto found = send(checkSql.text(), {}, 0, handshakeTime);
    if (!found)
        return found.error();
    const table::RowBatch wanted = rowsOf(set->get());
    const table::RowBatch standing = rowsOf(found->get());
    const auto stands = [&](Column column, QByteArrayView value) { return isSame(standing.cell(0, column), value); };
    bool isRight = wanted.rowCount() == 1 && standing.rowCount() == 1 && stands(StandardStrings, "on")
                   && stands(ClientEncoding, "UTF8") && stands(RowSecurity, "on") && stands(ReadOnly, "on");
    for (int i = 0; isRight && i < wanted.columnCount(); ++i)
        isRight = wanted.cell(0, i) == standing.cell(0, i);
    if (!isRight)
        return Error{.code = ErrorCode::Connection,
                     .detail = QCoreApplication::translate(
                         "sqlai::pg::PgTransaction",
                         "the server does not keep the settings of a read-only transaction. Connect to it directly, "
                         "without a pooler in between.")};
    if (const auto role = standing.cell(0, Superuser); role && superusers == Superusers::Refused)
        return superuserRefused(QString::fromUtf8(*role));
    m_searchPath = standing.cell(0, SearchPath).value_or(QByteArrayView()).toByteArray();
    m_snapshot = standing.cell(0, Snapshot).value_or(QByteArrayView()).toByteArray();
    return {};
}

Result<void> PgTransaction::prepareAsCursor(const sql::CheckedSql &sql)
{
    if (const auto prepared = prepare(cursorPrefix + sql.text(), static_cast<int>(sizeof(cursorPrefix)) - 1); !prepared)
        return prepared.error();
    if (const auto prepared = prepare(sql.text(), 0); !prepared)
        return prepared.error();
    auto described = describe();
    if (!described)
        return described.error();
    m_described = std::move(*described);
    return {};
}

int PgTransaction::serverMajor() const
{
    return PQserverVersion(m_connection.handle()) / 10'000;
}

Result<table::RowSet> PgTransaction::query(StaticSql sql, const QByteArrayList &arguments)
{
    const auto result = send(sql.text(), arguments, 0, m_limits.timeout);
    if (!result)
        return result.error();
    auto columns = columnsOf(result->get());
    if (!columns)
        return columns.error();
    return table::RowSet{.columns = std::move(*columns), .rows = rowsOf(result->get())};
}

Result<RunSummary> PgTransaction::stream(const ProvenSql &sql, table::RowSink &sink)
{
    if (const auto checked = check(sql); !checked)
        return checked.error();
    // Asked before the run: afterwards the connection is busy, and the sink wants the types' names with the first row.
    auto columns = columnsOf(m_described.get());
    if (!columns)
        return columns.error();
    if (m_cancel->isRequested())
        return cancelledOr({});
    if (PQsendQueryParams(m_connection.handle(), sql.text().constData(), 0, nullptr, nullptr, nullptr, nullptr, 0) == 0
        || PQsetSingleRowMode(m_connection.handle()) == 0)
        return PgError::lost(m_connection.handle());
    RowStream rows(m_connection, *m_cancel, m_limits, std::move(*columns), sink);
    auto summary = rows.read();
    if (summary)
        summary->execution = std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - m_begin);
    return summary;
}

Result<QByteArray> PgTransaction::explain(const ProvenSql &sql)
{
    if (const auto checked = check(sql); !checked)
        return checked.error();
    const QByteArray text = explainPrefix + sql.text();
    const auto plan = send(text.constData(), {}, static_cast<int>(sizeof(explainPrefix)) - 1, m_limits.timeout);
    if (!plan)
        return plan.error();
    if (PQntuples(plan->get()) != 1)
        return Error{.code = ErrorCode::Internal, .detail = u"EXPLAIN gave no plan."_s};
    return QByteArray(PQgetvalue(plan->get(), 0, 0), PQgetlength(plan->get(), 0, 0));
}

void PgTransaction::rollback()
{
    if (!std::exchange(m_isOpen, false))
        return;
    const bool isQuiet = m_cancel->finish();
    const auto state = PQtransactionStatus(m_connection.handle());
    m_cancel.reset();
    if (!isQuiet || state == PQTRANS_ACTIVE) {
        m_connection.giveUp();
        return;
    }
    if (state != PQTRANS_INTRANS && state != PQTRANS_INERROR)
        return;
    // The token's cancel no longer counts: what would stop ROLLBACK would only leave the transaction open.
    m_cancel.emplace(m_connection.handle(), m_connection.wakeUp(), CancelToken());
    // ROLLBACK leaves a session's advisory locks and settings: whatever a statement reached goes with DISCARD ALL. But
    // behind a pooler the session may be somebody else's by then.
    const bool isRolledBack = send("ROLLBACK", {}, 0, handshakeTime).isOk();
    if (!isRolledBack || (!m_connection.isTransactionPooled() && !send("DISCARD ALL", {}, 0, handshakeTime)))
        m_connection.giveUp();
    m_cancel.reset();
}

Result<void> PgTransaction::check(const ProvenSql &sql) const
{
    Q_ASSERT(m_isOpen && sql.transaction() == m_id);
    if (m_isOpen && sql.transaction() == m_id)
        return {};
    return Error{.code = ErrorCode::Internal, .detail = u"A statement was proven for another transaction."_s};
}

Result<PgResult> PgTransaction::send(const char *text, const QByteArrayList &arguments, int prefixLength,
                                     std::chrono::milliseconds timeLimit)
{
    std::vector<const char *> values;
    values.reserve(static_cast<std::size_t>(arguments.size()));
    for (const QByteArray &argument : arguments)
        values.push_back(argument.constData());
    if (m_cancel->isRequested())
        return cancelledOr({});
    const int sent = PQsendQueryParams(m_connection.handle(), text, static_cast<int>(values.size()), nullptr,
                                       values.data(), nullptr, nullptr, 0);
    return answer(sent != 0, prefixLength, timeLimit);
}

Result<PgResult> PgTransaction::prepare(const QByteArray &text, int prefixLength)
{
    if (m_cancel->isRequested())
        return cancelledOr({});
    const int sent = PQsendPrepare(m_connection.handle(), "", text.constData(), 0, nullptr);
    return answer(sent != 0, prefixLength, m_limits.timeout);
}

Result<PgResult> PgTransaction::describe()
{
    if (m_cancel->isRequested())
        return cancelledOr({});
    return answer(PQsendDescribePrepared(m_connection.handle(), "") != 0, 0, m_limits.timeout);
}

Result<PgResult> PgTransaction::answer(bool isSent, int prefixLength, std::chrono::milliseconds timeLimit)
{
    if (!isSent)
        return PgError::lost(m_connection.handle());
    const auto sentAt = SteadyClock::now();
    const auto limit = sentAt + timeLimit + RowStream::grace;
    const auto judged = [&](const Error &error) {
        return m_cancel->judged(error, timeLimit, SteadyClock::now() - sentAt);
    };
    PgResult last;
    for (;;) {
        const auto arrival = m_connection.await(m_cancel->waitUntil(limit));
        if (arrival == PgConnection::Arrival::Lost)
            return judged(PgError::lost(m_connection.handle()));
        if (arrival == PgConnection::Arrival::Quiet) {
            if (!m_cancel->isServerSilent(limit))
                continue;
            m_connection.giveUp();
            return judged(PgError::silent());
        }
        PgResult next(PQgetResult(m_connection.handle()));
        if (!next)
            break;
        if (!last || isGood(last.get())) // Of several errors the first tells most.
            last = std::move(next);
    }
    if (!last)
        return judged(PgError::lost(m_connection.handle()));
    if (!isGood(last.get()))
        return judged(PgError::fromResult(last.get(), prefixLength));
    return last;
}

Result<table::Columns> PgTransaction::columnsOf(const pg_result *result)
{
    return resultColumns(result, m_connection.typeNames(), [this](const QByteArrayList &arguments) {
        return send(formatTypeSql.text(), arguments, 0, m_limits.timeout);
    });
}

Error PgTransaction::cancelledOr(const Error &error) const
{
    return m_cancel->judged(error, m_limits.timeout, {});
}

}
