// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/HealthService.h"

#include "core/base/ErrorText.h"
#include "core/base/Reply.h"
#include "core/base/WhenReady.h"
#include "core/knowledge/KnowledgeBase.h"
#include "core/pg/QueryRunner.h"
#include "core/storage/LocalDatabase.h"
#include "core/storage/Sqlite.h"

using namespace Qt::StringLiterals;

namespace sqlai::operations {

using report::Health;
using report::HealthCheck;
using report::HealthStatus;

namespace {

template <typename T>
HealthCheck checkOf(const Result<T> &result, const QString &wellWords)
{
    if (result)
        return {.detail = wellWords};
    return {.detail = ErrorText::sentence(result.error()), .error = result.error()};
}

/// Whether the store takes a write: BEGIN IMMEDIATE needs the lock and a writable file, and nothing is left behind.
QFuture<Result<void>> checkStore(storage::LocalDatabase &database)
{
    return database.run([](const QSqlDatabase &connection) -> Result<void> {
        return storage::inTransaction(connection, []() -> Result<void> { return {}; });
    });
}

HealthStatus statusOf(const Health &health)
{
    if (!health.database->isOk() || !health.postgres->isOk())
        return HealthStatus::Unhealthy;
    return health.problems.isEmpty() ? HealthStatus::Healthy : HealthStatus::Degraded;
}

}

HealthService::HealthService(storage::LocalDatabase &database, pg::QueryRunner &runner,
                             knowledge::KnowledgeBase &knowledge, bool isOpenAiConfigured, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_runner(runner)
    , m_knowledge(knowledge)
    , m_isOpenAiConfigured(isOpenAiConfigured)
{
}

QFuture<Result<Health>> HealthService::check(const Actor &, const CancelToken &token)
{
    const Reply<Health> reply;
    auto health = std::make_shared<Health>(
        Health{.isOpenAiConfigured = m_isOpenAiConfigured, .version = QStringLiteral(SQLAI_VERSION)});

    whenReady(checkStore(m_database), this, [this, reply, health, token](const Result<void> &database) {
        health->database = checkOf(database, tr("The program's own data can be read and written."));
        const auto version = m_runner.readSnapshot({"SELECT current_setting('server_version')"}, token);
        whenReady(version, this, [this, reply, health](const Result<QList<table::RowSet>> &rows) {
            const QString server = rows ? QString::fromUtf8(rows->first().rows.cell(0, 0).value_or("")) : QString();
            health->postgres = checkOf(rows, tr("PostgreSQL %1 answers.").arg(server));
            whenReady(m_knowledge.load(), this, [reply, health](const Result<knowledge::Loaded> &loaded) {
                if (!loaded) {
                    health->problems += ErrorText::sentence(loaded.error());
                } else {
                    health->examples = static_cast<int>(loaded->examples.size());
                    for (const knowledge::Problem &problem : loaded->problems)
                        health->problems += ErrorText::sentence(problem.error);
                }
                health->status = statusOf(*health);
                reply.send(*health);
            });
        });
    });
    return reply.future();
}

}
