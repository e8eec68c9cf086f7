// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/SchemaSource.h"

namespace sqlai::pg {
class QueryRunner;
}

namespace sqlai::schema {

/// Reads what a server holds for the connected role, by a handful of catalogue queries in one snapshot. A database
/// without a table that the role may read gives an empty Schema.
class SchemaReader final : public SchemaSource
{
public:
    explicit SchemaReader(pg::QueryRunner &runner);

    /// Puts the rows together off the main thread. Errors: QueryRunner's.
    QFuture<Result<Schema>> read(const CancelToken &token) override;

private:
    pg::QueryRunner &m_runner;
};

}
