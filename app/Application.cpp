// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Application.h"

#include "app/Session.h"
#include "core/base/WhenReady.h"
#include "core/query/ResultDescription.h"
#include "core/storage/AttemptRepository.h"
#include "core/storage/ProcessLock.h"
#include "core/storage/Workspace.h"

#include <QDir>
#include <QtConcurrent>

#include <utility>

Q_LOGGING_CATEGORY(settingsLog, "sqlai.settings")

using namespace Qt::StringLiterals;

namespace sqlai::app {
namespace {

demo::DemoSetup demoSetup(const demo::DemoWorkspace &workspace)
{
    return {.folder = workspace.serverFolder(), .scriptPath = workspace.scriptPath()};
}

using Manifests = QList<storage::ResultManifest>;

/// Describes the results of attempts that were lost, and removes the files that hold none.
Result<Manifests> manifestsOf(const results::ResultStore &store, const QList<report::Attempt> &lost)
{
    Manifests manifests;
    for (const report::Attempt &attempt : lost) {
        if (!attempt.hasResult)
            store.remove(attempt.id);
        else if (const auto manifest = query::describeResult(store, attempt))
            manifests += *manifest;
    }
    return manifests;
}

storage::AttemptRepository::StoredResult storedResult(const results::ResultStore &results, qint64 attemptId)
{
    const auto reader = results.open(attemptId);
    if (!reader)
        return {};
    return {.rows = (*reader)->rowCount(), .state = (*reader)->state()};
}

}

Application::Application(settings::Settings settings, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_database(m_settings.home)
    , m_manifests(m_database)
    , m_questions(m_database, m_clock)
    , m_results(QDir(m_settings.home).filePath(u"results"_s))
    , m_demoWorkspace(m_settings.home)
    , m_demo(demoSetup(m_demoWorkspace))
{
    connect(&m_demo, &demo::DemoService::progressed, this, &Application::progressed);
}

Application::~Application() = default;

QFuture<Result<void>> Application::open(Database database, Reach reach)
{
    const Reply<void> reply;
    if (const auto prepared = storage::prepareWorkspace(m_settings.home); !prepared) {
        reply.send(prepared.error());
        return reply.future();
    }
    m_stage = Stage::Store;
    // Before the database, whose troubles it shall tell.
    m_log = std::make_unique<LogFile>(QDir(m_settings.home).filePath(u"logs"_s), m_settings.logLevel);
    for (const QString &warning : std::as_const(m_settings.warnings))
        logEvent(settingsLog(), QtWarningMsg, warning);
    whenReady(m_database.open(), this, [this, reply, database, reach](const Result<storage::OpenedDatabase> &opened) {
        if (!opened)
            return reply.send(opened.error());
        m_notice = opened->notice;
        auto lock = storage::ProcessLock::take(m_settings.home);
        if (!lock)
            return reply.send(lock.error());
        m_lock = *std::move(lock);
        m_attempts = std::make_unique<storage::AttemptRepository>(m_database, m_lock->name(), m_clock);
        settleLost(database, reach, reply);
    });
    return reply.future();
}

void Application::settleLost(Database database, Reach reach, const Reply<void> &reply)
{
    const auto lost = m_attempts->interruptLost([store = m_results](qint64 id) { return storedResult(store, id); });
    whenReady(lost, this, [this, database, reach, reply](const Result<QList<report::Attempt>> &attempts) {
        if (!attempts)
            return reply.send(attempts.error());
        const auto described =
            QtConcurrent::run([store = m_results, lost = *attempts] { return manifestsOf(store, lost); });
        whenReady(described, this, [this, database, reach, reply](const Result<Manifests> &manifests) {
            if (manifests) {
                for (const storage::ResultManifest &manifest : *manifests)
                    m_manifests.save(manifest); // The store does it before it closes.
            }
            openDatabase(database, reach, reply);
        });
    });
}

void Application::openDatabase(Database database, Reach reach, const Reply<void> &reply)
{
    m_stage = Stage::Server;
    const bool isDemo = database == Database::Demo;
    if (!isDemo && reach == Reach::Server && m_settings.connectionProblem)
        return reply.send(*m_settings.connectionProblem);
    if (!isDemo || reach == Reach::Workspace) {
        return startSession(isDemo ? std::nullopt : m_settings.connection, database, reply);
    }
    whenReady(m_demo.start(), this, [this, reply](const Result<settings::ConnectionProfile> &profile) {
        if (!profile)
            return reply.send(profile.error());
        startSession(*profile, Database::Demo, reply);
    });
}

void Application::startSession(const std::optional<settings::ConnectionProfile> &profile, Database database,
                               const Reply<void> &reply)
{
    const WorkspaceParts parts{.settings = m_settings,
                               .clock = m_clock,
                               .database = m_database,
                               .attempts = *m_attempts,
                               .manifests = m_manifests,
                               .questions = m_questions,
                               .results = m_results,
                               .guard = m_guard};
    m_session = std::make_unique<Session>(
        parts, profile, database == Database::Demo ? m_demoWorkspace.knowledgeBaseFolder() : QString());
    whenReady(m_session->role().restore(), this, [reply](const Result<void> &restored) { reply.send(restored); });
}

Session &Application::session()
{
    Q_ASSERT(m_session);
    return *m_session;
}

}
