// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Fakes.h"
#include "tests/support/FakeTimers.h"

#include "core/base/WhenReady.h"
#include "core/query/QueryParts.h"
#include "core/query/QueryService.h"
#include "core/results/ResultStore.h"
#include "core/schema/SchemaCache.h"
#include "core/sql/SqlGuard.h"
#include "core/storage/AttemptRepository.h"
#include "core/storage/LocalDatabase.h"
#include "core/storage/ResultRepository.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace sqlai::test {

/// The query service over a real store, with fakes where the world begins.
struct House {
    QTemporaryDir folder = {};
    FakeClock clock = {};
    FakeTimers timers = {};
    storage::LocalDatabase database{folder.path()};
    storage::AttemptRepository attempts{database, QStringLiteral("this-program"), clock};
    storage::ResultRepository manifests{database};
    results::ResultStore results{folder.filePath(QStringLiteral("results"))};
    sql::SqlGuard guard = {};
    FakeLimiter limiter = {};
    FakeProvider provider = {};
    FakeUsageLog usage = {};
    FakeSchemaSource source = {};
    schema::SchemaCache schema{source, clock, folder.filePath(QStringLiteral("schema")), QStringLiteral("test")};
    FakeRunner runner = {};
    query::QueryService service;

    explicit House(const query::QueryLimits &limits = {.connectionKey = QStringLiteral("test")})
        : service(query::QueryParts{.clock = clock,
                                    .timers = timers,
                                    .attempts = attempts,
                                    .manifests = manifests,
                                    .results = results,
                                    .rateLimiter = limiter,
                                    .provider = provider,
                                    .usage = usage,
                                    .guard = guard,
                                    .schema = schema,
                                    .runner = runner,
                                    .limits = limits})
    {
        [&] { QVERIFY(answerOf(database.open()).isOk()); }();
    }

    template <typename T>
    static Result<T> answerOf(const QFuture<Result<T>> &future)
    {
        std::optional<Result<T>> answer;
        QObject context;
        whenReady(future, &context, [&](const Result<T> &result) { answer = result; });
        [&] { QTRY_VERIFY(answer.has_value()); }();
        return answer.value_or(Error{.code = ErrorCode::Internal});
    }

    static report::Attempt endOf(query::Flow *flow)
    {
        QSignalSpy finished(flow, &query::Flow::finished);
        [&] { QVERIFY(finished.wait()); }();
        return finished.isEmpty() ? report::Attempt() : finished.first().first().value<report::Attempt>();
    }
};

}
