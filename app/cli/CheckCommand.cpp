// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Session.h"
#include "app/cli/Cli.h"
#include "app/cli/Commands.h"
#include "app/cli/InputText.h"
#include "core/base/ErrorText.h"

#include <QJsonDocument>

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace sqlai::cli {
namespace {

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

void checkLines(Cli &cli, const QByteArray &input)
{
    QList<QByteArray> lines = input.split('\n');
    if (lines.last().isEmpty())
        lines.removeLast();
    for (const QByteArray &line : lines) {
        const auto verdict = lineVerdict(cli.session().queries(), line);
        cli.printLine(QJsonDocument(verdictJson(verdict)).toJson(QJsonDocument::Compact));
    }
    cli.quit(0);
}

}

void check(Cli &cli)
{
    const auto input = readBytes(cli.invocation().arguments.first());
    if (!input)
        return cli.fail(input.error());
    if (cli.invocation().has(u"jsonl"_s))
        return checkLines(cli, *input);
    const auto verdict = cli.session().queries().check(*input);
    QJsonObject object = verdictJson(verdict);
    if (cli.invocation().has(u"json"_s))
        object[u"error"_s] = QJsonValue(QJsonValue::Null);
    cli.printLine(QJsonDocument(object).toJson(QJsonDocument::Compact));
    cli.quit(verdict.isAllowed ? 0 : ErrorText::exitCode(ErrorCode::SqlDenied));
}

}
