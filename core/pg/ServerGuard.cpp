// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/ServerGuard.h"

#include "core/pg/PgTransaction.h"

namespace sqlai::pg {

Result<ProvenSql> ServerGuard::prove(const sql::CheckedSql &sql)
{
    if (const auto prepared = m_transaction.prepareAsCursor(sql); !prepared)
        return prepared.error();
    return ProvenSql(sql.text(), m_transaction.id());
}

}
