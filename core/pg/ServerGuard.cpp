// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/ServerGuard.h"

#include "core/base/ErrorText.h"
#include "core/pg/PgTransaction.h"

namespace sqlai::pg {

Result<ProvenSql> ServerGuard::prove(const sql::CheckedSql &sql)
{
    if (const auto prepared = m_transaction.prepareAsCursor(sql); !prepared)
        return prepared.error();
    return ProvenSql(sql.text(), m_transaction.id());
}

Result<report::Verdict> ServerGuard::verdict(const sql::CheckedSql &sql)
{
    const auto proven = prove(sql);
    if (proven)
        return report::Verdict{.isAllowed = true, .layer = QStringLiteral("catalogue")};
    const Error &error = proven.error();
    if (error.code == ErrorCode::SqlFailed || error.code == ErrorCode::SqlSyntax)
        return report::Verdict{
            .layer = QStringLiteral("server"), .reason = ErrorText::sentence(error), .position = error.position};
    return error;
}

}
