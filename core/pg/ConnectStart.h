// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Result.h"
#include "core/pg/PgHandles.h"
#include "core/pg/WakeUp.h"
#include "core/settings/ConnectionProfile.h"

#include <memory>

namespace sqlai::pg {

/// Begins to connect. PQconnectStartParams asks the name server first, which nobody can interrupt, so it runs on a
/// thread of its own that is left behind when the wait ends early. Errors: Cancelled, Connection (no answer in time).
/// A connection that could not even begin comes back as it is, with libpq's status and message.
Result<PgConnectionHandle> startConnecting(const settings::ConnectionProfile &profile,
                                           const std::shared_ptr<WakeUp> &wakeUp, const CancelToken &token,
                                           WakeUp::TimePoint until, std::chrono::seconds limit);

}
