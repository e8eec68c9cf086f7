// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Session.h"
#include "app/cli/Cli.h"
#include "app/cli/Commands.h"
#include "app/cli/TextTable.h"
#include "core/base/WhenReady.h"

#include <QJsonArray>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace sqlai::cli {
namespace {

template <typename T>
QJsonValue numberOrNull(const std::optional<T> &number)
{
    return number ? QJsonValue(*number) : QJsonValue(QJsonValue::Null);
}

QJsonObject percentilesJson(const report::Percentiles &percentiles)
{
    return {{u"p50"_s, numberOrNull(percentiles.p50)}, {u"p95"_s, numberOrNull(percentiles.p95)}};
}

QJsonArray tokensJson(const QList<report::ModelTokens> &tokens)
{
    QJsonArray array;
    for (const report::ModelTokens &one : tokens)
        array += QJsonObject{{u"model"_s, one.model},
                             {u"requests"_s, one.requests},
                             {u"prompt_tokens"_s, one.promptTokens},
                             {u"completion_tokens"_s, one.completionTokens}};
    return array;
}

QJsonObject metricsJson(const report::Metrics &metrics)
{
    return {{u"total_queries"_s, metrics.totalQueries},
            {u"successful"_s, metrics.successful},
            {u"failed"_s, metrics.failed},
            {u"success_rate"_s, numberOrNull(metrics.successRate)},
            {u"time_to_sql_ms"_s, percentilesJson(metrics.timeToSql)},
            {u"execution_ms"_s, percentilesJson(metrics.runTime)},
            {u"tokens"_s, tokensJson(metrics.tokens)}};
}

QString percentilesText(const QString &what, const report::Percentiles &percentiles)
{
    if (!percentiles.p50 || !percentiles.p95)
        return Cli::tr("%1: none measured yet").arg(what);
    return Cli::tr("%1: median %L2 ms, 95 of 100 within %L3 ms").arg(what).arg(*percentiles.p50).arg(*percentiles.p95);
}

QString tokensText(const QList<report::ModelTokens> &tokens)
{
    if (tokens.isEmpty())
        return Cli::tr("No model was asked yet.");
    QList<QStringList> rows;
    for (const report::ModelTokens &one : tokens)
        rows += {one.model, QLocale::c().toString(one.requests), QLocale::c().toString(one.promptTokens),
                 QLocale::c().toString(one.completionTokens)};
    return textTable({u"model"_s, u"requests"_s, u"prompt tokens"_s, u"completion tokens"_s}, rows, {1, 2, 3});
}

QString metricsText(const report::Metrics &metrics)
{
    const QString rate =
        metrics.successRate
            ? Cli::tr("Of those that were run, %L1 % succeeded").arg(*metrics.successRate * 100, 0, 'f', 1)
            : Cli::tr("None was run yet");
    return QStringList{Cli::tr("%L1 queries: %L2 successful, %L3 failed")
                           .arg(metrics.totalQueries)
                           .arg(metrics.successful)
                           .arg(metrics.failed),
                       rate, percentilesText(Cli::tr("Time to SQL"), metrics.timeToSql),
                       percentilesText(Cli::tr("Run time"), metrics.runTime), tokensText(metrics.tokens)}
        .join(u'\n');
}

}

void metrics(Cli &cli)
{
    whenReady(cli.session().metrics().read(cli.actor()), &cli, [&cli](const Result<report::Metrics> &metrics) {
        if (!metrics)
            return cli.fail(metrics.error());
        cli.finish(metricsJson(*metrics), metricsText(*metrics));
    });
}

}
