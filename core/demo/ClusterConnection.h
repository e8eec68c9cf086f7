// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Result.h"
#include "core/settings/ConnectionProfile.h"

#include <QByteArray>
#include <QString>

#include <memory>

struct pg_conn;

namespace sqlai::demo {

/// A session of a private server's superuser, for scripts of our own: set-up and upkeep of a database that we made.
/// Nothing that a person or a model wrote goes this way; core/pg is for that. Waits: for a worker.
class ClusterConnection final
{
public:
    /// Errors: Connection.
    static Result<ClusterConnection> open(const settings::ConnectionProfile &profile);

    /// Runs one or more statements and answers with the first value of the last one's rows, empty where there is none.
    /// Errors: SqlFailed, Cancelled.
    Result<QString> execute(const QByteArray &script, const CancelToken &token = {});

private:
    explicit ClusterConnection(pg_conn *connection);

    std::unique_ptr<pg_conn, void (*)(pg_conn *)> m_connection;
};

}
