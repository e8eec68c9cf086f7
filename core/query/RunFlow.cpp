// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/RunFlow.h"

#include "core/base/Clock.h"
#include "core/base/Logging.h"
#include "core/base/WhenReady.h"
#include "core/query/AttemptLog.h"
#include "core/query/ResultDescription.h"
#include "core/results/ResultStore.h"
#include "core/sql/SqlGuard.h"
#include "core/storage/AttemptRepository.h"
#include "core/storage/ResultRepository.h"

#include <QElapsedTimer>
#include <QPromise>
#include <QtConcurrent>

Q_LOGGING_CATEGORY(lcRun, "sqlai.query")

using namespace Qt::StringLiterals;

namespace sqlai::query {

using report::AttemptStatus;

namespace {

constexpr qint64 slowMilliseconds = 5'000;
constexpr qint64 progressIntervalMilliseconds = 50;

/// Announces the columns, the first page, and then not more often than a screen needs it. Called in the writer's
/// thread; a promise carries the news, since the flow may die while rows still arrive.
class ProgressGate final
{
public:
    explicit ProgressGate(std::shared_ptr<QPromise<qint64>> news)
        : m_news(std::move(news))
    {
    }

    void operator()(qint64 rows)
    {
        const bool isFirst = m_announced < 2;
        if (!isFirst && m_sinceLast.elapsed() < progressIntervalMilliseconds)
            return;
        ++m_announced;
        m_sinceLast.start();
        m_news->addResult(rows);
    }

private:
    std::shared_ptr<QPromise<qint64>> m_news;
    int m_announced = 0;
    QElapsedTimer m_sinceLast;
};

AttemptStatus statusOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Cancelled:
        return AttemptStatus::Cancelled;
    case ErrorCode::TimedOut:
        return AttemptStatus::TimedOut;
    default:
        return AttemptStatus::FailedExecution;
    }
}

storage::ResultState stateOf(const Result<pg::RunSummary> &summary)
{
    if (summary)
        return summary->isCapped ? storage::ResultState::Capped : storage::ResultState::Complete;
    const bool isStopped = summary.error().code == ErrorCode::Cancelled;
    return isStopped ? storage::ResultState::Cancelled : storage::ResultState::Partial;
}

}

RunFlow::RunFlow(const QueryParts &parts, QObject *parent)
    : Flow(parent)
    , m_parts(parts)
{
}

void RunFlow::start(const report::Attempt &attempt)
{
    m_attempt = attempt;
    // Off the main thread: the text may be a large one.
    const auto checked =
        QtConcurrent::run([guard = m_parts.guard, text = attempt.sql.toUtf8()] { return guard.check(text); });
    whenReady(checked, this, [this](const Result<sql::CheckedSql> &sql) { begin(sql); });
}

void RunFlow::begin(const Result<sql::CheckedSql> &checked)
{
    if (!checked && m_attempt.sql.trimmed().isEmpty())
        return refuse(checked.error());
    const AttemptStatus expected = m_attempt.status;
    m_attempt.startedAt = m_parts.clock.now();
    m_attempt.finishedAt = {};
    m_attempt.error.reset();
    m_attempt.rows = 0;
    m_attempt.executionMilliseconds = 0;
    m_attempt.isCapped = false;
    m_attempt.isPartial = false;
    m_attempt.connectionKey = m_parts.limits.connectionKey;
    if (!checked) {
        m_attempt.error = checked.error();
        m_attempt.status = AttemptStatus::FailedExecution;
    } else {
        m_attempt.tables = checked->tables();
        m_attempt.status = AttemptStatus::Running;
    }
    const auto goOn = [this, checked](const Result<report::Attempt> &stored) {
        if (!stored)
            return refuse(stored.error());
        m_attempt = *stored;
        logEvent(lcRun(), QtInfoMsg, u"run started"_s, {{u"attempt"_s, m_attempt.id}});
        Q_EMIT started(m_attempt);
        proceed(checked);
    };
    if (m_attempt.id == 0)
        return whenReady(m_parts.attempts.insert(m_attempt), this, goOn);
    // Only from the status that was read: of two programs that run it at the same moment one wins.
    whenReady(m_parts.attempts.updateFrom(expected, m_attempt), this,
              [goOn, running = m_attempt](const Result<void> &stored) {
                  goOn(stored ? Result<report::Attempt>(running) : Result<report::Attempt>(stored.error()));
              });
}

void RunFlow::refuse(const Error &error)
{
    // Without an id: what is stored of the attempt, if anything, has not been touched and is not told anew.
    Q_EMIT finished({.error = error});
}

void RunFlow::proceed(const Result<sql::CheckedSql> &checked)
{
    if (!checked)
        return settle(checked.error());
    auto news = std::make_shared<QPromise<qint64>>();
    news->start();
    auto *watcher = new QFutureWatcher<qint64>(this);
    connect(watcher, &QFutureWatcherBase::resultReadyAt, this,
            [this, watcher](int index) { Q_EMIT rowsArrived(watcher->resultAt(index)); });
    watcher->setFuture(news->future());

    const auto created = QtConcurrent::run([store = m_parts.results, id = m_attempt.id, news = std::move(news)] {
        return store.create(id, ProgressGate(news));
    });
    whenReady(created, this, [this, checked](const Result<std::shared_ptr<results::ResultWriter>> &writer) {
        if (!writer)
            return settle(writer.error());
        m_writer = *writer;
        stream(*checked);
    });
}

void RunFlow::stream(const sql::CheckedSql &sql)
{
    const pg::RunLimits limits{.timeout = m_parts.limits.timeout, .maximumRows = m_parts.limits.resultMaxRows};
    whenReady(m_parts.runner.run(sql, limits, m_writer, token()), this,
              [this](const Result<pg::RunSummary> &summary) { closeResult(summary); });
}

void RunFlow::closeResult(const Result<pg::RunSummary> &summary)
{
    // Off the main thread: the last page is written and the file closed.
    const auto closed =
        QtConcurrent::run([writer = m_writer, state = stateOf(summary)] { return writer->finish(state); });
    whenReady(closed, this, [this, summary](const Result<void> &finish) {
        m_attempt.rows = m_writer->rowsStored();
        if (!summary) {
            m_attempt.isPartial = m_attempt.rows > 0;
            return settle(summary.error());
        }
        m_attempt.isCapped = summary->isCapped;
        m_attempt.executionMilliseconds = summary->execution.count();
        if (!finish) {
            m_attempt.isPartial = true;
            return settle(finish.error());
        }
        settle({});
    });
}

void RunFlow::settle(const std::optional<Error> &error)
{
    m_attempt.finishedAt = m_parts.clock.now();
    if (error) {
        m_attempt.error = error;
        m_attempt.status = statusOf(*error);
        if (m_attempt.executionMilliseconds == 0)
            m_attempt.executionMilliseconds = m_attempt.startedAt.msecsTo(m_attempt.finishedAt);
    } else {
        m_attempt.status = AttemptStatus::Success;
    }
    m_attempt.hasResult = m_writer && (!error || m_attempt.isPartial);
    if (m_writer && !m_attempt.hasResult)
        m_parts.results.remove(m_attempt.id);
    const bool isSlow = m_attempt.executionMilliseconds > slowMilliseconds;
    logEvent(lcRun(), QtInfoMsg, isSlow ? u"slow run ended"_s : u"run ended"_s, logFields(m_attempt));
    if (!m_attempt.hasResult)
        return store();

    const auto described =
        QtConcurrent::run([store = m_parts.results, attempt = m_attempt] { return describeResult(store, attempt); });
    whenReady(described, this, [this](const Result<storage::ResultManifest> &manifest) {
        // The file tells the same as the manifest, so a run is not spoilt by a manifest that could not be kept.
        if (!manifest) {
            logEvent(lcRun(), QtWarningMsg, u"no manifest"_s, {{u"attempt"_s, m_attempt.id}});
            return store();
        }
        whenReady(m_parts.manifests.save(*manifest), this, [this](const Result<void> &) { store(); });
    });
}

void RunFlow::store()
{
    whenReady(m_parts.attempts.update(m_attempt), this, [this](const Result<void> &stored) {
        if (!stored)
            noteUnstored(m_attempt, stored.error());
        Q_EMIT finished(m_attempt);
    });
}

}
