// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Session.h"
#include "app/cli/Cli.h"
#include "app/cli/Commands.h"
#include "app/cli/InputText.h"
#include "core/base/ErrorText.h"
#include "core/base/WhenReady.h"

#include <QFile>
#include <QJsonDocument>

#include <nlohmann/json.hpp>

#include <memory>

using namespace Qt::StringLiterals;

namespace sqlai::cli {
namespace {

/// A statement of the greatest length, each byte of it escaped.
constexpr qint64 maximumLineBytes = 2LL * 1024 * 1024;

QJsonObject verdictJson(const report::Verdict &verdict)
{
    return {{u"verdict"_s, verdict.isAllowed ? u"allow"_s : u"deny"_s},
            {u"layer"_s, verdict.layer},
            {u"reason"_s, verdict.reason},
            {u"position"_s, verdict.position == 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(verdict.position)},
            {u"subject"_s, verdict.subject.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(verdict.subject)}};
}

/// What all layers say where the command line names a server, else what those say that need none.
QFuture<Result<report::Verdict>> verdictOf(Cli &cli, const QByteArray &sql)
{
    query::QueryService &queries = cli.session().queries();
    if (cli.invocation().needsServer())
        return queries.check(cli.actor(), sql, cli.token());
    return readyFuture<report::Verdict>(queries.check(sql));
}

/// One line of --jsonl. What cannot be read is denied: nobody may take a missing verdict for a yes.
QFuture<Result<report::Verdict>> lineVerdict(Cli &cli, const QByteArray &line)
{
    const auto json = nlohmann::json::parse(line.begin(), line.end(), nullptr, false);
    const auto sql = json.is_object() ? json.find("sql") : json.end();
    if (json.is_discarded() || sql == json.end() || !sql->is_string())
        return readyFuture<report::Verdict>(report::Verdict{
            .layer = u"input"_s, .reason = Cli::tr("This line is not JSON of the form {\"sql\": \"...\"}.")});
    return verdictOf(cli, QByteArray::fromStdString(sql->get_ref<const std::string &>()));
}

/// The rest of the lines, each answered before the next is read, so that a program may talk to it. `exitCode` is that
/// of the last server's trouble so far: such a line is denied, since nobody judged it.
void checkLines(Cli &cli, const std::shared_ptr<QFile> &file, int exitCode)
{
    const QByteArray line = file->readLine(maximumLineBytes + 1);
    if (line.isEmpty())
        return cli.quit(exitCode);
    const bool isTooLong = line.size() > maximumLineBytes;
    for (QByteArray rest = line; isTooLong && !rest.isEmpty() && !rest.endsWith('\n');)
        rest = file->readLine(maximumLineBytes);
    const auto verdict = isTooLong ? readyFuture<report::Verdict>(
                             report::Verdict{.layer = u"input"_s, .reason = Cli::tr("This line is too long.")})
                                   : lineVerdict(cli, line);
    whenReady(verdict, &cli, [&cli, file, exitCode](const Result<report::Verdict> &judged) {
        const report::Verdict told =
            judged ? *judged : report::Verdict{.layer = u"none"_s, .reason = ErrorText::sentence(judged.error())};
        cli.printLine(QJsonDocument(verdictJson(told)).toJson(QJsonDocument::Compact));
        checkLines(cli, file, judged ? exitCode : ErrorText::exitCode(judged.error().code));
    });
}

void printVerdict(Cli &cli, const report::Verdict &verdict)
{
    QJsonObject object = verdictJson(verdict);
    if (cli.invocation().has(u"json"_s))
        object[u"error"_s] = QJsonValue(QJsonValue::Null);
    cli.printLine(QJsonDocument(object).toJson(QJsonDocument::Compact));
    if (!cli.invocation().has(u"json"_s))
        cli.noteWayToAllow(verdict.subject);
    cli.quit(verdict.isAllowed ? 0 : ErrorText::exitCode(ErrorCode::SqlDenied));
}

}

void check(Cli &cli)
{
    const auto file = std::make_shared<QFile>(cli.invocation().arguments.first());
    if (const auto opened = openInput(*file); !opened)
        return cli.fail(opened.error());
    if (cli.invocation().has(u"jsonl"_s))
        return checkLines(cli, file, 0);
    whenReady(verdictOf(cli, readStatement(*file)), &cli, [&cli](const Result<report::Verdict> &verdict) {
        if (!verdict)
            return cli.fail(verdict.error());
        printVerdict(cli, *verdict);
    });
}

}
