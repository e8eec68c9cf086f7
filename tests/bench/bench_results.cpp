// SPDX-License-Identifier: GPL-3.0-or-later
// Stores, pages and exports a result without a server: `bench_results [rows]`. Prints one JSON object.
#include "core/exporting/CsvExport.h"
#include "core/results/ResultStore.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

using namespace sqlai;
using namespace Qt::StringLiterals;

namespace {

constexpr int batchesPrepared = 200;

/// The main query of the benches: bigint, text, bigint, two timestamps, numeric, text with NULLs, boolean.
table::Columns columns()
{
    return {{.name = u"id"_s, .typeOid = 20},         {.name = u"name"_s, .typeOid = 25},
            {.name = u"truck_id"_s, .typeOid = 20},   {.name = u"started_at"_s, .typeOid = 1184},
            {.name = u"ended_at"_s, .typeOid = 1184}, {.name = u"cost"_s, .typeOid = 1700},
            {.name = u"note"_s, .typeOid = 25},       {.name = u"done"_s, .typeOid = 16}};
}

std::vector<table::RowBatch> prepareBatches()
{
    std::vector<table::RowBatch> batches;
    for (int batch = 0; batch < batchesPrepared; ++batch) {
        table::RowBatch &rows = batches.emplace_back(8);
        for (int row = 0; row < results::pageSize; ++row) {
            const int number = batch * results::pageSize + row;
            rows.append(QByteArray::number(1'000'000 + number));
            rows.append("activity number " + QByteArray::number(number));
            rows.append(QByteArray::number(number % 997));
            rows.append("2026-03-01 08:15:23.123456+00");
            rows.append("2026-03-01 09:45:11.654321+00");
            rows.append(QByteArray::number(number * 0.37, 'f', 2));
            if (number % 3 == 0)
                rows.append(std::nullopt);
            else
                rows.append("a remark of some length");
            rows.append(number % 2 == 0 ? "t" : "f");
            rows.endRow();
        }
    }
    return batches;
}

double cpuSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

double secondsOf(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

template <typename T>
T orDie(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(result.error().detail));
        std::exit(1);
    }
    return std::move(result).value();
}

void store(const results::ResultStore &store, qint64 rows, QJsonObject &figures)
{
    const auto batches = prepareBatches();
    QElapsedTimer timer;
    timer.start();
    const double cpu = cpuSeconds();
    const auto writer = orDie(store.create(1, {}));
    bool isOk = writer->begin(columns()).isOk();
    for (qint64 stored = 0; stored < rows; stored += results::pageSize)
        isOk = writer->append(batches[static_cast<std::size_t>(stored / results::pageSize % batchesPrepared)]) && isOk;
    isOk = writer->finish(storage::ResultState::Complete) && isOk;
    figures[u"store_ok"_s] = isOk;
    figures[u"store_seconds"_s] = secondsOf(timer);
    figures[u"store_cpu_seconds"_s] = cpuSeconds() - cpu;
    figures[u"store_bytes"_s] = orDie(store.open(1))->byteCount();
}

void readPages(const results::ResultReader &reader, QJsonObject &figures)
{
    std::vector<double> milliseconds;
    QRandomGenerator random(1);
    for (int i = 0; i < 2000; ++i) {
        const qint64 number = random.bounded(reader.pageCount());
        QElapsedTimer timer;
        timer.start();
        const auto page = orDie(reader.page(number));
        milliseconds.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(milliseconds);
    figures[u"page_p50_ms"_s] = milliseconds[milliseconds.size() / 2];
    figures[u"page_p99_ms"_s] = milliseconds[milliseconds.size() * 99 / 100];
}

void exportAll(const std::shared_ptr<const results::ResultReader> &reader, const QString &path, QJsonObject &figures)
{
    QElapsedTimer timer;
    timer.start();
    const double cpu = cpuSeconds();
    auto future = exporting::exportCsv(reader, path, {.lineEnding = exporting::LineEnding::Lf}, {});
    future.waitForFinished();
    const auto summary = orDie(future.result());
    figures[u"export_seconds"_s] = secondsOf(timer);
    figures[u"export_cpu_seconds"_s] = cpuSeconds() - cpu;
    figures[u"export_mb_per_second"_s] = static_cast<double>(summary.bytes) / 1e6 / secondsOf(timer);
    figures[u"csv_bytes"_s] = summary.bytes;
}

}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const qint64 rows = argc > 1 ? QByteArray(argv[1]).toLongLong() : 2'000'000;
    const QTemporaryDir folder;
    const results::ResultStore results(folder.filePath(u"results"_s));
    QJsonObject figures{{u"rows"_s, rows}};
    store(results, rows, figures);

    QElapsedTimer timer;
    timer.start();
    const auto reader = orDie(results.open(1));
    figures[u"open_ms"_s] = secondsOf(timer) * 1e3;
    figures[u"rows_read"_s] = reader->rowCount();
    readPages(*reader, figures);
    exportAll(reader, folder.filePath(u"export.csv"_s), figures);
    std::printf("%s", QJsonDocument(figures).toJson().constData());
    return 0;
}
