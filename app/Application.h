// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Logging.h"
#include "core/base/Reply.h"
#include "core/demo/DemoService.h"
#include "core/demo/DemoWorkspace.h"
#include "core/report/Attempt.h"
#include "core/results/ResultStore.h"
#include "core/settings/Settings.h"
#include "core/sql/SqlGuard.h"
#include "core/storage/LocalDatabase.h"
#include "core/storage/QuestionLog.h"
#include "core/storage/ResultRepository.h"

#include <QFuture>
#include <QObject>

#include <memory>
#include <optional>

namespace sqlai::storage {
class AttemptRepository;
class ProcessLock;
}

namespace sqlai::app {

class Session;

enum class Database {
    /// The one of the settings; where none is set, every use says how to set one.
    Configured,
    Demo,
};

enum class Reach {
    /// Lists, stored results and checks: no server is started or asked.
    Workspace,
    Server,
};

/// How far Application::open() has come.
enum class Stage { Workspace, Store, Server };

/// The composition root: everything that belongs to a workspace, whatever the connection. Members stand in the order
/// of need; destruction runs backwards.
class Application final : public QObject
{
    Q_OBJECT

public:
    explicit Application(settings::Settings settings, QObject *parent = nullptr);
    ~Application() override;

    const settings::Settings &settings() const { return m_settings; }

    /// Opens the workspace's data, tells interrupted attempts apart, and makes the session for the chosen database.
    /// Errors: Storage, and those of the demo's start.
    QFuture<Result<void>> open(Database database, Reach reach);
    /// What was at hand when open() failed.
    Stage stage() const { return m_stage; }
    /// What a person must have read: that the history was lost, and where what is left of it lies. Empty else; known
    /// with the answer of open(), also where that failed.
    const QString &notice() const { return m_notice; }
    /// After open() only.
    Session &session();
    bool hasSession() const { return m_session != nullptr; }

Q_SIGNALS:
    /// What a person waits for, for example the demo's first start.
    void progressed(const QString &text);

private:
    void settleLost(Database database, Reach reach, const Reply<void> &reply);
    void openDatabase(Database database, Reach reach, const Reply<void> &reply);
    void startSession(const std::optional<settings::ConnectionProfile> &profile, Database database,
                      const Reply<void> &reply);

    settings::Settings m_settings;
    SystemClock m_clock;
    /// Log, lock and attempts come with open(), which makes a place for them.
    std::unique_ptr<LogFile> m_log;
    storage::LocalDatabase m_database;
    std::unique_ptr<storage::ProcessLock> m_lock;
    std::unique_ptr<storage::AttemptRepository> m_attempts;
    storage::ResultRepository m_manifests;
    storage::QuestionLog m_questions;
    results::ResultStore m_results;
    sql::SqlGuard m_guard;
    demo::DemoWorkspace m_demoWorkspace;
    demo::DemoService m_demo;
    std::unique_ptr<Session> m_session;
    QString m_notice;
    Stage m_stage = Stage::Workspace;
};

}
