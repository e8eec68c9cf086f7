// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pg/QueryRunner.h"
#include "core/settings/ConnectionProfile.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace sqlai::pg {

class GuardMemory;
class PgSession;

struct PoolLimits {
    int maximumSessions = 10;
    /// Sessions that lay idle for longer are closed.
    std::chrono::milliseconds idleTime = std::chrono::minutes(5);
    /// statement_timeout of catalogue snapshots.
    std::chrono::milliseconds snapshotTimeout = std::chrono::seconds(30);
};

/// The sessions with one server as one role. A statement takes an idle session, opens one more while there may be
/// more, or waits in line; catalogue snapshots have a session of their own. Lives in the main thread and never blocks
/// it; destruction cancels what is under way and waits for it a moment at most.
class PgPool final : public QObject, public QueryRunner
{
    Q_OBJECT

public:
    explicit PgPool(settings::ConnectionProfile profile, const PoolLimits &limits = {}, QObject *parent = nullptr);
    ~PgPool() override;

    QFuture<Result<RunSummary>> run(const sql::CheckedSql &sql, const RunLimits &limits,
                                    std::shared_ptr<table::RowSink> sink, const CancelToken &token) override;
    QFuture<Result<report::Plan>> explain(const sql::CheckedSql &sql, const RunLimits &limits,
                                          const CancelToken &token) override;
    QFuture<Result<report::Verdict>> check(const sql::CheckedSql &sql, const CancelToken &token) override;
    QFuture<Result<QList<table::RowSet>>> readSnapshot(const QList<StaticSql> &statements,
                                                       const CancelToken &token) override;
    QFuture<Result<QList<table::RowSet>>> readAsAnyRole(const QList<StaticSql> &statements,
                                                        const CancelToken &token) override;
    QFuture<Result<report::DatabaseObject>> describe(report::ObjectKind kind, const QString &name,
                                                     const CancelToken &token) override;
    void setAllowances(const QList<report::Allowance> &allowances) override;
    /// At first what the profile says.
    void setSuperuserAllowed(bool isAllowed) override;

    /// Sessions that are open or opening, the one for snapshots among them.
    int sessionCount() const;

private:
    struct Job;
    struct Lane;
    struct Line;

    template <typename T, typename Work>
    QFuture<Result<T>> submit(Line &line, const CancelToken &token, Work work);
    void advance(Line &line);
    void start(Line &line, Lane &lane, const std::shared_ptr<Job> &job);
    void dropQueued(Line &line, const std::shared_ptr<Job> &job);
    void closeIdle();

    settings::ConnectionProfile m_profile;
    PoolLimits m_limits;
    std::shared_ptr<GuardMemory> m_memory;
    std::unique_ptr<Line> m_statements;
    std::unique_ptr<Line> m_snapshots;
    QTimer m_idleTimer;
};

}
