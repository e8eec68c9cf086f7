// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Session.h"
#include "app/cli/AttemptJson.h"
#include "app/cli/Cli.h"
#include "app/cli/Commands.h"
#include "app/cli/ResultPrinter.h"
#include "app/cli/TextTable.h"
#include "core/base/WhenReady.h"

using namespace Qt::StringLiterals;

namespace sqlai::cli {
namespace {

QString answerText(const report::Attempt &attempt)
{
    QString text = Cli::tr("attempt %1  %2").arg(attempt.id).arg(attemptStatusName(attempt.status));
    if (!attempt.sql.isEmpty())
        text += u"\n\n"_s + attempt.sql.trimmed() + u'\n';
    if (!attempt.explanation.isEmpty())
        text += u'\n' + attempt.explanation;
    return printable(text, Lines::Kept);
}

/// The attempt, and where nothing in the answer was usable, what the model said instead.
QString attemptText(const report::Attempt &attempt)
{
    QString text = answerText(attempt);
    if (!attempt.question.isEmpty())
        text.prepend(printable(attempt.question) + u'\n');
    if (attempt.status == report::AttemptStatus::FailedGeneration && !attempt.rawAnswer.isEmpty())
        text += u"\n\n"_s + Cli::tr("The model said:") + u'\n' + printable(attempt.rawAnswer, Lines::Kept);
    return text;
}

/// Ends the command with the first page of the run's result, or with what went wrong.
void printWhenFinished(Cli &cli, query::Flow *flow)
{
    QObject::connect(flow, &query::Flow::finished, &cli, [&cli](const report::Attempt &attempt) {
        if (!attempt.hasResult)
            return printWithoutResult(cli, attempt);
        whenReady(cli.session().queries().openResult(cli.actor(), attempt.id), &cli,
                  [&cli, attempt](const Result<query::OpenedResult> &opened) {
                      if (!opened)
                          return cli.fail(opened.error());
                      // The flow knows more than the history where the latter could not be written.
                      printPage(cli, {.attempt = attempt, .pages = opened->pages}, 1, attempt.error);
                  });
    });
}

void runText(Cli &cli, const Result<QString> &sql)
{
    if (!sql)
        return cli.fail(sql.error());
    printWhenFinished(cli, cli.session().queries().runSql(cli.actor(), *sql));
}

}

void ask(Cli &cli)
{
    auto *flow = cli.session().queries().ask(cli.actor(), cli.invocation().arguments.first());
    QObject::connect(flow, &query::Flow::finished, &cli, [&cli](const report::Attempt &attempt) {
        cli.finish(answerJson(attempt), attempt.id == 0 ? QString() : answerText(attempt), attempt.error);
    });
}

void run(Cli &cli)
{
    const Invocation &invocation = cli.invocation();
    const int sources = static_cast<int>(invocation.arguments.size()) + (invocation.has(u"sql"_s) ? 1 : 0)
                        + (invocation.has(u"file"_s) ? 1 : 0);
    if (sources != 1)
        return cli.fail({.code = ErrorCode::Usage,
                         .detail = Cli::tr("Say what to run, once: an attempt's ID, --sql TEXT or --file FILE.")});
    if (invocation.has(u"sql"_s))
        return runText(cli, invocation.options[u"sql"_s]);
    if (invocation.has(u"file"_s))
        return runText(cli, cli.input());
    const auto id = attemptId(invocation);
    if (!id)
        return cli.fail(id.error());
    printWhenFinished(cli, cli.session().queries().run(cli.actor(), *id));
}

void rerun(Cli &cli)
{
    const auto id = attemptId(cli.invocation());
    if (!id)
        return cli.fail(id.error());
    printWhenFinished(cli, cli.session().queries().rerun(cli.actor(), *id));
}

void show(Cli &cli)
{
    const auto id = attemptId(cli.invocation());
    if (!id)
        return cli.fail(id.error());
    whenReady(cli.session().queries().attempt(cli.actor(), *id), &cli, [&cli](const Result<report::Attempt> &attempt) {
        if (!attempt)
            return cli.fail(attempt.error());
        QJsonObject object = attemptJson(*attempt);
        // Here `error` is about the command; what became of the attempt has a name of its own.
        object[u"attempt_error"_s] = object.take(u"error"_s);
        // Not in a list of attempts, since it may be a long one.
        object[u"raw_answer"_s] = attempt->rawAnswer.isEmpty() ? QJsonValue() : QJsonValue(attempt->rawAnswer);
        cli.finish(object, attemptText(*attempt));
    });
}

}
