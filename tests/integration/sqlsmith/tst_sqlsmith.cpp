// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/pg/PgTest.h"
#include "tests/integration/proof/Trial.h"
#include "tests/support/Psql.h"

#include <QProcess>
#include <QStandardPaths>

using namespace sqlai;
using namespace sqlai::test;
using namespace Qt::StringLiterals;

/// Statements by the thousand that sqlsmith makes up from a database's own tables, functions, operators and types: what
/// the program lets through is run and leaves nothing, as a role that may only read and as an allowed superuser.
class TestSqlsmith : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingChanges_data();
    void nothingChanges();
    void cleanupTestCase();

private:
    struct Count {
        qsizetype generated = 0;
        qsizetype allowed = 0;
        qsizetype ran = 0;
        qsizetype changed = 0;
    };

    QByteArrayList generated(const QString &database, int seed);
    void count(const Result<pg::RunSummary> &summary);

    sql::SqlGuard m_guard;
    std::unique_ptr<Trial> m_trial;
    QMap<QString, QString> m_everything;
    Count m_count;
};

namespace {

constexpr int statementsPerRow = 1'500;
/// A generated join of everything with everything takes for ever.
constexpr pg::RunLimits limits{.timeout = std::chrono::milliseconds(200), .maximumRows = 10'000};

}

void TestSqlsmith::initTestCase()
{
    QVERIFY2(!QStandardPaths::findExecutable(u"sqlsmith"_s).isEmpty(), "sqlsmith is not installed.");
    m_trial = std::make_unique<Trial>();
    m_everything = m_trial->everything();
}

void TestSqlsmith::nothingChanges_data()
{
    QTest::addColumn<QString>("database");
    QTest::addColumn<int>("seed");
    for (const int seed : {1, 2}) {
        QTest::addRow("traps, seed %d", seed) << u"proof"_s << seed;
        QTest::addRow("honest objects, seed %d", seed) << u"honest"_s << seed;
    }
}

void TestSqlsmith::nothingChanges()
{
    QFETCH(const QString, database);
    QFETCH(const int, seed);
    const auto path = u"operations, fleet, billing, staff, shop, trap, public"_s;
    pg::PgPool reader(m_trial->program(database, Trial::reader(), path), {.maximumSessions = 1});
    pg::PgPool superuser(m_trial->program(database, ScratchServer::superuser(), path), {.maximumSessions = 1});
    const QByteArrayList statements = generated(database, seed);
    QCOMPARE(statements.size(), statementsPerRow);
    m_trial->effects(); // The generator's own session has come and gone.
    for (const QByteArray &sql : statements) {
        ++m_count.generated;
        const auto checked = m_guard.check(sql);
        if (!checked)
            continue;
        count(awaited(superuser.run(*checked, limits, std::make_shared<TestSink>(), {})));
        const auto asReader = awaited(reader.run(*checked, limits, std::make_shared<TestSink>(), {}));
        QVERIFY(asReader || asReader.error().code != ErrorCode::Internal);
        const QStringList effects = m_trial->effects();
        m_count.changed += effects.isEmpty() ? 0 : 1;
        QVERIFY2(effects.isEmpty(), (effects.join(u'\n').toUtf8() + '\n' + sql).constData());
    }
}

/// What the catalogue denies is not allowed; what breaks off by an error or at the time limit has begun to run.
void TestSqlsmith::count(const Result<pg::RunSummary> &summary)
{
    const bool isDenied = !summary && summary.error().code == ErrorCode::SqlDenied;
    m_count.allowed += isDenied ? 0 : 1;
    m_count.ran += summary ? 1 : 0;
}

QByteArrayList TestSqlsmith::generated(const QString &database, int seed)
{
    auto target = m_trial->program(database, ScratchServer::superuser(), u"public"_s);
    QProcess sqlsmith;
    sqlsmith.start(u"sqlsmith"_s, {u"--dry-run"_s, u"--target=%1"_s.arg(connectionStringOf(target)),
                                   u"--seed=%1"_s.arg(seed), u"--max-queries=%1"_s.arg(statementsPerRow)});
    // It asks the server for the arguments of each of 3,000 functions first.
    if (!sqlsmith.waitForFinished(600'000))
        return {};
    QByteArrayList statements;
    QByteArray text = sqlsmith.readAllStandardOutput();
    for (qsizetype end = text.indexOf(";\n"); end >= 0; end = text.indexOf(";\n")) {
        statements.append(text.first(end));
        text.remove(0, end + 2);
    }
    return statements;
}

void TestSqlsmith::cleanupTestCase()
{
    QCOMPARE(m_trial->everything(), m_everything);
    qInfo().noquote() << u"sqlsmith: %1 generated, %2 allowed, %3 ran, %4 changed"_s.arg(m_count.generated)
                             .arg(m_count.allowed)
                             .arg(m_count.ran)
                             .arg(m_count.changed);
}

QTEST_GUILESS_MAIN(TestSqlsmith)
#include "tst_sqlsmith.moc"
