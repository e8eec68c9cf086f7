// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Result.h"
#include "core/pg/PgHandles.h"
#include "core/pg/ResultTypes.h"
#include "core/pg/WakeUp.h"
#include "core/settings/ConnectionProfile.h"

#include <memory>

namespace sqlai::pg {

/// One connection to a server. Belongs to one worker at a time and waits by poll() beside a wake-up, never inside
/// libpq. It runs nothing by itself: that is PgTransaction's, which takes only what is proven.
class PgConnection final
{
public:
    using TimePoint = WakeUp::TimePoint;
    /// Where the profile names no connect_timeout.
    static constexpr std::chrono::seconds connectTimeout{10};

    /// Connects; blocks the worker until it stands, fails, is cancelled or takes too long.
    /// Errors: Connection, ServerAuth, Cancelled.
    static Result<std::unique_ptr<PgConnection>> open(const settings::ConnectionProfile &profile,
                                                      const CancelToken &token);

    /// Whether a transaction can be begun on it, as far as is known without asking the server.
    bool isUsable() const;
    /// Whether the server's session behind it is another one with each transaction.
    bool isTransactionPooled() const { return m_isTransactionPooled; }

private:
    friend class PgTransaction;
    friend class RowStream;

    enum class Arrival { Result, Quiet, Lost };

    PgConnection(PgConnectionHandle handle, std::shared_ptr<WakeUp> wakeUp, bool isTransactionPooled);

    pg_conn *handle() const { return m_handle.get(); }
    const std::shared_ptr<WakeUp> &wakeUp() const { return m_wakeUp; }
    TypeNames &typeNames() { return m_typeNames; }
    /// Waits until PQgetResult() will not block: Result. Quiet when the time has come or someone woke us before that.
    Arrival await(TimePoint until);
    /// Never to be used again: the server is silent, or a cancel may still hit it.
    void giveUp() { m_isGivenUp = true; }

    PgConnectionHandle m_handle;
    std::shared_ptr<WakeUp> m_wakeUp;
    TypeNames m_typeNames;
    bool m_isTransactionPooled;
    bool m_isGivenUp = false;
};

}
