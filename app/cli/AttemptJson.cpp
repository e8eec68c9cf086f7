// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/AttemptJson.h"

#include "core/base/ErrorText.h"
#include "core/results/ResultReader.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sqlai::cli {
namespace {

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonValue orNull(qint64 number)
{
    return number == 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(number);
}

/// Null for what never became an attempt.
QJsonValue statusJson(const report::Attempt &attempt)
{
    return attempt.id == 0 ? QJsonValue(QJsonValue::Null) : report::attemptStatusName(attempt.status);
}

QJsonValue timeJson(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue(QJsonValue::Null);
}

QJsonValue between(const QDateTime &from, const QDateTime &to)
{
    return from.isValid() && to.isValid() ? QJsonValue(from.msecsTo(to)) : QJsonValue(QJsonValue::Null);
}

/// When there was an answer: a run, which may come days later, has put its own end in the place of the question's.
QDateTime askedUntil(const report::Attempt &attempt)
{
    return attempt.startedAt.isValid() ? attempt.generatedAt : attempt.finishedAt;
}

QJsonArray examplesJson(const report::Attempt &attempt)
{
    QJsonArray examples;
    for (const auto &use : attempt.examples)
        examples += QJsonObject{{u"name"_s, use.name}, {u"similarity"_s, use.similarity}};
    return examples;
}

QJsonArray rowsJson(const table::RowBatch &batch)
{
    QJsonArray rows;
    for (int row = 0; row < batch.rowCount(); ++row) {
        QJsonArray cells;
        for (int column = 0; column < batch.columnCount(); ++column) {
            const auto cell = batch.cell(row, column);
            cells += cell ? QJsonValue(QString::fromUtf8(*cell)) : QJsonValue(QJsonValue::Null);
        }
        rows += cells;
    }
    return rows;
}

}

QJsonObject toJson(const Error &error)
{
    return {{u"code"_s, ErrorText::name(error.code)}, {u"message"_s, ErrorText::sentence(error)},
            {u"sqlstate"_s, orNull(error.sqlState)},  {u"hint"_s, orNull(error.hint)},
            {u"position"_s, orNull(error.position)},  {u"subject"_s, orNull(error.subject)}};
}

QJsonObject answerJson(const report::Attempt &attempt)
{
    return {{u"id"_s, orNull(attempt.id)},
            {u"status"_s, statusJson(attempt)},
            {u"sql"_s, orNull(attempt.sql)},
            {u"explanation"_s, orNull(attempt.explanation)},
            {u"tables"_s, QJsonArray::fromStringList(attempt.tables)},
            {u"examples"_s, examplesJson(attempt)},
            {u"milliseconds"_s, QJsonObject{{u"sql"_s, between(attempt.createdAt, attempt.generatedAt)},
                                            {u"total"_s, between(attempt.createdAt, askedUntil(attempt))}}}};
}

QJsonObject attemptJson(const report::Attempt &attempt)
{
    QJsonObject object = answerJson(attempt);
    object[u"question"_s] = orNull(attempt.question);
    object[u"user"_s] = attempt.userId;
    object[u"connection"_s] = orNull(attempt.connectionKey);
    object[u"provider"_s] = orNull(attempt.provider);
    object[u"created_at"_s] = timeJson(attempt.createdAt);
    object[u"finished_at"_s] = timeJson(attempt.finishedAt);
    object[u"has_result"_s] = attempt.hasResult;
    object[u"total_rows"_s] = attempt.rows;
    object[u"capped"_s] = attempt.isCapped;
    object[u"partial"_s] = attempt.isPartial;
    object[u"execution_ms"_s] = attempt.executionMilliseconds;
    object[u"error"_s] = attempt.error ? QJsonValue(toJson(*attempt.error)) : QJsonValue(QJsonValue::Null);
    return object;
}

QJsonObject resultJson(const ResultPage &page)
{
    QJsonArray columns;
    for (const table::Column &column : page.columns)
        columns += QJsonObject{{u"name"_s, column.name}, {u"type"_s, column.typeName}};
    return {{u"id"_s, orNull(page.attempt.id)},
            {u"status"_s, statusJson(page.attempt)},
            {u"columns"_s, columns},
            {u"rows"_s, rowsJson(page.rows)},
            {u"total_rows"_s, page.totalRows},
            {u"page"_s, page.page},
            {u"page_size"_s, results::pageSize},
            {u"total_pages"_s, page.totalPages},
            {u"capped"_s, page.attempt.isCapped},
            {u"partial"_s, page.attempt.isPartial},
            {u"execution_ms"_s, page.attempt.executionMilliseconds}};
}

}
