// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Session.h"
#include "app/cli/Cli.h"
#include "app/cli/Commands.h"
#include "app/cli/TextTable.h"
#include "core/base/ErrorText.h"
#include "core/base/WhenReady.h"
#include "core/schema/SchemaJson.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace sqlai::cli {
namespace {

constexpr int examplesShown = 5;

QJsonObject checkJson(const std::optional<report::HealthCheck> &check)
{
    if (!check)
        return {{u"ok"_s, QJsonValue(QJsonValue::Null)}, {u"detail"_s, Cli::tr("This was not looked at.")}};
    return {{u"ok"_s, check->isOk()}, {u"detail"_s, check->detail}};
}

/// Why the health is not well, as far as its checks tell.
std::optional<Error> errorOf(const report::Health &health)
{
    if (health.postgres && health.postgres->error)
        return health.postgres->error;
    return health.database ? health.database->error : std::nullopt;
}

QString statusName(report::HealthStatus status)
{
    switch (status) {
    case report::HealthStatus::Healthy:
        return u"healthy"_s;
    case report::HealthStatus::Degraded:
        return u"degraded"_s;
    case report::HealthStatus::Unhealthy:
        break;
    }
    return u"unhealthy"_s;
}

QString tableText(const schema::Table &table)
{
    QList<QStringList> rows;
    for (const schema::Column &column : table.columns)
        rows += {column.name, column.type, column.isNullable ? QString() : u"not null"_s, column.comment};
    return printable(table.qualifiedName()) + u'\n' + printable(table.comment) + u'\n'
           + textTable({u"column"_s, u"type"_s, u""_s, u"comment"_s}, rows);
}

QString overviewText(const schema::Schema &schema)
{
    QList<QStringList> rows;
    for (const schema::Table &table : schema.tables)
        rows += {table.qualifiedName(), QString::number(table.columns.size()),
                 table.estimatedRows < 0 ? QString() : QString::number(table.estimatedRows), table.comment};
    return textTable({u"table"_s, u"columns"_s, u"rows"_s, u"comment"_s}, rows, {1, 2});
}

/// The tables named by the arguments, plain or with their schema; all where none is named.
Result<schema::Schema> chosen(const schema::Schema &schema, const QStringList &names)
{
    if (names.isEmpty())
        return schema;
    schema::Schema part{.searchPath = schema.searchPath};
    for (const QString &name : names) {
        const auto before = part.tables.size();
        for (const schema::Table &table : schema.tables) {
            if (table.name == name || table.qualifiedName() == name)
                part.tables += table;
        }
        if (part.tables.size() == before)
            return Error{.code = ErrorCode::NotFound,
                         .detail = Cli::tr("There is no table '%1'; 'schema show' lists all %2.")
                                       .arg(name, QLocale::c().toString(schema.tables.size()))};
    }
    return part;
}

}

void refreshSchema(Cli &cli)
{
    whenReady(
        cli.session().schema().refresh(cli.actor(), cli.token()), &cli, [&cli](const Result<schema::Schema> &schema) {
            if (!schema)
                return cli.fail(schema.error());
            cli.finish({{u"tables"_s, schema->tables.size()}}, Cli::tr("%L1 tables read").arg(schema->tables.size()));
        });
}

void showSchema(Cli &cli)
{
    whenReady(cli.session().schema().current(cli.actor(), cli.token()), &cli,
              [&cli](const Result<schema::Schema> &schema) {
                  if (!schema)
                      return cli.fail(schema.error());
                  const auto part = chosen(*schema, cli.invocation().arguments);
                  if (!part)
                      return cli.fail(part.error());
                  QStringList texts;
                  for (const schema::Table &table : part->tables)
                      texts += tableText(table);
                  const bool isOverview = cli.invocation().arguments.isEmpty();
                  cli.finish(QJsonDocument::fromJson(schema::SchemaJson::write(*part)).object(),
                             isOverview ? overviewText(*part) : texts.join(u'\n'));
              });
}

void exportSchema(Cli &cli)
{
    const QString folder = QDir::current().absoluteFilePath(cli.invocation().arguments.first());
    whenReady(cli.session().schema().exportTo(cli.actor(), folder, cli.token()), &cli,
              [&cli, folder](const Result<void> &written) {
                  if (!written)
                      return cli.fail(written.error());
                  cli.finish({{u"folder"_s, folder}}, Cli::tr("The schema was written to %1").arg(folder));
              });
}

void listExamples(Cli &cli)
{
    whenReady(cli.session().knowledge().load(), &cli, [&cli](const Result<knowledge::Loaded> &loaded) {
        if (!loaded)
            return cli.fail(loaded.error());
        QJsonArray examples;
        QList<QStringList> rows;
        for (const knowledge::Example &example : loaded->examples) {
            examples += QJsonObject{{u"name"_s, example.name},
                                    {u"question"_s, example.question},
                                    {u"description"_s, example.description},
                                    {u"sql"_s, example.sql}};
            rows += {example.name, example.question};
        }
        QJsonArray problems;
        for (const auto &problem : loaded->problems) {
            problems += QJsonObject{{u"file"_s, problem.file}, {u"message"_s, ErrorText::sentence(problem.error)}};
            cli.note(ErrorText::sentence(problem.error));
        }
        QString text = textTable({u"name"_s, u"question"_s}, rows);
        if (rows.isEmpty())
            text = Cli::tr("There are no examples yet. Put .sql files with a '-- Question: ...' line into %1")
                       .arg(cli.session().knowledge().folder());
        cli.finish({{u"examples"_s, examples}, {u"problems"_s, problems}}, text);
    });
}

void searchExamples(Cli &cli)
{
    const QString question = cli.invocation().arguments.first();
    whenReady(cli.session().examples().find(question, examplesShown), &cli,
              [&cli](const Result<QList<knowledge::RankedExample>> &ranked) {
                  if (!ranked)
                      return cli.fail(ranked.error());
                  QJsonArray examples;
                  QList<QStringList> rows;
                  for (const auto &found : *ranked) {
                      examples += QJsonObject{{u"name"_s, found.example.name},
                                              {u"question"_s, found.example.question},
                                              {u"similarity"_s, found.similarity}};
                      rows += {QString::number(found.similarity, 'f', 2), found.example.name, found.example.question};
                  }
                  const QString text = rows.isEmpty()
                                           ? Cli::tr("There is no example like it; 'examples list' shows all.")
                                           : textTable({u"similarity"_s, u"name"_s, u"question"_s}, rows);
                  cli.finish({{u"examples"_s, examples}}, text);
              });
}

void printHealth(Cli &cli, const report::Health &health, const std::optional<Error> &error)
{
    const QString status = statusName(health.status);
    const QJsonObject object{{u"status"_s, status},
                             {u"database"_s, checkJson(health.database)},
                             {u"postgres"_s, checkJson(health.postgres)},
                             {u"openai_configured"_s, health.isOpenAiConfigured},
                             {u"examples"_s, health.examples},
                             {u"problems"_s, QJsonArray::fromStringList(health.problems)},
                             {u"version"_s, health.version}};
    QStringList lines{status};
    for (const auto &check : {health.database, health.postgres})
        lines += check ? check->detail : QString();
    lines += health.problems;
    lines += Cli::tr("%L1 examples, version %2").arg(health.examples).arg(health.version);
    lines.removeAll(QString());
    if (health.status != report::HealthStatus::Unhealthy)
        return cli.finish(object, lines.join(u'\n'));
    cli.finish(object, lines.join(u'\n'), error, ErrorText::exitCode(ErrorCode::Connection));
}

void health(Cli &cli)
{
    whenReady(cli.session().health().check(cli.actor(), cli.token()), &cli,
              [&cli](const Result<report::Health> &health) {
                  if (!health)
                      return cli.fail(health.error());
                  printHealth(cli, *health, errorOf(*health));
              });
}

}
