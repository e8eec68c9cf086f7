// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/PgHandles.h"

#include <libpq-fe.h>

namespace sqlai::pg {

void PgHandleDeleter::operator()(pg_conn *handle) const
{
    PQfinish(handle);
}

void PgHandleDeleter::operator()(pg_result *handle) const
{
    PQclear(handle);
}

void PgHandleDeleter::operator()(pg_cancel *handle) const
{
    PQfreeCancel(handle);
}

}
