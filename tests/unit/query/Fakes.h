// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Reply.h"
#include "core/pg/QueryRunner.h"
#include "core/query/AnswerProvider.h"
#include "core/query/RateLimiter.h"
#include "core/query/UsageLog.h"
#include "core/report/Attempt.h"
#include "core/schema/SchemaSource.h"

#include <QList>
#include <QPointer>

#include <optional>

namespace sqlai::test {

class FakeClock final : public Clock
{
public:
    QDateTime now() const override { return m_now; }
    void advance(std::chrono::milliseconds time) { m_now = m_now.addMSecs(time.count()); }

private:
    QDateTime m_now = QDateTime(QDate(2026, 1, 2), QTime(3, 4), Qt::UTC);
};

/// A server that answers at once: so many rows, then an error where one is set; or runs until it is stopped. Notes
/// what it was asked to run.
class FakeRunner final : public pg::QueryRunner
{
public:
    qint64 rows = 3;
    bool isSlow = false;
    std::optional<Error> runError = {};
    std::optional<Error> explainError = {};
    std::optional<Error> checkError = {};
    report::Verdict verdict = {.isAllowed = true, .layer = QStringLiteral("catalogue")};
    /// What describe() finds; nothing: NotFound.
    std::optional<report::DatabaseObject> object = {};
    QList<report::Allowance> allowances = {};
    bool isSuperuserAllowed = false;
    /// What readAsAnyRole() finds.
    Result<QList<table::RowSet>> roleRows = QList<table::RowSet>();
    /// EXPLAIN takes until it is stopped.
    bool isPlanning = false;
    QList<QByteArray> ran = {};
    QList<QByteArray> checked = {};
    pg::RunLimits limits = {};

    QFuture<Result<pg::RunSummary>> run(const sql::CheckedSql &sql, const pg::RunLimits &limits,
                                        std::shared_ptr<table::RowSink> sink, const CancelToken &token) override;
    QFuture<Result<report::Plan>> explain(const sql::CheckedSql &sql, const pg::RunLimits &limits,
                                          const CancelToken &token) override;
    QFuture<Result<report::Verdict>> check(const sql::CheckedSql &sql, const CancelToken &token) override;
    QFuture<Result<QList<table::RowSet>>> readSnapshot(const QList<pg::StaticSql> &statements,
                                                       const CancelToken &token) override;
    QFuture<Result<QList<table::RowSet>>> readAsAnyRole(const QList<pg::StaticSql> &statements,
                                                        const CancelToken &token) override;
    QFuture<Result<report::DatabaseObject>> describe(report::ObjectKind kind, const QString &name,
                                                     const CancelToken &token) override;
    void setAllowances(const QList<report::Allowance> &allowances) override;
    void setSuperuserAllowed(bool isAllowed) override { isSuperuserAllowed = isAllowed; }

private:
    CancelToken::Registration m_waiting;
};

class FakeLimiter final : public query::RateLimiter
{
public:
    int left = 10;
    QFuture<Result<int>> take(const Actor &actor) override;
};

/// Notes whose uses were recorded, and which.
class FakeUsageLog final : public query::UsageLog
{
public:
    QList<qint64> attempts = {};
    QList<report::ModelUse> uses = {};
    void record(const report::Attempt &attempt, const QList<report::ModelUse> &taken) override;
};

/// Gives its answer at once, or thinks until it is stopped; meanwhile a test may speak through `stream`.
class FakeProvider final : public query::AnswerProvider
{
public:
    bool isThinking = false;
    /// What comes in pieces before the answer.
    QStringList pieces = {};
    query::Answer next = {.sql = QStringLiteral("SELECT id FROM parts"),
                          .explanation = QStringLiteral("From nowhere.")};
    /// The last answer on its way.
    QPointer<query::AnswerStream> stream = {};
    QString name() const override { return QStringLiteral("fake"); }
    query::AnswerStream *answer(const query::Question &question, const CancelToken &token, QObject *parent) override;

private:
    CancelToken::Registration m_waiting;
};

class FakeSchemaSource final : public schema::SchemaSource
{
public:
    /// Reads for ever.
    bool isReading = false;
    Result<schema::Schema> next =
        schema::Schema{.tables = {{.schema = QStringLiteral("public"), .name = QStringLiteral("parts")}}};
    QFuture<Result<schema::Schema>> read(const CancelToken &token) override;

private:
    Reply<schema::Schema> m_never;
};

}
