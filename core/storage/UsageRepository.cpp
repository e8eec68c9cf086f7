// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/UsageRepository.h"

#include "core/storage/LocalDatabase.h"
#include "core/storage/Sqlite.h"

using namespace Qt::StringLiterals;

namespace sqlai::storage {

UsageRepository::UsageRepository(LocalDatabase &database)
    : m_database(database)
{
}

QFuture<Result<void>> UsageRepository::add(const QList<report::ModelUse> &uses, qint64 attemptId, const QString &userId,
                                           const QDateTime &at)
{
    return m_database.run([=](const QSqlDatabase &database) -> Result<void> {
        return inTransaction(database, [&]() -> Result<void> {
            const QVariant attempt = attemptId == 0 ? QVariant() : QVariant(attemptId);
            for (const report::ModelUse &use : uses) {
                const auto stored =
                    execute(database,
                            u"INSERT INTO usage (attempt_id, user_id, at, purpose, model, prompt_tokens, "
                            "completion_tokens) VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
                            {attempt, notNull(userId), fromTime(at), notNull(use.purpose), notNull(use.model),
                             use.promptTokens, use.completionTokens});
                if (!stored)
                    return stored.error();
            }
            return {};
        });
    });
}

}
