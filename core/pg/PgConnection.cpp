// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/PgConnection.h"

#include "core/base/Logging.h"
#include "core/pg/ConnectStart.h"
#include "core/pg/PgError.h"

#include <libpq-fe.h>

#include <utility>

using namespace Qt::StringLiterals;

namespace sqlai::pg {
namespace {

Q_LOGGING_CATEGORY(pgLog, "sqlai.pg")

/// Its words may hold the server's data, so they are left out.
void logNotice(void * /*context*/, const PGresult *notice)
{
    logEvent(pgLog(), QtDebugMsg, u"notice"_s,
             {{u"sqlstate"_s, QString::fromUtf8(PQresultErrorField(notice, PG_DIAG_SQLSTATE))}});
}

std::chrono::seconds connectLimit(const settings::ConnectionProfile &profile)
{
    const int seconds = profile.parameters.value(u"connect_timeout"_s).toInt();
    return seconds > 0 ? std::chrono::seconds(seconds) : PgConnection::connectTimeout;
}

/// Goes through libpq's steps to a connection that stands.
Result<void> finishConnecting(pg_conn *handle, WakeUp &wakeUp, const CancelToken &token, WakeUp::TimePoint until,
                              std::chrono::seconds limit)
{
    auto stage = ConnectStage::NotReached;
    auto step = PQstatus(handle) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING;
    while (step != PGRES_POLLING_OK) {
        if (step == PGRES_POLLING_FAILED)
            return PgError::connectFailed(handle, stage);
        if (token.isCancelled())
            return Error{.code = ErrorCode::Cancelled};
        const auto interest = step == PGRES_POLLING_READING ? WakeUp::Interest::Read : WakeUp::Interest::Write;
        const auto news = wakeUp.wait(PQsocket(handle), interest, until);
        if (news == WakeUp::News::Timeout)
            return PgError::connectTimedOut(handle, limit);
        if (news == WakeUp::News::Woken)
            continue;
        if (PQstatus(handle) != CONNECTION_STARTED)
            stage = ConnectStage::Reached;
        step = PQconnectPoll(handle);
    }
    return {};
}

}

PgConnection::PgConnection(PgConnectionHandle handle, std::shared_ptr<WakeUp> wakeUp, bool isTransactionPooled)
    : m_handle(std::move(handle))
    , m_wakeUp(std::move(wakeUp))
    , m_isTransactionPooled(isTransactionPooled)
{
}

Result<std::unique_ptr<PgConnection>> PgConnection::open(const settings::ConnectionProfile &profile,
                                                         const CancelToken &token)
{
    auto wakeUp = std::make_shared<WakeUp>();
    const auto registration = token.onCancel([wakeUp] { wakeUp->wake(); });
    const auto limit = connectLimit(profile);
    const auto until = std::chrono::steady_clock::now() + limit;
    auto started = startConnecting(profile, wakeUp, token, until, limit);
    if (!started)
        return started.error();
    PgConnectionHandle handle = std::move(*started);
    if (!handle)
        return Error{.code = ErrorCode::Internal, .detail = u"There is not enough memory to connect."_s};
    if (const auto connected = finishConnecting(handle.get(), *wakeUp, token, until, limit); !connected)
        return connected.error();
    logEvent(pgLog(), QtDebugMsg, u"connected"_s, {{u"server_version"_s, PQserverVersion(handle.get())}});
    PQsetNoticeReceiver(handle.get(), logNotice, nullptr);
    PQsetErrorVerbosity(handle.get(), PQERRORS_DEFAULT);
    PQsetnonblocking(handle.get(), 1);
    return std::unique_ptr<PgConnection>(
        new PgConnection(std::move(handle), std::move(wakeUp), profile.isTransactionPooled));
}

bool PgConnection::isUsable() const
{
    return !m_isGivenUp && PQstatus(handle()) == CONNECTION_OK && PQtransactionStatus(handle()) == PQTRANS_IDLE;
}

PgConnection::Arrival PgConnection::await(TimePoint until)
{
    // Everything that has arrived is taken apart before more is read: libpq's buffer grows and never shrinks.
    while (PQisBusy(handle()) != 0) {
        const int unsent = PQflush(handle());
        if (PQsocket(handle()) < 0)
            return Arrival::Lost;
        if (std::chrono::steady_clock::now() >= until) // Also where bytes keep coming and make no whole result.
            return Arrival::Quiet;
        const auto interest = unsent > 0 ? WakeUp::Interest::ReadWrite : WakeUp::Interest::Read;
        if (m_wakeUp->wait(PQsocket(handle()), interest, until) != WakeUp::News::Socket)
            return Arrival::Quiet;
        if (PQconsumeInput(handle()) == 0)
            return Arrival::Lost;
    }
    return Arrival::Result;
}

}
