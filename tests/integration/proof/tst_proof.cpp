// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/ExampleFile.h"
#include "tests/integration/pg/PgTest.h"
#include "tests/integration/proof/Trial.h"
#include "tests/unit/sql/Corpus.h"

#include <QDir>
#include <QElapsedTimer>

#include <algorithm>

using namespace sqlai;
using namespace sqlai::test;
using namespace Qt::StringLiterals;

/// Of all attacks of the corpus none has an effect, and of all honest statements none is refused: each goes the
/// program's own way to a server full of traps, as a role that may only read and as an allowed superuser.
class TestProof : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void attacksBiteWithoutTheProgram_data();
    void attacksBiteWithoutTheProgram();
    void attacksHaveNoEffect_data();
    void attacksHaveNoEffect();
    void attacksOfTheTextHaveNoEffect();
    void honestStatementsRun_data();
    void honestStatementsRun();
    void cleanupTestCase();

private:
    pg::PgPool &pool(const CorpusRow &row, const QString &role);
    /// What it leaves when it is sent as it is, READ ONLY and by the extended protocol.
    QStringList bite(const CorpusRow &row, const QString &role);
    /// The layer that refused it, `ran`, or "error: ..." where nobody judged it or nothing came of it.
    QString outcome(const CorpusRow &row, const QString &role);
    /// What a statement could leave in the program's own session.
    QByteArray sessionState(pg::PgPool &pool);
    /// What the databases hold before the program does anything; what was sent without it may have written.
    void noteEverything();
    /// What administrators of the honest database vouched for.
    const QList<report::Allowance> &allowances();

    sql::SqlGuard m_guard;
    std::unique_ptr<Trial> m_trial;
    std::map<QStringList, std::unique_ptr<pg::PgPool>> m_pools;
    /// What every session was like when it was asked last.
    QHash<const pg::PgPool *, QByteArray> m_sessions;
    /// Empty where the program had nothing to do.
    QMap<QString, QString> m_everything;
    QList<report::Allowance> m_allowances;
    /// By rows of the corpus, not by roles.
    qsizetype m_attacks = 0;
    qsizetype m_refusedBefore = 0;
    qsizetype m_bitten = 0;
    qsizetype m_honest = 0;
    qsizetype m_refused = 0;
    /// Honest statements about tables that nobody has.
    qsizetype m_nobodys = 0;
};

namespace {

/// The outcome of a statement that was planned and run.
const auto ran = u"ran"_s;
const auto usualPath = u"operations, fleet, billing, staff, trap, public"_s;

bool namesWhatIsNotThere(const Error &error)
{
    static const QStringList states{u"42P01"_s, u"42703"_s, u"42704"_s};
    return error.code == ErrorCode::SqlFailed && states.contains(error.sqlState);
}

/// Those of the corpus, the demo's examples and questions, and Chinook's where it is at hand.
QList<CorpusRow> honestRows()
{
    QList<CorpusRow> rows = readCorpus(u"honest.jsonl"_s) + readCorpus(u"honest_catalogue.jsonl"_s)
                            + readCorpus(u"../fleet-questions.jsonl"_s);
    const QString source = qEnvironmentVariable("SQLAI_SOURCE_DIR");
    const QDir examples(source + u"/data/knowledge_base"_s);
    for (const QString &name : examples.entryList({u"*.sql"_s})) {
        const auto example = knowledge::ExampleFile::read(examples.filePath(name));
        rows.append({.sql = example ? example->sql.toUtf8() : name.toUtf8()});
    }
    if (!Trial::hasChinook()) {
        qInfo("The Chinook database is not here (../shared/data, beside the project): its 30 statements are left out.");
        return rows;
    }
    for (CorpusRow row : readCorpus(u"../../../../shared/data/chinook-questions.jsonl"_s)) {
        row.database = u"chinook"_s;
        row.path = u"public"_s;
        rows.append(row);
    }
    return rows;
}

QStringList roles()
{
    return {Trial::reader(), ScratchServer::superuser()};
}

QString databaseOf(const CorpusRow &row)
{
    return row.database.isEmpty() ? u"proof"_s : row.database;
}

QString pathOf(const CorpusRow &row)
{
    return row.path.isEmpty() ? usualPath : row.path;
}

}

void TestProof::initTestCase()
{
    QVERIFY(readCorpus(u"catalogue_attacks.jsonl"_s).size() >= 300);
    const QList<CorpusRow> honest = honestRows();
    QVERIFY(std::count_if(honest.begin(), honest.end(), [](const CorpusRow &row) { return !row.isNobodys; }) >= 300);
    m_trial = std::make_unique<Trial>();
}

pg::PgPool &TestProof::pool(const CorpusRow &row, const QString &role)
{
    auto &pool = m_pools[{databaseOf(row), pathOf(row), role}];
    if (!pool)
        pool = std::make_unique<pg::PgPool>(m_trial->program(databaseOf(row), role, pathOf(row)),
                                            pg::PoolLimits{.maximumSessions = 1});
    return *pool;
}

void TestProof::attacksBiteWithoutTheProgram_data()
{
    QTest::addColumn<CorpusRow>("row");
    for (const CorpusRow &row : readCorpus(u"catalogue_attacks.jsonl"_s))
        QTest::newRow(row.sql.constData()) << row;
}

void TestProof::attacksBiteWithoutTheProgram()
{
    QFETCH(const CorpusRow, row);
    // Row security is the one thing that a superuser never meets.
    QStringList effects = bite(row, ScratchServer::superuser());
    if (effects.isEmpty())
        effects = bite(row, Trial::reader());
    QVERIFY2(!effects.isEmpty(), "No attack: it leaves nothing behind.");
}

QStringList TestProof::bite(const CorpusRow &row, const QString &role)
{
    constexpr char settings[] = "SELECT concat_ws(', ', current_setting('proof.mark', true), "
                                "current_setting('statement_timeout'))";
    RawSession attacker(m_trial->program(databaseOf(row), role, pathOf(row)));
    const QString before = attacker.value(settings);
    QElapsedTimer clock;
    attacker.value("BEGIN READ ONLY");
    clock.start();
    const QString failure = attacker.attempt(row.sql);
    const bool hasWaited = clock.elapsed() > 900;
    attacker.attempt(failure.isEmpty() ? "COMMIT" : "ROLLBACK");
    const QString after = attacker.value(settings);
    QStringList effects = m_trial->effects();
    if (after != before)
        effects.append(u"settings: "_s + after);
    if (hasWaited)
        effects.append(u"it waited"_s);
    return effects;
}

void TestProof::noteEverything()
{
    if (m_everything.isEmpty())
        m_everything = m_trial->everything();
}

void TestProof::attacksHaveNoEffect_data()
{
    noteEverything();
    QTest::addColumn<CorpusRow>("row");
    QTest::addColumn<QString>("role");
    for (const CorpusRow &row : readCorpus(u"catalogue_attacks.jsonl"_s)) {
        for (const QString &role : roles()) {
            if (row.role.isEmpty() || row.role == role)
                QTest::addRow("%s: %s", qPrintable(role), row.sql.constData()) << row << role;
        }
    }
}

void TestProof::attacksHaveNoEffect()
{
    QFETCH(const CorpusRow, row);
    QFETCH(const QString, role);
    m_attacks += role == Trial::reader() ? 1 : 0;
    pg::PgPool &server = pool(row, role);
    if (!m_sessions.contains(&server))
        m_sessions.insert(&server, sessionState(server));
    const QString found = outcome(row, role);
    const QStringList effects = m_trial->effects();
    m_bitten += effects.isEmpty() ? 0 : 1;
    QVERIFY2(effects.isEmpty(), qPrintable(effects.join(u'\n')));
    const QByteArray session = sessionState(server);
    QCOMPARE(session, std::exchange(m_sessions[&server], session));
    // Where the program pins the path, the name stands for PostgreSQL's own again.
    QCOMPARE(found, row.layer == u"path"_s ? ran : row.layer);
}

void TestProof::attacksOfTheTextHaveNoEffect()
{
    noteEverything();
    for (const CorpusRow &row : readCorpus(u"attacks.jsonl"_s)) {
        if (!m_guard.check(row.sql)) {
            ++m_refusedBefore;
            QCOMPARE(m_guard.verdict(row.sql).layer, row.layer);
            continue;
        }
        // Names that only a server can explain.
        ++m_attacks;
        for (const QString &role : roles()) {
            const QString found = outcome(row, role);
            QVERIFY2(found == u"catalogue"_s || found == u"server"_s,
                     qPrintable(found + u": "_s + QString::fromUtf8(row.sql)));
        }
    }
    const QStringList effects = m_trial->effects();
    QVERIFY2(effects.isEmpty(), qPrintable(effects.join(u'\n')));
}

QString TestProof::outcome(const CorpusRow &row, const QString &role)
{
    const auto checked = m_guard.check(row.sql);
    if (!checked)
        return m_guard.verdict(row.sql).layer;
    pg::PgPool &server = pool(row, role);
    const auto verdict = awaited(server.check(*checked, {}));
    const auto plan = awaited(server.explain(*checked, {}, {}));
    const auto summary = awaited(server.run(*checked, {}, std::make_shared<TestSink>(), {}));
    if (!verdict)
        return u"error: "_s + ErrorText::sentence(verdict.error());
    if (!verdict->isAllowed)
        return plan || summary ? ran : verdict->layer;
    if (plan && summary)
        return ran;
    return u"error: "_s + ErrorText::sentence(plan ? summary.error() : plan.error());
}

QByteArray TestProof::sessionState(pg::PgPool &pool)
{
    const auto sink = std::make_shared<TestSink>();
    const auto summary = awaited(pool.run(
        checked("SELECT pg_backend_pid(), current_setting('search_path'), current_setting('proof.mark', true), "
                "current_setting('statement_timeout'), (SELECT count(*) FROM pg_prepared_statements), "
                "(SELECT count(*) FROM pg_cursors)"),
        {}, sink, {}));
    if (!summary)
        return ErrorText::sentence(summary.error()).toUtf8();
    QByteArrayList cells;
    for (const auto &cell : sink->cells)
        cells.append(cell.value_or("NULL"));
    return cells.join(", ");
}

void TestProof::honestStatementsRun_data()
{
    noteEverything();
    QTest::addColumn<CorpusRow>("row");
    QTest::addColumn<QString>("role");
    for (CorpusRow row : honestRows()) {
        row.database = row.database.isEmpty() ? u"honest"_s : row.database;
        row.path = row.path.isEmpty() ? u"operations, fleet, billing, staff, shop, public"_s : row.path;
        // Where only the text is judged, it is the same for every role.
        for (const QString &role : row.layer == u"catalogue"_s ? roles() : QStringList{Trial::reader()})
            QTest::addRow("%s: %s", qPrintable(role), row.sql.constData()) << row << role;
    }
}

void TestProof::honestStatementsRun()
{
    QFETCH(const CorpusRow, row);
    QFETCH(const QString, role);
    const auto checked = m_guard.check(row.sql);
    QVERIFY2(checked, checked ? "" : qPrintable(ErrorText::sentence(checked.error())));
    pg::PgPool &server = pool(row, role);
    server.setAllowances(allowances());
    const auto summary = awaited(server.run(*checked, {}, std::make_shared<TestSink>(), {}));
    const bool isNobodys = !summary && namesWhatIsNotThere(summary.error());
    if (role == Trial::reader())
        ++(isNobodys ? m_nobodys : m_honest);
    m_refused += summary || isNobodys ? 0 : 1;
    QVERIFY2(summary || isNobodys, summary ? "" : qPrintable(ErrorText::sentence(summary.error())));
    QCOMPARE(isNobodys, row.isNobodys);
}

const QList<report::Allowance> &TestProof::allowances()
{
    if (!m_allowances.isEmpty())
        return m_allowances;
    pg::PgPool administrator(m_trial->program(u"honest"_s, ScratchServer::superuser(), u"public"_s));
    const auto allow = [&](report::ObjectKind kind, const QString &name) {
        const auto object = awaited(administrator.describe(kind, name, {}));
        if (!object)
            throw std::runtime_error(ErrorText::sentence(object.error()).toStdString());
        m_allowances.append({.object = *object, .allowedBy = u"administrator"_s});
    };
    for (const QString &function : {u"shop.net_price(numeric, text)"_s, u"shop.parts_under(numeric)"_s,
                                    u"shop.is_office(text)"_s, u"shop.product(numeric)"_s, u"shop.label(shop.parts)"_s})
        allow(report::ObjectKind::Function, function);
    allow(report::ObjectKind::ForeignTable, u"shop.far_depots"_s);
    return m_allowances;
}

void TestProof::cleanupTestCase()
{
    if (!m_everything.isEmpty())
        QCOMPARE(m_trial->everything(), m_everything);
    qInfo().noquote() << u"%1 attacks met the server, as reader and as allowed superuser: %2 with an effect; %3 more "
                         u"were refused before; %4 honest statements: %5 refused; %6 more name what is not there"_s
                             .arg(m_attacks)
                             .arg(m_bitten)
                             .arg(m_refusedBefore)
                             .arg(m_honest)
                             .arg(m_refused)
                             .arg(m_nobodys);
}

QTEST_GUILESS_MAIN(TestProof)
#include "tst_proof.moc"
