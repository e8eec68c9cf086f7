// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/CancelScope.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <system_error>
#include <thread>
#include <utility>

namespace sqlai::pg {
namespace {

enum class Stage { Idle, Sent, Returned };

}

/// Shared with the thread that calls PQcancel, which may outlive everything else.
struct CancelScope::State {
    PgCancelHandle handle = {};
    std::shared_ptr<WakeUp> wakeUp = {};
    std::atomic<Stage> stage = Stage::Idle;

    /// Sends a cancel where the stage is `expected`.
    static void request(const std::shared_ptr<State> &state, Stage expected);
};

void CancelScope::State::request(const std::shared_ptr<State> &state, Stage expected)
{
    if (!state->stage.compare_exchange_strong(expected, Stage::Sent))
        return;
    try {
        std::thread([state] {
            std::array<char, 256> reason = {};
            if (state->handle)
                PQcancel(state->handle.get(), reason.data(), static_cast<int>(reason.size()));
            state->stage = Stage::Returned;
            state->wakeUp->wake();
        }).detach();
    } catch (const std::system_error &) {
        state->stage = Stage::Returned; // No thread to be had: the end of patience ends the connection instead.
    }
    state->wakeUp->wake();
}

CancelScope::CancelScope(pg_conn *connection, std::shared_ptr<WakeUp> wakeUp, const CancelToken &token)
    : m_state(std::make_shared<State>())
{
    m_state->handle.reset(PQgetCancel(connection));
    m_state->wakeUp = std::move(wakeUp);
    m_registration = token.onCancel([state = m_state] { State::request(state, Stage::Idle); });
}

CancelScope::~CancelScope() = default;

void CancelScope::request()
{
    State::request(m_state, Stage::Idle);
}

bool CancelScope::isRequested() const
{
    return m_state->stage.load(std::memory_order_relaxed) != Stage::Idle;
}

Error CancelScope::judged(const Error &error, std::chrono::milliseconds timeLimit,
                          std::chrono::nanoseconds elapsed) const
{
    if (m_isTimeLimitReached)
        return {.code = ErrorCode::TimedOut,
                .detail = tr("the server sent nothing for %n s.", nullptr, static_cast<int>(timeLimit.count() / 1000))};
    if (isRequested())
        return {.code = ErrorCode::Cancelled};
    Error told = error;
    // 57014 stands for a cancel by someone else, too.
    if (error.code == ErrorCode::TimedOut && elapsed < timeLimit * 9 / 10)
        told.code = ErrorCode::SqlFailed;
    return told;
}

CancelScope::TimePoint CancelScope::waitUntil(TimePoint limit) const
{
    return m_patienceEnd ? std::min(*m_patienceEnd, m_nextRequest) : limit;
}

bool CancelScope::isServerSilent(TimePoint limit)
{
    const auto now = std::chrono::steady_clock::now();
    if (!isRequested() && now >= limit) {
        m_isTimeLimitReached = true;
        request();
    }
    if (!isRequested())
        return false;
    if (!m_patienceEnd) {
        m_patienceEnd = now + patience;
        m_nextRequest = now + repeat;
    } else if (now >= m_nextRequest) {
        State::request(m_state, Stage::Returned);
        m_nextRequest = now + repeat;
    }
    return now >= *m_patienceEnd;
}

bool CancelScope::finish()
{
    m_registration = {};
    const auto end = m_patienceEnd.value_or(std::chrono::steady_clock::now() + patience);
    while (m_state->stage == Stage::Sent && std::chrono::steady_clock::now() < end)
        m_state->wakeUp->wait(-1, WakeUp::Interest::Read, end);
    return m_state->stage != Stage::Sent;
}

}
