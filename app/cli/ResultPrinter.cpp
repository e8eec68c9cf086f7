// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ResultPrinter.h"

#include "app/cli/AttemptJson.h"
#include "app/cli/Cli.h"
#include "app/cli/TextTable.h"
#include "core/base/WhenReady.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::cli {
namespace {

QString pageText(const ResultPage &page)
{
    QStringList titles;
    QList<int> numbers;
    for (qsizetype i = 0; i < page.columns.size(); ++i) {
        titles += page.columns[i].name;
        if (table::isNumeric(page.columns[i].typeOid))
            numbers += static_cast<int>(i);
    }
    QList<QStringList> rows;
    for (int row = 0; row < page.rows.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < page.rows.columnCount(); ++column)
            cells += QString::fromUtf8(page.rows.cell(row, column).value_or("NULL"));
        rows += cells;
    }
    QString text = Cli::tr("attempt %1  %2").arg(page.attempt.id).arg(attemptStatusName(page.attempt.status)) + u'\n';
    text += textTable(titles, rows, numbers);
    text += Cli::tr("page %L1 of %L2, %L3 rows in all, %L4 ms")
                .arg(page.page)
                .arg(std::max<qint64>(1, page.totalPages))
                .arg(page.totalRows)
                .arg(page.attempt.executionMilliseconds);
    if (page.attempt.isCapped)
        text += u'\n' + Cli::tr("The row cap was reached: the server has more rows.");
    if (page.attempt.isPartial)
        text += u'\n' + Cli::tr("The result did not arrive whole.");
    return text;
}

}

void printPage(Cli &cli, const query::OpenedResult &opened, qint64 page, const std::optional<Error> &runError)
{
    const auto &reader = opened.pages->reader();
    ResultPage shown{.attempt = opened.attempt,
                     .columns = reader.columns(),
                     .rows = table::RowBatch(static_cast<int>(reader.columns().size())),
                     .totalRows = reader.rowCount(),
                     .page = page,
                     .totalPages = reader.pageCount()};
    if (page > std::max<qint64>(1, shown.totalPages))
        return cli.fail(
            {.code = ErrorCode::NotFound,
             .detail = Cli::tr("There is no page %L1: the result has %L2.").arg(page).arg(shown.totalPages)});
    if (shown.totalPages == 0)
        return cli.finish(resultJson(shown), pageText(shown), runError);
    whenReady(opened.pages->page(page - 1), &cli,
              [&cli, shown, runError](const Result<results::PageCache::Page> &rows) mutable {
                  if (!rows)
                      return cli.fail(rows.error());
                  shown.rows = **rows;
                  cli.finish(resultJson(shown), pageText(shown), runError);
              });
}

void printWithoutResult(Cli &cli, const report::Attempt &attempt)
{
    cli.finish(resultJson({.attempt = attempt}), {}, attempt.error);
}

}
