// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/QueryParts.h"
#include "core/query/QueryService.h"
#include "core/results/ResultStore.h"
#include "core/schema/SchemaCache.h"
#include "core/sql/SqlGuard.h"
#include "core/storage/AttemptRepository.h"
#include "core/storage/LocalDatabase.h"
#include "core/storage/ResultRepository.h"
#include "tests/unit/query/Fakes.h"
#include "ui/Prompter.h"
#include "ui/theme/Theme.h"
#include "ui/window/MainWindow.h"

#include <QPromise>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace sqlai::test {

/// Names the file that the test chose, at once.
class FakePrompter final : public ui::Prompter
{
public:
    QString path = {};
    QList<ui::SaveRequest> requests = {};
    QStringList told = {};

    void askSavePath(QWidget *, const ui::SaveRequest &request, QObject *,
                     std::function<void(const QString &)> accepted) override
    {
        requests.append(request);
        if (!path.isEmpty())
            accepted(path);
    }
    void tell(QWidget *, const QString &title, const QString &) override { told.append(title); }
};

/// Thinks until it is stopped, unless it has an answer.
class PatientProvider final : public query::AnswerProvider
{
public:
    bool isThinking = false;
    FakeProvider inner = {};

    QFuture<Result<query::Answer>> answer(const QString &question, const schema::Schema &schema,
                                          const CancelToken &token) override
    {
        if (!isThinking)
            return inner.answer(question, schema, token);
        auto promise = std::make_shared<QPromise<Result<query::Answer>>>();
        promise->start();
        m_waiting = token.onCancel([promise] {
            promise->addResult(Error{.code = ErrorCode::Cancelled});
            promise->finish();
        });
        return promise->future();
    }

private:
    CancelToken::Registration m_waiting;
};

/// The real window over a real store, with fakes where the world begins.
struct World {
    QTemporaryDir folder = {};
    FakeClock clock = {};
    storage::LocalDatabase database{folder.path()};
    storage::AttemptRepository attempts{database, QStringLiteral("this-program"), clock};
    storage::ResultRepository manifests{database};
    results::ResultStore results{folder.filePath(QStringLiteral("results"))};
    sql::SqlGuard guard = {};
    FakeLimiter limiter = {};
    PatientProvider provider = {};
    FakeSchemaSource source = {};
    schema::SchemaCache schema{source, clock, folder.filePath(QStringLiteral("schema")), QStringLiteral("test")};
    FakeRunner runner = {};
    query::QueryService service{query::QueryParts{.clock = clock,
                                                  .attempts = attempts,
                                                  .manifests = manifests,
                                                  .results = results,
                                                  .rateLimiter = limiter,
                                                  .provider = provider,
                                                  .guard = guard,
                                                  .schema = schema,
                                                  .runner = runner,
                                                  .limits = {.connectionKey = QStringLiteral("test")}}};
    FakePrompter prompter = {};
    ui::Theme theme{};
    std::unique_ptr<ui::MainWindow> window = {};

    World()
    {
        const auto opened = database.open();
        [&] { QTRY_VERIFY(opened.isFinished()); }();
        theme.apply();
        window = std::make_unique<ui::MainWindow>(
            service, Actor{.userId = QStringLiteral("anna"), .name = QStringLiteral("Anna"), .role = Role::User}, theme,
            clock, prompter);
        window->show();
        window->activateWindow();
        [&] { QVERIFY(QTest::qWaitForWindowActive(window.get())); }();
    }
};

}
