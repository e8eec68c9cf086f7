// SPDX-License-Identifier: GPL-3.0-or-later
// Statements of 500 bytes: how many SqlGuard checks in a second, and how that compares with libpg_query's own JSON
// parse.
#include "core/sql/SqlGuard.h"

#include <QByteArray>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <thread>
#include <vector>

#include <pg_query.h>

using namespace sqlai::sql;

namespace {

constexpr int statements = 10'000;
constexpr int rounds = 5;
constexpr int threadCount = 4;

const QByteArray statement =
    "WITH monthly AS (SELECT date_trunc('month', i.issued_at) AS month, sum(l.quantity * l.unit_price) AS total "
    "FROM billing.invoices i JOIN billing.invoice_lines l ON l.invoice_id = i.id WHERE i.issued_at >= now() - "
    "interval '1 year' GROUP BY 1) SELECT m.month, m.total, m.total - lag(m.total) OVER (ORDER BY m.month) AS "
    "change, round(100 * m.total / nullif(sum(m.total) OVER (), 0), 1) AS percent FROM monthly m WHERE m.total > "
    "1000 AND m.month BETWEEN '2024-01-01' AND '2024-12-31' ORDER BY m.month DESC NULLS LAST LIMIT 50 OFFSET 10 -- ok";

/// Microseconds a statement, the best of some rounds: by the clock, and of this process's processor time, which a busy
/// machine leaves as it is.
struct Spent {
    double wall = 0;
    double processor = 0;
};

Spent measure(const std::function<void()> &job)
{
    Spent best{.wall = 1e9, .processor = 1e9};
    for (int round = 0; round < rounds; ++round) {
        const std::clock_t processorStart = std::clock();
        const auto start = std::chrono::steady_clock::now();
        for (int i = 0; i < statements; ++i)
            job();
        const std::chrono::duration<double, std::micro> wall = std::chrono::steady_clock::now() - start;
        const double processor = 1e6 * static_cast<double>(std::clock() - processorStart) / CLOCKS_PER_SEC;
        best.wall = std::min(best.wall, wall.count() / statements);
        best.processor = std::min(best.processor, processor / statements);
    }
    return best;
}

void print(const char *name, const Spent &spent, const Spent &parse)
{
    std::printf("%-16s %8.1f us %8.1f us of processor %8.0f a second %6.1f x pg_query_parse\n", name, spent.wall,
                spent.processor, 1e6 / spent.wall, spent.processor / parse.processor);
}

void checkInThreads(const SqlGuard &guard)
{
    std::vector<std::thread> threads;
    threads.reserve(threadCount);
    for (int t = 0; t < threadCount; ++t) {
        threads.emplace_back([&guard] {
            for (int i = 0; i < statements / threadCount; ++i)
                static_cast<void>(guard.check(statement));
        });
    }
    for (std::thread &thread : threads)
        thread.join();
}

}

int main()
{
    const SqlGuard guard;
    if (!guard.check(statement)) {
        std::fprintf(stderr, "the statement is denied: %s\n", qPrintable(guard.verdict(statement).reason));
        return 1;
    }
    const Spent parse = measure([] { pg_query_free_parse_result(pg_query_parse(statement.constData())); });
    const Spent scan = measure([] { pg_query_free_scan_result(pg_query_scan(statement.constData())); });
    const Spent check = measure([&guard] { static_cast<void>(guard.check(statement)); });
    std::printf("a statement of %lld bytes\n", static_cast<long long>(statement.size()));
    print("pg_query_parse", parse, parse);
    print("pg_query_scan", scan, parse);
    print("SqlGuard::check", check, parse);
    const auto start = std::chrono::steady_clock::now();
    checkInThreads(guard);
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
    std::printf("from %d threads at once %.0f a second\n", threadCount, statements / spent.count());
    return 0;
}
