// SPDX-License-Identifier: GPL-3.0-or-later
#include "Fakes.h"

#include "core/base/WhenReady.h"

namespace sqlai::test {
namespace {

/// As RowSink wants them.
constexpr int rowsInBatch = 500;

}

QFuture<Result<pg::RunSummary>> FakeRunner::run(const sql::CheckedSql &sql, const pg::RunLimits &asked,
                                                std::shared_ptr<table::RowSink> sink, const CancelToken &token)
{
    ran.append(sql.text());
    limits = asked;
    if (token.isCancelled())
        return readyFuture<pg::RunSummary>(Error{.code = ErrorCode::Cancelled});
    if (isSlow) {
        const Reply<pg::RunSummary> reply;
        m_waiting = token.onCancel([reply] { reply.send(Error{.code = ErrorCode::Cancelled}); });
        return reply.future();
    }
    if (const auto begun = sink->begin({{.name = QStringLiteral("id"), .typeOid = 20}}); !begun)
        return readyFuture<pg::RunSummary>(begun.error());
    for (qint64 row = 1; row <= rows;) {
        table::RowBatch batch(1);
        for (int i = 0; i < rowsInBatch && row <= rows; ++i, ++row) {
            batch.append(QByteArray::number(row));
            batch.endRow();
        }
        if (const auto stored = sink->append(batch); !stored)
            return readyFuture<pg::RunSummary>(stored.error());
    }
    if (runError)
        return readyFuture<pg::RunSummary>(*runError);
    return readyFuture<pg::RunSummary>(
        pg::RunSummary{.rows = rows, .isCapped = rows >= asked.maximumRows, .execution = std::chrono::milliseconds(7)});
}

QFuture<Result<report::Plan>> FakeRunner::explain(const sql::CheckedSql &, const pg::RunLimits &,
                                                  const CancelToken &token)
{
    if (isPlanning) {
        const Reply<report::Plan> reply;
        m_waiting = token.onCancel([reply] { reply.send(Error{.code = ErrorCode::Cancelled}); });
        return reply.future();
    }
    if (explainError)
        return readyFuture<report::Plan>(*explainError);
    return readyFuture<report::Plan>(report::Plan{.root = {.nodeType = QStringLiteral("Seq Scan"), .rows = 3}});
}

QFuture<Result<QList<table::RowSet>>> FakeRunner::readSnapshot(const QList<pg::StaticSql> &, const CancelToken &)
{
    return readyFuture<QList<table::RowSet>>(QList<table::RowSet>());
}

QFuture<Result<report::Verdict>> FakeRunner::check(const sql::CheckedSql &sql, const CancelToken &)
{
    checked.append(sql.text());
    if (checkError)
        return readyFuture<report::Verdict>(*checkError);
    return readyFuture<report::Verdict>(verdict);
}

QFuture<Result<QList<table::RowSet>>> FakeRunner::readAsAnyRole(const QList<pg::StaticSql> &, const CancelToken &)
{
    return readyFuture<QList<table::RowSet>>(roleRows);
}

QFuture<Result<report::DatabaseObject>> FakeRunner::describe(report::ObjectKind, const QString &name,
                                                             const CancelToken &)
{
    if (object)
        return readyFuture<report::DatabaseObject>(*object);
    return readyFuture<report::DatabaseObject>(Error{.code = ErrorCode::NotFound, .detail = name});
}

void FakeRunner::setAllowances(const QList<report::Allowance> &given)
{
    allowances = given;
}

QFuture<Result<int>> FakeLimiter::take(const Actor &)
{
    if (left == 0)
        return readyFuture<int>(Error{.code = ErrorCode::RateLimited, .detail = QStringLiteral("Later.")});
    return readyFuture<int>(--left);
}

void FakeUsageLog::record(const report::Attempt &attempt, const QList<report::ModelUse> &taken)
{
    attempts.append(attempt.id);
    uses += taken;
}

query::AnswerStream *FakeProvider::answer(const query::Question &, const CancelToken &token, QObject *parent)
{
    stream = new query::AnswerStream(parent);
    for (const QString &piece : pieces)
        QMetaObject::invokeMethod(
            stream.data(), [stream = stream, piece] { Q_EMIT stream->sqlArrived(piece); }, Qt::QueuedConnection);
    const auto finish = [stream = stream](const query::Answer &answer) {
        QMetaObject::invokeMethod(
            stream.data(), [stream, answer] { Q_EMIT stream->finished(answer); }, Qt::QueuedConnection);
    };
    if (isThinking)
        m_waiting = token.onCancel([finish] { finish({.error = Error{.code = ErrorCode::Cancelled}}); });
    else
        finish(next);
    return stream;
}

QFuture<Result<schema::Schema>> FakeSchemaSource::read(const CancelToken &)
{
    return isReading ? m_never.future() : readyFuture<schema::Schema>(next);
}

}
