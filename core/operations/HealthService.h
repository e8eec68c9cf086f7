// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Actor.h"
#include "core/base/CancelToken.h"
#include "core/base/Result.h"
#include "core/report/Health.h"

#include <QFuture>
#include <QObject>

namespace sqlai::knowledge {
class KnowledgeBase;
}
namespace sqlai::pg {
class QueryRunner;
}
namespace sqlai::storage {
class LocalDatabase;
}

namespace sqlai::operations {

/// Looks at everything that the program lives on. Lives in the main thread.
class HealthService final : public QObject
{
    Q_OBJECT

public:
    HealthService(storage::LocalDatabase &database, pg::QueryRunner &runner, knowledge::KnowledgeBase &knowledge,
                  bool isOpenAiConfigured, QObject *parent = nullptr);

    /// Unhealthy without the app's own database or without PostgreSQL; degraded where examples cannot be read.
    QFuture<Result<report::Health>> check(const Actor &actor, const CancelToken &token = {});

private:
    storage::LocalDatabase &m_database;
    pg::QueryRunner &m_runner;
    knowledge::KnowledgeBase &m_knowledge;
    bool m_isOpenAiConfigured;
};

}
