// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Session.h"
#include "app/cli/Cli.h"
#include "app/cli/Commands.h"
#include "app/cli/InputText.h"
#include "core/base/ErrorText.h"

#include <QFile>
#include <QJsonDocument>

#include <nlohmann/json.hpp>

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
            {u"position"_s, verdict.position == 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(verdict.position)}};
}

/// One line of --jsonl. What cannot be read is denied: nobody may take a missing verdict for a yes.
report::Verdict lineVerdict(const query::QueryService &queries, const QByteArray &line)
{
    const auto json = nlohmann::json::parse(line.begin(), line.end(), nullptr, false);
    const auto sql = json.is_object() ? json.find("sql") : json.end();
    if (json.is_discarded() || sql == json.end() || !sql->is_string())
        return {.layer = u"input"_s, .reason = Cli::tr("This line is not JSON of the form {\"sql\": \"...\"}.")};
    const auto &text = sql->get_ref<const std::string &>();
    return queries.check(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
}

/// Line by line, each answered at once, so that a program may talk to it.
void checkLines(Cli &cli, QFile &file)
{
    for (QByteArray line = file.readLine(maximumLineBytes + 1); !line.isEmpty();
         line = file.readLine(maximumLineBytes + 1)) {
        const bool isTooLong = line.size() > maximumLineBytes;
        for (QByteArray rest = line; isTooLong && !rest.isEmpty() && !rest.endsWith('\n');)
            rest = file.readLine(maximumLineBytes);
        const auto verdict = isTooLong
                                 ? report::Verdict{.layer = u"input"_s, .reason = Cli::tr("This line is too long.")}
                                 : lineVerdict(cli.session().queries(), line);
        cli.printLine(QJsonDocument(verdictJson(verdict)).toJson(QJsonDocument::Compact));
    }
    cli.quit(0);
}

}

void check(Cli &cli)
{
    const QString path = cli.invocation().arguments.first();
    QFile file(path);
    if (const auto opened = openInput(file); !opened)
        return cli.fail(opened.error());
    if (cli.invocation().has(u"jsonl"_s))
        return checkLines(cli, file);
    const auto verdict = cli.session().queries().check(readStatement(file));
    QJsonObject object = verdictJson(verdict);
    if (cli.invocation().has(u"json"_s))
        object[u"error"_s] = QJsonValue(QJsonValue::Null);
    cli.printLine(QJsonDocument(object).toJson(QJsonDocument::Compact));
    cli.quit(verdict.isAllowed ? 0 : ErrorText::exitCode(ErrorCode::SqlDenied));
}

}
