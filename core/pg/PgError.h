// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/pg/PgHandles.h"

#include <QCoreApplication>

#include <chrono>

namespace sqlai::pg {

/// How far an attempt to connect came, as far as libpq lets one see.
enum class ConnectStage { NotReached, Reached };

/// What libpq and the server say, as an Error. Never holds a password or a connection string.
class PgError final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::pg::PgError)

public:
    /// A result that is an error. `prefixLength` characters of ours stood before the person's SQL: the position is
    /// told without them. 57014 comes as TimedOut; who cancelled knows better.
    static Error fromResult(const pg_result *result, int prefixLength = 0);
    /// The connection broke while it was in use.
    static Error lost(const pg_conn *connection);
    static Error connectFailed(const pg_conn *connection, ConnectStage stage);
    static Error connectTimedOut(const pg_conn *connection, std::chrono::seconds limit);
    /// The server does not answer any more, not even to a cancel.
    static Error silent();
    static ErrorCode codeOf(const QString &sqlState);
};

}
