// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Session.h"
#include "app/cli/AttemptJson.h"
#include "app/cli/Cli.h"
#include "app/cli/Commands.h"
#include "app/cli/TextTable.h"
#include "core/base/WhenReady.h"

#include <QJsonArray>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::cli {
namespace {

Result<report::HistoryFilter> filterOf(const Invocation &invocation)
{
    const auto page = positiveNumber(invocation, u"page"_s, 1);
    if (!page)
        return page.error();
    const auto pageSize = positiveNumber(invocation, u"page-size"_s, 20);
    if (!pageSize)
        return pageSize.error();
    constexpr qint64 largest = 1'000'000;
    report::HistoryFilter filter{.search = invocation.options.value(u"search"_s),
                                 .page = static_cast<int>(std::min(*page, largest)),
                                 .pageSize = static_cast<int>(std::min(*pageSize, largest))};
    if (invocation.has(u"status"_s)) {
        const auto status = report::attemptStatusFromName(invocation.options[u"status"_s]);
        if (!status)
            return Error{.code = ErrorCode::Usage,
                         .detail =
                             Cli::tr("There is no status '%1'. There are: %2.")
                                 .arg(invocation.options[u"status"_s], report::attemptStatusNames().join(u", "_s))};
        filter.statuses = {*status};
    }
    return filter;
}

QString historyText(const report::HistoryPage &page)
{
    QList<QStringList> rows;
    for (const auto &attempt : page.attempts)
        rows += {QString::number(attempt.id), attempt.createdAt.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s),
                 attemptStatusName(attempt.status), attempt.hasResult ? QLocale::c().toString(attempt.rows) : QString(),
                 attempt.question.isEmpty() ? attempt.sql.simplified() : attempt.question};
    return textTable({u"id"_s, u"asked"_s, u"status"_s, u"rows"_s, u"question"_s}, rows, {0, 3})
           + Cli::tr("page %L1, %L2 in all").arg(page.page).arg(page.total);
}

}

void history(Cli &cli)
{
    const auto filter = filterOf(cli.invocation());
    if (!filter)
        return cli.fail(filter.error());
    whenReady(cli.session().queries().history(cli.actor(), *filter), &cli,
              [&cli](const Result<report::HistoryPage> &page) {
                  if (!page)
                      return cli.fail(page.error());
                  QJsonArray queries;
                  for (const auto &attempt : page->attempts)
                      queries += attemptJson(attempt);
                  cli.finish({{u"queries"_s, queries},
                              {u"total"_s, page->total},
                              {u"page"_s, page->page},
                              {u"page_size"_s, page->pageSize}},
                             historyText(*page));
              });
}

}
