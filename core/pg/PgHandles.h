// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

// libpq's PGconn, PGresult and PGcancel, so that headers need not include <libpq-fe.h>.
struct pg_conn;
struct pg_result;
struct pg_cancel;

namespace sqlai::pg {

struct PgHandleDeleter {
    void operator()(pg_conn *handle) const;
    void operator()(pg_result *handle) const;
    void operator()(pg_cancel *handle) const;
};

using PgConnectionHandle = std::unique_ptr<pg_conn, PgHandleDeleter>;
using PgResult = std::unique_ptr<pg_result, PgHandleDeleter>;
using PgCancelHandle = std::unique_ptr<pg_cancel, PgHandleDeleter>;

}
