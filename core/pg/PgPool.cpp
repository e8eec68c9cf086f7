// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/PgPool.h"

#include "core/base/WhenReady.h"
#include "core/base/Worker.h"
#include "core/pg/GuardMemory.h"
#include "core/pg/PgSession.h"

#include <QElapsedTimer>
#include <QPromise>

#include <algorithm>
#include <deque>
#include <utility>

using namespace Qt::StringLiterals;

namespace sqlai::pg {

/// One call on its way. Cancelled by its caller's token or by the pool's end.
struct PgPool::Job {
    CancelSource cancel = {};
    CancelToken::Registration link = {};
    /// Does it, on the worker.
    std::function<void(PgSession &)> perform = {};
    /// Answers its caller, as Cancelled where it never ran. In the main thread and after its session is free again:
    /// whoever runs one statement after another stays on one session.
    std::function<void()> answer = {};
};

/// A session with its thread.
struct PgPool::Lane {
    Lane(const settings::ConnectionProfile &profile, const std::shared_ptr<GuardMemory> &memory)
        : session(profile, memory)
        , worker(u"postgresql"_s)
    {
        idleSince.start();
    }

    PgSession session;
    /// Behind the session, so that it is joined before the session goes.
    Worker worker;
    std::shared_ptr<Job> job = {};
    QElapsedTimer idleSince = {};
};

/// Jobs that wait, and the lanes that take them.
struct PgPool::Line {
    int maximumLanes = 1;
    std::deque<std::shared_ptr<Job>> waiting = {};
    std::vector<std::unique_ptr<Lane>> lanes = {};
};

PgPool::PgPool(settings::ConnectionProfile profile, const PoolLimits &limits, QObject *parent)
    : QObject(parent)
    , m_profile(std::move(profile))
    , m_limits(limits)
    , m_memory(std::make_shared<GuardMemory>())
    , m_statements(std::make_unique<Line>())
    , m_snapshots(std::make_unique<Line>())
{
    m_memory->setSuperuserAllowed(m_profile.allowsSuperuser);
    m_statements->maximumLanes = std::max(1, limits.maximumSessions);
    m_idleTimer.setInterval(std::clamp<std::chrono::milliseconds>(limits.idleTime / 2, std::chrono::milliseconds(50),
                                                                  std::chrono::seconds(30)));
    connect(&m_idleTimer, &QTimer::timeout, this, &PgPool::closeIdle);
}

PgPool::~PgPool()
{
    const auto lines = {m_statements.get(), m_snapshots.get()};
    for (Line *line : lines) {
        for (const auto &job : std::exchange(line->waiting, {}))
            job->answer();
        // All are told to stop before the first is waited for.
        for (const auto &lane : line->lanes) {
            lane->worker.close();
            if (lane->job)
                lane->job->cancel.cancel();
        }
    }
    for (Line *line : lines) {
        for (auto &lane : std::exchange(line->lanes, {})) {
            const auto job = lane->job;
            lane.reset(); // joins the worker
            if (job)
                job->answer();
        }
    }
}

QFuture<Result<RunSummary>> PgPool::run(const sql::CheckedSql &sql, const RunLimits &limits,
                                        std::shared_ptr<table::RowSink> sink, const CancelToken &token)
{
    return submit<RunSummary>(*m_statements, token,
                              [sql, limits, sink = std::move(sink)](PgSession &session, const CancelToken &stop) {
                                  return session.run(sql, limits, *sink, stop);
                              });
}

QFuture<Result<report::Plan>> PgPool::explain(const sql::CheckedSql &sql, const RunLimits &limits,
                                              const CancelToken &token)
{
    return submit<report::Plan>(*m_statements, token, [sql, limits](PgSession &session, const CancelToken &stop) {
        return session.explain(sql, limits, stop);
    });
}

QFuture<Result<QList<table::RowSet>>> PgPool::readSnapshot(const QList<StaticSql> &statements, const CancelToken &token)
{
    const RunLimits limits{.timeout = m_limits.snapshotTimeout};
    return submit<QList<table::RowSet>>(*m_snapshots, token,
                                        [statements, limits](PgSession &session, const CancelToken &stop) {
                                            return session.readSnapshot(statements, limits, stop);
                                        });
}

QFuture<Result<report::Verdict>> PgPool::check(const sql::CheckedSql &sql, const CancelToken &token)
{
    const RunLimits limits{.timeout = m_limits.snapshotTimeout};
    return submit<report::Verdict>(*m_statements, token, [sql, limits](PgSession &session, const CancelToken &stop) {
        return session.check(sql, limits, stop);
    });
}

QFuture<Result<QList<table::RowSet>>> PgPool::readAsAnyRole(const QList<StaticSql> &statements,
                                                            const CancelToken &token)
{
    const RunLimits limits{.timeout = m_limits.snapshotTimeout};
    return submit<QList<table::RowSet>>(*m_snapshots, token,
                                        [statements, limits](PgSession &session, const CancelToken &stop) {
                                            return session.readAsAnyRole(statements, limits, stop);
                                        });
}

QFuture<Result<report::DatabaseObject>> PgPool::describe(report::ObjectKind kind, const QString &name,
                                                         const CancelToken &token)
{
    const RunLimits limits{.timeout = m_limits.snapshotTimeout};
    return submit<report::DatabaseObject>(*m_snapshots, token,
                                          [kind, name, limits](PgSession &session, const CancelToken &stop) {
                                              return session.describe(kind, name, limits, stop);
                                          });
}

void PgPool::setAllowances(const QList<report::Allowance> &allowances)
{
    m_memory->setAllowances(allowances);
}

void PgPool::setSuperuserAllowed(bool isAllowed)
{
    m_memory->setSuperuserAllowed(isAllowed);
}

int PgPool::sessionCount() const
{
    return static_cast<int>(m_statements->lanes.size() + m_snapshots->lanes.size());
}

template <typename T, typename Work>
QFuture<Result<T>> PgPool::submit(Line &line, const CancelToken &token, Work work)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    const auto job = std::make_shared<Job>();
    const auto result = std::make_shared<Result<T>>(Error{.code = ErrorCode::Cancelled});
    job->perform = [result, work = std::move(work), stop = job->cancel.token()](PgSession &session) {
        *result = work(session, stop);
    };
    job->answer = [result, promise] {
        promise->addResult(std::move(*result));
        promise->finish();
    };
    // Whoever cancels may do so in any thread; the line belongs to ours.
    job->link = token.onCancel([this, &line, weak = std::weak_ptr(job)] {
        if (const auto cancelled = weak.lock())
            cancelled->cancel.cancel();
        QMetaObject::invokeMethod(
            this,
            [this, &line, weak] {
                if (const auto cancelled = weak.lock())
                    dropQueued(line, cancelled);
            },
            Qt::QueuedConnection);
    });
    line.waiting.push_back(job);
    advance(line);
    return promise->future();
}

void PgPool::advance(Line &line)
{
    while (!line.waiting.empty()) {
        const auto idle = std::ranges::find_if(line.lanes, [](const auto &lane) { return !lane->job; });
        if (idle == line.lanes.end()) {
            if (static_cast<int>(line.lanes.size()) >= line.maximumLanes)
                return;
            line.lanes.push_back(std::make_unique<Lane>(m_profile, m_memory));
            m_idleTimer.start();
            continue;
        }
        const auto job = line.waiting.front();
        line.waiting.pop_front();
        start(line, **idle, job);
    }
}

void PgPool::start(Line &line, Lane &lane, const std::shared_ptr<Job> &job)
{
    lane.job = job;
    const auto ended = lane.worker.run([job, &session = lane.session]() -> Result<void> {
        job->perform(session);
        return {};
    });
    whenReady(ended, this, [this, &line, &lane](const Result<void> &) {
        const auto done = std::exchange(lane.job, nullptr);
        lane.idleSince.start();
        advance(line);
        done->answer();
    });
}

void PgPool::dropQueued(Line &line, const std::shared_ptr<Job> &job)
{
    const auto found = std::ranges::find(line.waiting, job);
    if (found == line.waiting.end())
        return;
    line.waiting.erase(found);
    job->answer();
}

void PgPool::closeIdle()
{
    for (Line *line : {m_statements.get(), m_snapshots.get()})
        std::erase_if(line->lanes, [this](const auto &lane) {
            return !lane->job && lane->idleSince.hasExpired(m_limits.idleTime.count());
        });
    if (sessionCount() == 0)
        m_idleTimer.stop();
}

}
