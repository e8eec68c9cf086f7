// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>

namespace sqlai {
class Clock;
class Timers;
namespace pg {
class QueryRunner;
}
namespace results {
class ResultStore;
}
namespace schema {
class SchemaCache;
}
namespace sql {
class SqlGuard;
}
namespace storage {
class AttemptRepository;
class ResultRepository;
}
}

namespace sqlai::query {

class AnswerProvider;
class RateLimiter;
class UsageLog;

/// The settings that questions and runs obey.
struct QueryLimits {
    /// ConnectionProfile::key() of the connection at hand.
    QString connectionKey = {};
    std::chrono::milliseconds timeout = std::chrono::seconds(30);
    /// For one question from its start to its plan, whatever it waits for meanwhile (ASK_TIMEOUT_SECONDS).
    std::chrono::milliseconds askTimeout = std::chrono::seconds(120);
    qint64 resultMaxRows = 1'000'000;
    qint64 exportMaxRows = 10'000;
};

/// What the flows are made of. Everything outlives the QueryService.
struct QueryParts {
    const Clock &clock;
    Timers &timers;
    storage::AttemptRepository &attempts;
    storage::ResultRepository &manifests;
    const results::ResultStore &results;
    RateLimiter &rateLimiter;
    AnswerProvider &provider;
    UsageLog &usage;
    const sql::SqlGuard &guard;
    schema::SchemaCache &schema;
    pg::QueryRunner &runner;
    QueryLimits limits;
};

}
