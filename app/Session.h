// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Answers.h"
#include "core/base/Clock.h"
#include "core/base/Timers.h"
#include "core/knowledge/ExampleSearch.h"
#include "core/knowledge/KnowledgeBase.h"
#include "core/operations/AllowanceService.h"
#include "core/operations/AllowingRunner.h"
#include "core/operations/HealthService.h"
#include "core/operations/MetricsService.h"
#include "core/operations/RoleService.h"
#include "core/operations/SchemaService.h"
#include "core/pg/QueryRunner.h"
#include "core/query/QueryService.h"
#include "core/query/StoredRateLimiter.h"
#include "core/query/StoredUsageLog.h"
#include "core/schema/SchemaCache.h"
#include "core/schema/SchemaReader.h"
#include "core/settings/Settings.h"
#include "core/storage/AllowanceRepository.h"
#include "core/storage/MetricsRepository.h"
#include "core/storage/SuperuserRepository.h"
#include "core/storage/UsageRepository.h"

#include <memory>
#include <optional>

namespace sqlai::results {
class ResultStore;
}
namespace sqlai::sql {
class SqlGuard;
}
namespace sqlai::storage {
class AttemptRepository;
class LocalDatabase;
class QuestionLog;
class ResultRepository;
}

namespace sqlai::app {

/// The parts of a workspace that a session stands on.
struct WorkspaceParts {
    const settings::Settings &settings;
    const Clock &clock;
    storage::LocalDatabase &database;
    storage::AttemptRepository &attempts;
    storage::ResultRepository &manifests;
    storage::QuestionLog &questions;
    const results::ResultStore &results;
    const sql::SqlGuard &guard;
};

/// Everything that belongs to one connection, in the order of need. Without a profile every use of the database says
/// how to name one.
class Session final
{
public:
    Session(const WorkspaceParts &workspace, const std::optional<settings::ConnectionProfile> &profile,
            const QString &knowledgeFolder);
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    /// For the screen, for example "fleet · localhost"; empty without a connection.
    const QString &connectionName() const { return m_connectionName; }
    /// The model that answers; empty where the examples do.
    QString modelName() const { return m_answers.modelName(); }
    query::QueryService &queries() { return m_queries; }
    operations::SchemaService &schema() { return m_schemaService; }
    operations::HealthService &health() { return m_health; }
    operations::MetricsService &metrics() { return m_metrics; }
    operations::AllowanceService &allowances() { return m_allowances; }
    operations::RoleService &role() { return m_role; }
    knowledge::KnowledgeBase &knowledge() { return m_knowledge; }
    knowledge::ExampleSearch &examples() { return m_examples; }

private:
    SystemTimers m_timers;
    QString m_connectionName;
    std::unique_ptr<pg::QueryRunner> m_runner;
    storage::AllowanceRepository m_allowanceStore;
    operations::AllowanceService m_allowances;
    storage::SuperuserRepository m_superusers;
    operations::RoleService m_role;
    /// What questions and statements of a person go through.
    operations::AllowingRunner m_allowingRunner;
    schema::SchemaReader m_schemaReader;
    schema::SchemaCache m_schemaCache;
    knowledge::KnowledgeBase m_knowledge;
    knowledge::ExampleSearch m_examples;
    Answers m_answers;
    storage::UsageRepository m_usageStore;
    query::StoredUsageLog m_usage;
    query::StoredRateLimiter m_rateLimiter;
    query::QueryService m_queries;
    operations::SchemaService m_schemaService;
    operations::HealthService m_health;
    storage::MetricsRepository m_metricsStore;
    operations::MetricsService m_metrics;
};

}
