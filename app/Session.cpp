// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Session.h"

#include "app/NoDatabase.h"
#include "core/pg/PgPool.h"
#include "core/query/QueryParts.h"
#include "core/schema/SchemaFolder.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace sqlai::app {
namespace {

using Profile = std::optional<settings::ConnectionProfile>;

std::unique_ptr<pg::QueryRunner> runnerFor(const settings::Settings &settings, const Profile &profile)
{
    if (!profile)
        return std::make_unique<NoDatabase>();
    return std::make_unique<pg::PgPool>(*profile, pg::PoolLimits{.snapshotTimeout = settings.postgresTimeout});
}

QString keyOf(const Profile &profile)
{
    return profile ? profile->key() : QString();
}

/// Each connection's examples have a folder of their own; without a connection it is the folder around them.
QString examplesFolder(const settings::Settings &settings, const Profile &profile)
{
    QDir home(settings.home);
    QString path = home.filePath(u"knowledge_base/"_s + schema::SchemaFolder::safeName(keyOf(profile)));
    home.mkpath(path);
    return path;
}

query::QueryLimits limitsOf(const settings::Settings &settings, const Profile &profile)
{
    return {.connectionKey = keyOf(profile),
            .timeout = settings.postgresTimeout,
            .askTimeout = settings.askTimeout,
            .resultMaxRows = settings.resultMaxRows,
            .exportMaxRows = settings.exportMaxRows};
}

}

Session::Session(const WorkspaceParts &workspace, const Profile &profile, const QString &knowledgeFolder)
    : m_connectionName(profile ? profile->displayName() : QString())
    , m_runner(runnerFor(workspace.settings, profile))
    , m_allowanceStore(workspace.database)
    , m_allowances(m_allowanceStore, *m_runner, workspace.clock, keyOf(profile))
    , m_superusers(workspace.database)
    , m_role(m_superusers, *m_runner, workspace.clock, keyOf(profile))
    , m_allowingRunner(m_allowances, m_role, *m_runner)
    , m_schemaReader(*m_runner)
    , m_schemaCache(m_schemaReader, workspace.clock, QDir(workspace.settings.home).filePath(u"schema"_s),
                    keyOf(profile))
    , m_knowledge(knowledgeFolder.isEmpty() ? examplesFolder(workspace.settings, profile) : knowledgeFolder)
    , m_examples(m_knowledge)
    , m_answers(AnswerParts{.settings = workspace.settings,
                            .clock = workspace.clock,
                            .timers = m_timers,
                            .database = workspace.database,
                            .guard = workspace.guard,
                            .knowledge = m_knowledge,
                            .examples = m_examples})
    , m_usageStore(workspace.database)
    , m_usage(m_usageStore, workspace.clock)
    , m_rateLimiter(workspace.questions, workspace.settings.rateLimitPerMinute)
    , m_queries(query::QueryParts{.clock = workspace.clock,
                                  .timers = m_timers,
                                  .attempts = workspace.attempts,
                                  .manifests = workspace.manifests,
                                  .results = workspace.results,
                                  .rateLimiter = m_rateLimiter,
                                  .provider = m_answers.provider(),
                                  .usage = m_usage,
                                  .guard = workspace.guard,
                                  .schema = m_schemaCache,
                                  .runner = m_allowingRunner,
                                  .limits = limitsOf(workspace.settings, profile)})
    , m_schemaService(m_schemaCache)
    , m_health(workspace.database, *m_runner, m_knowledge, workspace.settings.isOpenAiWanted())
    , m_metricsStore(workspace.database)
    , m_metrics(m_metricsStore)
{
}

Session::~Session() = default;

}
