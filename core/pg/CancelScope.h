// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Error.h"
#include "core/pg/PgHandles.h"
#include "core/pg/WakeUp.h"

#include <QCoreApplication>

#include <chrono>
#include <memory>
#include <optional>

namespace sqlai::pg {

/// Stands over one transaction: turns a cancelled token, or a request of the worker's own, into one PQcancel, and
/// does not end before that call has returned, so that a late cancel cannot hit the next statement. All but the
/// token's callback happens in the worker.
///
/// PQcancel blocks, against a dead network for minutes. It therefore runs on a thread of its own that nobody must
/// wait for: a pool's threads are joined at exit, and may be busy with an export just when Stop is pressed.
class CancelScope final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::pg::CancelScope)

public:
    using TimePoint = WakeUp::TimePoint;
    /// How long the server may take to react to a cancel; after that its connection is given up.
    static constexpr std::chrono::seconds patience{2};
    /// A cancel that reached the server just before its statement did was ignored: it is sent anew after this time.
    static constexpr std::chrono::milliseconds repeat{100};

    CancelScope(pg_conn *connection, std::shared_ptr<WakeUp> wakeUp, const CancelToken &token);
    ~CancelScope();
    CancelScope(const CancelScope &) = delete;
    CancelScope &operator=(const CancelScope &) = delete;

    /// Asks the server to stop, once.
    void request();
    bool isRequested() const;
    /// What an error of the statement is in truth, where it may be the answer to a cancel of ours or to the server's
    /// own time limit.
    Error judged(const Error &error, std::chrono::milliseconds timeLimit, std::chrono::nanoseconds elapsed) const;

    /// How long to wait for news where the statement's own time ends at `limit`.
    TimePoint waitUntil(TimePoint limit) const;
    /// To be called when a wait brought nothing: asks the server to stop at the time limit. True when it did not even
    /// answer to that.
    bool isServerSilent(TimePoint limit);

    /// No cancel from now on. False when a PQcancel has not returned: the connection must be given up.
    [[nodiscard]] bool finish();

private:
    struct State;
    std::shared_ptr<State> m_state;
    CancelToken::Registration m_registration;
    std::optional<TimePoint> m_patienceEnd;
    TimePoint m_nextRequest = {};
    bool m_isTimeLimitReached = false;
};

}
