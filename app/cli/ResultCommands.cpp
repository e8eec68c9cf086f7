// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Session.h"
#include "app/cli/AttemptJson.h"
#include "app/cli/Cli.h"
#include "app/cli/Commands.h"
#include "app/cli/ResultPrinter.h"
#include "core/base/WhenReady.h"
#include "core/exporting/CsvExport.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace sqlai::cli {
namespace {

Result<exporting::LineEnding> lineEnding(const Invocation &invocation)
{
    const QString name = invocation.options.value(u"line-ending"_s, u"crlf"_s);
    if (name == u"crlf"_s)
        return exporting::LineEnding::CrLf;
    if (name == u"lf"_s)
        return exporting::LineEnding::Lf;
    return Error{.code = ErrorCode::Usage, .detail = Cli::tr("--line-ending takes crlf or lf.")};
}

Result<query::ExportRequest> exportRequest(const Invocation &invocation)
{
    const auto id = attemptId(invocation);
    if (!id)
        return id.error();
    const auto ending = lineEnding(invocation);
    if (!ending)
        return ending.error();
    const auto maximumRows = positiveNumber(invocation, u"max-rows"_s, 0);
    if (!maximumRows)
        return maximumRows.error();
    if (invocation.options.value(u"to"_s).isEmpty())
        return Error{.code = ErrorCode::Usage, .detail = Cli::tr("Say where to: --to FILE.")};
    return query::ExportRequest{.attemptId = *id,
                                .path = QDir::current().absoluteFilePath(invocation.options[u"to"_s]),
                                .csv = {.lineEnding = *ending},
                                .maximumRows = *maximumRows,
                                .isPartialAllowed = invocation.has(u"partial"_s)};
}

}

void results(Cli &cli)
{
    const auto id = attemptId(cli.invocation());
    const auto page = positiveNumber(cli.invocation(), u"page"_s, 1);
    if (!id || !page)
        return cli.fail(id ? page.error() : id.error());
    whenReady(cli.session().queries().openResult(cli.actor(), *id), &cli,
              [&cli, page = *page](const Result<query::OpenedResult> &opened) {
                  if (!opened)
                      return cli.fail(opened.error());
                  printPage(cli, *opened, page);
              });
}

void exportResult(Cli &cli)
{
    const auto request = exportRequest(cli.invocation());
    if (!request)
        return cli.fail(request.error());
    whenReady(cli.session().queries().exportCsv(cli.actor(), *request, cli.token()), &cli,
              [&cli](const Result<exporting::ExportSummary> &summary) {
                  if (!summary)
                      return cli.fail(summary.error());
                  if (summary->isCapped)
                      cli.note(Cli::tr("The row cap was reached: the server has more rows than the file."));
                  if (summary->isPartial)
                      cli.note(Cli::tr("The result did not arrive whole, and the file holds what did."));
                  cli.finish({{u"path"_s, summary->path},
                              {u"rows"_s, summary->rows},
                              {u"bytes"_s, summary->bytes},
                              {u"capped"_s, summary->isCapped},
                              {u"partial"_s, summary->isPartial}},
                             Cli::tr("%L1 rows written to %2").arg(summary->rows).arg(summary->path));
              });
}

}
