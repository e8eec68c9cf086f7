// SPDX-License-Identifier: GPL-3.0-or-later
// What ServerGuard's layers cost a run on the demo's data: the first time, again on a quiet server, and again while
// others write, when all that a verdict rests on is read anew. Beside them the text and tree layers, and the server's
// own PREPARE of the statement.
#include "core/pg/PgConnection.h"
#include "core/pg/PgTransaction.h"
#include "core/pg/ServerGuard.h"
#include "core/sql/SqlGuard.h"
#include "tests/support/ScratchServer.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <stdexcept>
#include <vector>

using namespace sqlai;
using namespace Qt::StringLiterals;

namespace {

constexpr int rounds = 300;

struct Statement {
    const char *name;
    QByteArray sql;
};

const std::vector<Statement> statements{
    {"one table", "SELECT license_plate FROM trucks WHERE status = 'active' ORDER BY 1"},
    {"500 bytes, joins",
     "WITH monthly AS (SELECT date_trunc('month', i.issued_on) AS month, sum(l.quantity * l.unit_price) AS total "
     "FROM billing.invoices i JOIN billing.invoice_lines l ON l.invoice_id = i.id WHERE i.issued_on >= now() - "
     "interval '1 year' GROUP BY 1) SELECT m.month, m.total, m.total - lag(m.total) OVER (ORDER BY m.month) AS "
     "change, round(100 * m.total / nullif(sum(m.total) OVER (), 0), 1) AS percent FROM monthly m WHERE m.total > "
     "1000 AND m.month BETWEEN '2024-01-01' AND '2027-12-31' ORDER BY m.month DESC NULLS LAST LIMIT 50"},
    {"views on views", "SELECT count(*) FROM bench_top"},
};

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
    return values[values.size() / 2];
}

template <typename T>
T must(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().detail.toStdString());
    if constexpr (!std::is_void_v<T>)
        return std::move(result).value();
}

double milliseconds(const std::function<void()> &job)
{
    QElapsedTimer watch;
    watch.start();
    job();
    return static_cast<double>(watch.nsecsElapsed()) / 1e6;
}

class Bench final
{
public:
    explicit Bench(test::ScratchServer &server)
        : m_server(server)
        , m_connection(must(pg::PgConnection::open(server.profile(u"fleet"_s), {})))
    {
    }

    void print(const Statement &statement)
    {
        const double text = medianOf([&] { return milliseconds([&] { must(m_guard.check(statement.sql)); }); });
        const auto checked = must(m_guard.check(statement.sql));
        const double prepare = medianOf([&] {
            pg::PgTransaction transaction(*m_connection, {}, {});
            must(transaction.begin(pg::Isolation::ReadCommitted, pg::Superusers::Allowed));
            return milliseconds([&] { must(transaction.prepareAsCursor(checked)); });
        });
        pg::GuardMemory memory;
        const double cold = medianOf([&] {
            pg::GuardMemory fresh;
            return prove(checked, fresh);
        });
        const double quiet = medianOf([&] { return prove(checked, memory); });
        const double busy = medianOf([&] {
            m_server.runScript(u"fleet"_s, "SELECT pg_current_xact_id()");
            return prove(checked, memory);
        });
        std::printf(
            "%-18s text and tree %6.3f ms, server's grammar %6.3f ms, with the catalogue: first %6.3f ms, again "
            "%6.3f ms, again while others write %6.3f ms\n",
            statement.name, text, prepare, cold, quiet, busy);
    }

private:
    double prove(const sql::CheckedSql &sql, pg::GuardMemory &memory)
    {
        pg::PgTransaction transaction(*m_connection, {}, {});
        must(transaction.begin(pg::Isolation::ReadCommitted, pg::Superusers::Allowed));
        return milliseconds([&] { must(pg::ServerGuard(transaction, memory).prove(sql)); });
    }

    static double medianOf(const std::function<double()> &job)
    {
        std::vector<double> times;
        for (int i = 0; i < rounds; ++i)
            times.push_back(job());
        return median(times);
    }

    test::ScratchServer &m_server;
    std::unique_ptr<pg::PgConnection> m_connection;
    sql::SqlGuard m_guard;
};

}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    test::ScratchServer server;
    server.createDatabase(u"fleet"_s);
    server.runFile(u"fleet"_s, QStringLiteral(SQLAI_FLEET_FILE));
    server.runScript(u"fleet"_s, "ALTER DATABASE fleet SET search_path = operations, fleet, billing, staff, public; "
                                 "CREATE VIEW public.bench_low AS SELECT t.id, lower(t.license_plate) AS plate FROM "
                                 "fleet.trucks t; CREATE VIEW public.bench_middle AS SELECT b.plate, i.id FROM "
                                 "public.bench_low b JOIN billing.invoices i ON i.id = b.id; CREATE VIEW "
                                 "public.bench_top AS SELECT count(*) AS n, plate FROM public.bench_middle GROUP BY "
                                 "plate");
    Bench bench(server);
    for (const Statement &statement : statements)
        bench.print(statement);
    return 0;
}
