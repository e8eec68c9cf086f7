// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/QueryService.h"

#include "core/base/Clock.h"
#include "core/base/Logging.h"
#include "core/base/Reply.h"
#include "core/base/WhenReady.h"
#include "core/query/GenerateFlow.h"
#include "core/query/QueryParts.h"
#include "core/query/RunFlow.h"
#include "core/results/ResultStore.h"
#include "core/sql/SqlGuard.h"
#include "core/storage/AttemptRepository.h"

#include <QSet>
#include <QtConcurrent>

#include <algorithm>

Q_LOGGING_CATEGORY(lcExport, "sqlai.query")

using namespace Qt::StringLiterals;

namespace sqlai::query {

using report::Attempt;
using report::AttemptStatus;

namespace {

using ReaderResult = Result<std::shared_ptr<const results::ResultReader>>;

/// Rows a page of the history may have.
constexpr int maximumPageSize = 500;

bool isUnderWay(AttemptStatus status)
{
    return status == AttemptStatus::Generating || status == AttemptStatus::Running;
}

}

struct QueryService::Private {
    QueryParts parts;
    QSet<const Flow *> flows = {};
    /// The settled form of an attempt that is not there, or not this person's.
    Result<Attempt> reachable(const Actor &actor, qint64 id, const Result<Attempt> &found) const;
    /// A statement written for one database must not run on another by accident.
    std::optional<Error> otherConnection(const Attempt &attempt) const;
    /// Why an attempt's statement cannot be run, whatever its status.
    std::optional<Error> runRefusal(const Attempt &attempt) const;
    std::optional<Error> exportRefusal(const ExportRequest &request, const Attempt &attempt, qint64 rows) const;
};

Result<Attempt> QueryService::Private::reachable(const Actor &actor, qint64 id, const Result<Attempt> &found) const
{
    if (found && found->userId != actor.userId && actor.role != Role::Admin)
        return Error{.code = ErrorCode::Forbidden,
                     .detail = tr("query %1 belongs to somebody else. An admin can open it.").arg(id)};
    return found;
}

std::optional<Error> QueryService::Private::otherConnection(const Attempt &attempt) const
{
    if (attempt.connectionKey.isEmpty() || attempt.connectionKey == parts.limits.connectionKey)
        return std::nullopt;
    return Error{.code = ErrorCode::Usage,
                 .detail = tr("Query %1 was made for another database, %2. Connect to that one, or run its SQL as a "
                              "new statement.")
                               .arg(attempt.id)
                               .arg(attempt.connectionKey)};
}

std::optional<Error> QueryService::Private::runRefusal(const Attempt &attempt) const
{
    if (attempt.sql.trimmed().isEmpty())
        return Error{.code = ErrorCode::Usage,
                     .detail = tr("Query %1 has no SQL. Ask its question again.").arg(attempt.id)};
    return otherConnection(attempt);
}

std::optional<Error> QueryService::Private::exportRefusal(const ExportRequest &request, const Attempt &attempt,
                                                          qint64 rows) const
{
    if (isUnderWay(attempt.status))
        return Error{.code = ErrorCode::Usage,
                     .detail = tr("Rows of query %1 still arrive. Export it when it has ended.").arg(attempt.id)};
    if (attempt.isPartial && !request.isPartialAllowed)
        return Error{.code = ErrorCode::Usage,
                     .detail = tr("The result of query %1 did not arrive whole: %L2 rows are stored. Run it again, "
                                  "or ask for the partial result explicitly.")
                                   .arg(attempt.id)
                                   .arg(rows)};
    if (request.maximumRows > 0 && rows > request.maximumRows)
        return Error{.code = ErrorCode::OverLimit,
                     .detail =
                         tr("The result has %L1 rows, more than the %L2 of --max-rows. Nothing was written. Raise "
                            "it, or narrow the question.")
                             .arg(rows)
                             .arg(request.maximumRows)};
    const qint64 limit = parts.limits.exportMaxRows;
    if (request.maximumRows == 0 && rows > limit)
        return Error{.code = ErrorCode::OverLimit,
                     .detail = tr("The result has %L1 rows and at most %L2 are exported. Narrow the question, or let "
                                  "an admin raise EXPORT_MAX_ROWS; on the command line --max-rows does it for one "
                                  "export.")
                                   .arg(rows)
                                   .arg(limit)};
    return std::nullopt;
}

QueryService::QueryService(const QueryParts &parts, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(Private{.parts = parts}))
{
}

QueryService::~QueryService()
{
    // Before the parts that they refer to.
    qDeleteAll(findChildren<Flow *>(QString(), Qt::FindDirectChildrenOnly));
}

template <typename F>
F *QueryService::adopt(F *flow)
{
    d->flows.insert(flow);
    connect(flow, &Flow::started, this, &QueryService::attemptChanged);
    connect(flow, &Flow::questionsLeft, this, &QueryService::questionsLeft);
    connect(flow, &Flow::finished, this, [this, flow](const Attempt &attempt) {
        d->flows.remove(flow);
        flow->deleteLater();
        if (attempt.id != 0)
            Q_EMIT attemptChanged(attempt);
        if (d->flows.isEmpty())
            Q_EMIT becameIdle();
    });
    return flow;
}

Flow *QueryService::ask(const Actor &actor, const QString &question)
{
    auto *flow = adopt(new GenerateFlow(d->parts, actor, question, this));
    // From the event loop, so that the caller can connect before the first signal.
    QMetaObject::invokeMethod(flow, &GenerateFlow::start, Qt::QueuedConnection);
    return flow;
}

Flow *QueryService::runSql(const Actor &actor, const QString &sql, const QString &question)
{
    const QDateTime now = d->parts.clock.now();
    auto *flow = adopt(new RunFlow(d->parts, this));
    const Attempt attempt{.userId = actor.userId, .question = question, .sql = sql, .createdAt = now};
    QMetaObject::invokeMethod(
        flow, [flow, attempt] { flow->start(attempt); }, Qt::QueuedConnection);
    return flow;
}

Flow *QueryService::run(const Actor &actor, qint64 attemptId)
{
    auto *flow = adopt(new RunFlow(d->parts, this));
    whenReady(attempt(actor, attemptId), flow, [this, flow](const Result<Attempt> &found) {
        if (!found)
            return flow->refuse(found.error());
        if (isUnderWay(found->status))
            return flow->refuse({.code = ErrorCode::Usage,
                                 .detail = tr("Query %1 is under way. Wait until it has ended.").arg(found->id)});
        if (const auto refusal = d->runRefusal(*found))
            return flow->refuse(*refusal);
        if (found->hasResult)
            return flow->refuse(
                {.code = ErrorCode::Usage,
                 .detail = tr("Query %1 has its result already. Open it, or rerun it as a new one.").arg(found->id)});
        flow->start(*found);
    });
    return flow;
}

Flow *QueryService::rerun(const Actor &actor, qint64 attemptId)
{
    const QDateTime now = d->parts.clock.now();
    auto *flow = adopt(new RunFlow(d->parts, this));
    whenReady(attempt(actor, attemptId), flow, [this, flow, actor, now](const Result<Attempt> &found) {
        if (!found)
            return flow->refuse(found.error());
        if (const auto refusal = d->runRefusal(*found))
            return flow->refuse(*refusal);
        flow->start({.userId = actor.userId,
                     .question = found->question,
                     .sql = found->sql,
                     .explanation = found->explanation,
                     .examples = found->examples,
                     .createdAt = now});
    });
    return flow;
}

QFuture<Result<Attempt>> QueryService::attempt(const Actor &actor, qint64 attemptId)
{
    const Reply<Attempt> reply;
    whenReady(d->parts.attempts.find(attemptId), this, [this, reply, actor, attemptId](const Result<Attempt> &found) {
        reply.send(d->reachable(actor, attemptId, found));
    });
    return reply.future();
}

QFuture<Result<report::HistoryPage>> QueryService::history(const Actor &actor, const report::HistoryFilter &filter)
{
    report::HistoryFilter allowed = filter;
    if (actor.role != Role::Admin)
        allowed.userId = actor.userId;
    allowed.page = std::max(1, filter.page);
    allowed.pageSize = std::clamp(filter.pageSize, 1, maximumPageSize);
    return d->parts.attempts.list(allowed);
}

QFuture<Result<OpenedResult>> QueryService::openResult(const Actor &actor, qint64 attemptId)
{
    const Reply<OpenedResult> reply;
    whenReady(attempt(actor, attemptId), this, [this, reply](const Result<Attempt> &found) {
        if (!found)
            return reply.send(found.error());
        if (!found->hasResult && found->status != AttemptStatus::Running)
            return reply.send(Error{.code = ErrorCode::NotFound,
                                    .detail = tr("Query %1 has no stored result. Run it first.").arg(found->id)});
        const auto opened = QtConcurrent::run([store = d->parts.results, id = found->id] { return store.open(id); });
        whenReady(opened, this, [reply, attempt = *found](const ReaderResult &reader) {
            if (!reader)
                return reply.send(reader.error());
            if (attempt.status != AttemptStatus::Running && (*reader)->rowCount() != attempt.rows)
                return reply.send(Error{.code = ErrorCode::File,
                                        .detail = tr("The stored result of query %1 is damaged: %L2 of its %L3 rows "
                                                     "are left. Run it again to get them anew.")
                                                      .arg(attempt.id)
                                                      .arg((*reader)->rowCount())
                                                      .arg(attempt.rows)});
            reply.send(OpenedResult{.attempt = attempt, .pages = std::make_shared<results::PageCache>(*reader)});
        });
    });
    return reply.future();
}

QFuture<Result<exporting::ExportSummary>> QueryService::exportCsv(const Actor &actor, const ExportRequest &request,
                                                                  const CancelToken &token,
                                                                  exporting::ExportProgress progress)
{
    const Reply<exporting::ExportSummary> reply;
    whenReady(openResult(actor, request.attemptId), this,
              [this, reply, request, token, progress = std::move(progress)](const Result<OpenedResult> &opened) {
                  if (!opened)
                      return reply.send(opened.error());
                  const auto reader = opened->pages->sharedReader();
                  if (const auto refusal = d->exportRefusal(request, opened->attempt, reader->rowCount()))
                      return reply.send(*refusal);
                  whenReady(exporting::exportCsv(reader, request.path, request.csv, token, progress), this,
                            [reply, attempt = opened->attempt](Result<exporting::ExportSummary> summary) {
                                logEvent(lcExport(), QtInfoMsg, summary ? u"exported"_s : u"export failed"_s,
                                         {{u"attempt"_s, attempt.id}, {u"rows"_s, summary ? summary->rows : 0}});
                                if (summary) {
                                    summary->isCapped = attempt.isCapped;
                                    summary->isPartial = attempt.isPartial;
                                }
                                reply.send(summary);
                            });
              });
    return reply.future();
}

std::optional<Error> QueryService::exportRefusal(const ExportRequest &request, const Attempt &attempt) const
{
    return d->exportRefusal(request, attempt, attempt.rows);
}

report::Verdict QueryService::check(QByteArrayView sql) const
{
    return d->parts.guard.verdict(sql);
}

QFuture<Result<report::Verdict>> QueryService::check(const Actor &, const QByteArray &sql, const CancelToken &token)
{
    const Reply<report::Verdict> reply;
    // Off the main thread: the text may be a large one.
    const auto checked = QtConcurrent::run([guard = d->parts.guard, sql] { return guard.check(sql); });
    whenReady(checked, this, [this, reply, sql, token](const Result<sql::CheckedSql> &passed) {
        if (passed)
            return whenReady(d->parts.runner.check(*passed, token), this,
                             [reply](const Result<report::Verdict> &verdict) { reply.send(verdict); });
        // What the server need not see is denied with the words and the layer that it is denied with without one.
        const auto denied = QtConcurrent::run(
            [guard = d->parts.guard, sql]() -> Result<report::Verdict> { return guard.verdict(sql); });
        whenReady(denied, this, [reply](const Result<report::Verdict> &verdict) { reply.send(verdict); });
    });
    return reply.future();
}

bool QueryService::isBusy() const
{
    return !d->flows.isEmpty();
}

void QueryService::cancelAll()
{
    const auto flows = d->flows;
    for (const Flow *flow : flows)
        flow->cancel();
}

}
