// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Result.h"
#include "core/pg/RoleFacts.h"

#include <QFuture>

namespace sqlai::pg {

class QueryRunner;

/// Asks a server what the connected role may do, also where it is a superuser whose statements are refused. A handful
/// of catalogue queries in one snapshot; PostgreSQL 13 to 18.
class RoleProbe final
{
public:
    explicit RoleProbe(QueryRunner &runner);

    /// Puts the rows together off the main thread. Errors: QueryRunner's.
    QFuture<Result<RoleFacts>> read(const CancelToken &token);

private:
    QueryRunner &m_runner;
};

}
