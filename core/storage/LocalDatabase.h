// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/FileLock.h"
#include "core/base/Result.h"
#include "core/base/Worker.h"

#include <QFuture>
#include <QSqlDatabase>
#include <QString>

#include <optional>
#include <type_traits>

namespace sqlai::storage {

/// How the database was found.
struct OpenedDatabase {
    /// A damaged file was set aside under this name and a new one begun; empty where all was well.
    QString damagedFile = {};
    /// The stored results that belonged to it, under their new name; empty where there were none. The new history
    /// counts from 1 again: they must not pass for its own.
    QString damagedResults = {};
    /// The same in sentences for the person.
    QString notice = {};
};

/// The program's own SQLite database, WORKSPACE/app.db, on one worker. Several programs may have it open. Methods may
/// be called in every thread; jobs run one behind the other.
class LocalDatabase final
{
public:
    explicit LocalDatabase(const QString &workspaceFolder);
    /// Waits for the jobs that were posted: what was handed over to be stored is stored.
    ~LocalDatabase();
    LocalDatabase(const LocalDatabase &) = delete;
    LocalDatabase &operator=(const LocalDatabase &) = delete;

    const QString &workspaceFolder() const { return m_folder; }

    /// Makes the workspace (see prepareWorkspace(); file 0600), checks the file and migrates it. A damaged file is set
    /// aside with the stored results, never deleted, and only while no other program has it open. Errors: Storage,
    /// Usage (a folder that others use, too); every job after that gets the same one.
    QFuture<Result<OpenedDatabase>> open();

    /// Runs `job(const QSqlDatabase &)`, which returns a Result, on the worker. Errors: Storage, before and where
    /// open() failed; Cancelled; the job's own.
    template <typename Job>
    auto run(Job job) -> QFuture<std::invoke_result_t<Job, const QSqlDatabase &>>
    {
        using R = std::invoke_result_t<Job, const QSqlDatabase &>;
        return m_worker.run([this, job = std::move(job)]() mutable -> R {
            if (m_failure)
                return *m_failure;
            return job(QSqlDatabase::database(m_connectionName, false));
        });
    }

private:
    Result<OpenedDatabase> openOnWorker();
    Result<void> connectAndMigrate(bool &isLost);
    Result<OpenedDatabase> replaceLost();
    Result<OpenedDatabase> setAside() const;
    bool hasResults() const;
    void makePrivate() const;
    void disconnectOnWorker();

    QString m_folder;
    QString m_path;
    QString m_connectionName;
    /// Worker only: shared by all programs that have the file open, for as long as they have.
    FileLock m_users;
    /// Worker only: why there is no open database.
    std::optional<Error> m_failure;
    /// Last: its thread ends before what its jobs use.
    Worker m_worker;
};

}
