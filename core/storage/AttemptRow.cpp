// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/AttemptRow.h"

#include "core/base/ErrorText.h"
#include "core/storage/Sqlite.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sqlai::storage {
namespace {

QString compact(const QJsonArray &array)
{
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QJsonArray arrayOf(const QVariant &json)
{
    return QJsonDocument::fromJson(json.toString().toUtf8()).array();
}

QJsonArray toJson(const QList<report::ExampleUse> &examples)
{
    QJsonArray array;
    for (const report::ExampleUse &example : examples)
        array.append(QJsonObject{{u"name"_s, example.name}, {u"similarity"_s, example.similarity}});
    return array;
}

QList<report::ExampleUse> examplesOf(const QJsonArray &array)
{
    QList<report::ExampleUse> examples;
    for (const auto &value : array) {
        examples.append({.name = value[u"name"].toString(), .similarity = value[u"similarity"].toDouble()});
    }
    return examples;
}

QStringList stringsOf(const QJsonArray &array)
{
    QStringList strings;
    for (const auto &value : array)
        strings.append(value.toString());
    return strings;
}

ErrorCode codeOf(const QString &name)
{
    for (int i = 0; i < static_cast<int>(ErrorCode::Internal); ++i) {
        if (ErrorText::name(static_cast<ErrorCode>(i)) == name)
            return static_cast<ErrorCode>(i);
    }
    return ErrorCode::Internal;
}

QVariantList errorValues(const std::optional<Error> &error)
{
    if (!error)
        return {QVariant(), QVariant(), QVariant(), QVariant(), QVariant(), QVariant()};
    return {ErrorText::name(error->code), notNull(error->detail), notNull(error->sqlState),
            notNull(error->hint),         error->position,        notNull(error->subject)};
}

/// Hands out the values of a row from left to right, so that no column is counted by hand.
class RowReader final
{
public:
    explicit RowReader(const QSqlQuery &row)
        : m_row(row)
    {
    }
    QVariant next() { return m_row.value(m_column++); }

private:
    const QSqlQuery &m_row;
    int m_column = 0;
};

std::optional<Error> errorFrom(RowReader &row)
{
    const QVariant code = row.next();
    Error error{.detail = row.next().toString()};
    error.sqlState = row.next().toString();
    error.hint = row.next().toString();
    error.position = row.next().toInt();
    error.subject = row.next().toString();
    if (code.isNull())
        return std::nullopt;
    error.code = codeOf(code.toString());
    return error;
}

}

QString attemptColumns()
{
    return u"user_id, connection_key, question, sql, explanation, tables, examples, provider, raw_answer, status, "
           "created_at, generated_at, started_at, finished_at, row_count, execution_milliseconds, is_capped, "
           "is_partial, has_result, error_code, error_detail, error_sqlstate, error_hint, error_position, "
           "error_subject"_s;
}

QVariantList attemptValues(const report::Attempt &attempt)
{
    return QVariantList{notNull(attempt.userId),
                        notNull(attempt.connectionKey),
                        notNull(attempt.question),
                        notNull(attempt.sql),
                        notNull(attempt.explanation),
                        compact(QJsonArray::fromStringList(attempt.tables)),
                        compact(toJson(attempt.examples)),
                        notNull(attempt.provider),
                        notNull(attempt.rawAnswer),
                        report::attemptStatusName(attempt.status),
                        fromTime(attempt.createdAt),
                        fromTime(attempt.generatedAt),
                        fromTime(attempt.startedAt),
                        fromTime(attempt.finishedAt),
                        attempt.rows,
                        attempt.executionMilliseconds,
                        attempt.isCapped,
                        attempt.isPartial,
                        attempt.hasResult}
           + errorValues(attempt.error);
}

report::Attempt attemptFromRow(const QSqlQuery &row)
{
    RowReader reader(row);
    report::Attempt attempt;
    attempt.id = reader.next().toLongLong();
    attempt.userId = reader.next().toString();
    attempt.connectionKey = reader.next().toString();
    attempt.question = reader.next().toString();
    attempt.sql = reader.next().toString();
    attempt.explanation = reader.next().toString();
    attempt.tables = stringsOf(arrayOf(reader.next()));
    attempt.examples = examplesOf(arrayOf(reader.next()));
    attempt.provider = reader.next().toString();
    attempt.rawAnswer = reader.next().toString();
    // The column's CHECK knows the same names.
    attempt.status =
        report::attemptStatusFromName(reader.next().toString()).value_or(report::AttemptStatus::FailedExecution);
    attempt.createdAt = toTime(reader.next());
    attempt.generatedAt = toTime(reader.next());
    attempt.startedAt = toTime(reader.next());
    attempt.finishedAt = toTime(reader.next());
    attempt.rows = reader.next().toLongLong();
    attempt.executionMilliseconds = reader.next().toLongLong();
    attempt.isCapped = reader.next().toBool();
    attempt.isPartial = reader.next().toBool();
    attempt.hasResult = reader.next().toBool();
    attempt.error = errorFrom(reader);
    return attempt;
}

}
