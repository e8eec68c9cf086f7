// SPDX-License-Identifier: GPL-3.0-or-later
#include "Corpus.h"
#include "core/base/ErrorText.h"
#include "core/sql/SqlGuard.h"

#include <QTest>

using namespace sqlai;
using namespace sqlai::sql;
using namespace Qt::StringLiterals;

class TestSqlGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void corpusIsLarge();
    void deniesAttacks_data();
    void deniesAttacks();
    void allowsHonest_data();
    void allowsHonest();
    void deniesBytes_data();
    void deniesBytes();
    void keepsLimits_data();
    void keepsLimits();
    void keepsTheText();
    void namesTables_data();
    void namesTables();
    void findsPositions_data();
    void findsPositions();
    void speaksInSentences_data();
    void speaksInSentences();
    void namesWhatAServerCouldTell();
    void gathersNames_data();
    void gathersNames();

private:
    SqlGuard m_guard;
};

void TestSqlGuard::corpusIsLarge()
{
    QVERIFY(readCorpus(u"attacks.jsonl"_s).size() >= 450);
    QVERIFY(readCorpus(u"honest.jsonl"_s).size() >= 320);
}

void TestSqlGuard::deniesAttacks_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("layer");
    for (const CorpusRow &row : readCorpus(u"attacks.jsonl"_s))
        QTest::newRow(row.sql.isEmpty() ? "empty" : row.sql.constData()) << row.sql << row.layer;
}

void TestSqlGuard::deniesAttacks()
{
    QFETCH(const QByteArray, sql);
    const report::Verdict verdict = m_guard.verdict(sql);
    QVERIFY(!verdict.isAllowed);
    QTEST(verdict.layer, "layer");
    QVERIFY(verdict.reason.endsWith(u'.'));
    QVERIFY(verdict.position <= QString::fromUtf8(sql).size() + 1);

    const Result<CheckedSql> checked = m_guard.check(sql);
    if (verdict.reason.endsWith(u"; connect to decide."_s)) {
        QVERIFY(checked); // The server will know the name.
        return;
    }
    QVERIFY(!checked);
    QCOMPARE(checked.error().code, verdict.layer == u"parser"_s ? ErrorCode::SqlSyntax : ErrorCode::SqlDenied);
    QCOMPARE(checked.error().position, verdict.position);
}

void TestSqlGuard::allowsHonest_data()
{
    QTest::addColumn<QByteArray>("sql");
    for (const CorpusRow &row : readCorpus(u"honest.jsonl"_s))
        QTest::newRow(row.sql.constData()) << row.sql;
}

void TestSqlGuard::allowsHonest()
{
    QFETCH(const QByteArray, sql);
    const report::Verdict verdict = m_guard.verdict(sql);
    QVERIFY2(verdict.isAllowed, qPrintable(verdict.layer + u": "_s + verdict.reason));
    QCOMPARE(verdict, (report::Verdict{.isAllowed = true, .layer = u"tree"_s}));
}

void TestSqlGuard::deniesBytes_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<int>("position");
    QTest::newRow("lone continuation") << QByteArray("SELECT '\x80'") << 9;
    QTest::newRow("cut") << QByteArray("SELECT '\xC3'") << 9;
    QTest::newRow("cut at the end") << QByteArray("SELECT 1 --\xE2\x82") << 12;
    QTest::newRow("overlong slash") << QByteArray("SELECT '\xC0\xAF'") << 9;
    QTest::newRow("overlong quote") << QByteArray("SELECT '\xE0\x80\xA7'") << 9;
    QTest::newRow("overlong in four") << QByteArray("SELECT '\xF0\x80\x80\xA7'") << 9;
    QTest::newRow("surrogate") << QByteArray("SELECT '\xED\xA0\x80'") << 9;
    QTest::newRow("beyond U+10FFFF") << QByteArray("SELECT '\xF4\x90\x80\x80'") << 9;
    QTest::newRow("byte FF") << QByteArray("SELECT 1 \xFF") << 10;
    QTest::newRow("after non-ASCII text") << QByteArray("SELECT 'é\xC3'") << 10;
    QTest::newRow("NUL") << QByteArray("SELECT 1\0; DROP TABLE trucks", 28) << 9;
    QTest::newRow("NUL in a literal") << QByteArray("SELECT '\0'", 10) << 9;
    QTest::newRow("NUL at the end") << QByteArray("SELECT 1\0", 9) << 9;
}

void TestSqlGuard::deniesBytes()
{
    QFETCH(const QByteArray, sql);
    const report::Verdict verdict = m_guard.verdict(sql);
    QVERIFY(!verdict.isAllowed);
    QCOMPARE(verdict.layer, u"text"_s);
    QTEST(verdict.position, "position");
}

void TestSqlGuard::keepsLimits_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("layer"); // Empty: it passes.
    const auto chain = [](const char *first, const char *next, int count) {
        return QByteArray(first) + QByteArray(next).repeated(count);
    };
    const auto nest = [](const char *open, const char *inside, const char *close, int count) {
        return "SELECT " + QByteArray(open).repeated(count) + inside + QByteArray(close).repeated(count);
    };
    const QString passes;
    const QString text = u"text"_s;
    const QString tree = u"tree"_s;
    const QString parser = u"parser"_s;

    QTest::newRow("256 KB") << QByteArray("SELECT 1").leftJustified(SqlGuard::maximumBytes, ' ') << passes;
    QTest::newRow("256 KB and one") << QByteArray("SELECT 1").leftJustified(SqlGuard::maximumBytes + 1, ' ') << text;
    QTest::newRow("1 MB") << "SELECT '" + QByteArray(1'000'000, 'x') + "'" << text;
    QTest::newRow("60,000 tokens") << chain("SELECT 1", ",1", 30'000) << text;
    QTest::newRow("60,000 comments") << chain("SELECT 1", "/**/ ", 51'000) << text;
    QTest::newRow("comments in one run, 120 times") << chain("SELECT 1", "/**/", 120) << passes;
    QTest::newRow("comments in one run, 60,000 times") << chain("SELECT 1", "/**/", 60'000) << text;
    QTest::newRow("plus signs in one run") << chain("SELECT ", "+", 100'000) + "1" << text;
    QTest::newRow("runs just short enough")
        << chain("SELECT 1", (QByteArray("/**/").repeated(124) + '\n').constData(), 500) << text;
    QTest::newRow("long runs, 510 times")
        << chain("SELECT 1", (QByteArray(499, '+') + '\n').constData(), 510) + "1" << text;
    QTest::newRow("boxes in comments") << chain("SELECT 1", "-- +---------+-----------+\n", 3'000) << passes;
    QTest::newRow("a ruler in a comment") << "SELECT 1 -- " + QByteArray(10'000, '=') << passes;
    QTest::newRow("a ruler in a literal") << "SELECT '" + QByteArray(10'000, '-') + "'" << passes;
    QTest::newRow("49,000 tokens") << chain("SELECT 1", ",1", 24'500) << passes;
    QTest::newRow("IN list of 10,000") << chain("SELECT * FROM t WHERE a IN (1", ",2", 9'999) + ")" << passes;
    QTest::newRow("VALUES of 5,000") << chain("VALUES (1)", ",(2)", 4'999) << passes;
    QTest::newRow("AND of 1,000") << chain("SELECT 1 WHERE a = 1", " AND b = 2", 999) << passes;
    QTest::newRow("OR of 1,000") << chain("SELECT 1 WHERE a = 1", " OR b = 2", 999) << passes;
    QTest::newRow("UNION of 100") << chain("SELECT 1", " UNION SELECT 1", 99) << passes;
    QTest::newRow("UNION of 5,000") << chain("SELECT 1", " UNION SELECT 1", 4'999) << tree;
    QTest::newRow("sum of 400") << chain("SELECT 1", "+1", 399) << passes;
    QTest::newRow("sum of 24,000") << chain("SELECT 1", "+1", 24'000) << tree;
    QTest::newRow("concatenation of 10,000") << chain("SELECT ''", "||''", 10'000) << tree;
    QTest::newRow("casts") << chain("SELECT 1", "::int", 10'000) << tree;
    QTest::newRow("collations") << chain("SELECT ''", " COLLATE a", 10'000) << tree;
    QTest::newRow("time zones") << chain("SELECT a", " AT TIME ZONE a", 10'000) << tree;
    QTest::newRow("joins") << chain("SELECT 1 FROM a", " CROSS JOIN a", 10'000) << tree;
    QTest::newRow("100 joins") << chain("SELECT 1 FROM a", " CROSS JOIN a", 99) << passes;
    QTest::newRow("minus, 400") << chain("SELECT ", "- ", 400) + "a" << passes;
    QTest::newRow("minus, 3,000") << chain("SELECT ", "- ", 3'000) + "a" << tree;
    QTest::newRow("minus, 40,000") << chain("SELECT ", "- ", 40'000) + "a" << parser;
    QTest::newRow("NOT, 3,000") << chain("SELECT ", "NOT ", 3'000) + "a" << tree;
    QTest::newRow("NOT, 40,000") << chain("SELECT ", "NOT ", 40'000) + "a" << parser;
    QTest::newRow("parentheses, 400") << nest("(", "1", ")", 400) << passes;
    QTest::newRow("parentheses, 501") << nest("(", "1", ")", 501) << text;
    QTest::newRow("parentheses, 100,000") << nest("(", "1", ")", 100'000) << text;
    QTest::newRow("parentheses without end") << nest("(", "", "", 100'000) << text;
    QTest::newRow("sub-queries, 501") << nest("(SELECT ", "1", ")", 501) << text;
    QTest::newRow("sub-queries, 100") << nest("(SELECT ", "1", ")", 100) << passes;
    QTest::newRow("CASE, 501") << nest("CASE WHEN a THEN 1 ELSE ", "1", " END", 501) << text;
    QTest::newRow("CASE, 200") << nest("CASE WHEN a THEN 1 ELSE ", "1", " END", 200) << passes;
    QTest::newRow("CASE, 300 in the tree") << nest("CASE WHEN a THEN 1 ELSE (1 + ", "1", ") END", 300) << text;
    QTest::newRow("arrays, 501") << nest("ARRAY[", "1", "]", 501) << text;
    QTest::newRow("dimensions") << chain("SELECT a::int", "[]", 10'000) << passes;
    QTest::newRow("subscripts") << chain("SELECT a", "[1]", 5'000) << passes;
    QTest::newRow("calls, 400") << nest("abs(", "1", ")", 400) << passes;
    QTest::newRow("WITH in WITH, 300") << QByteArray("WITH a AS (").repeated(300) + "SELECT 1"
                                              + QByteArray(") SELECT 1").repeated(300)
                                       << tree;
    QTest::newRow("WITH, 1,000 in a row")
        << chain("WITH a AS (SELECT 1)", ", b AS (SELECT 1)", 999) + " SELECT 1" << passes;
    QTest::newRow("the attack at the end") << chain("SELECT 1", ",1", 20'000) + ",pg_sleep(1)" << u"function"_s;
    QTest::newRow("the attack below 200 levels") << nest("(SELECT ", "pg_sleep(1)", ")", 100) << u"function"_s;
}

void TestSqlGuard::keepsLimits()
{
    QFETCH(const QByteArray, sql);
    QFETCH(const QString, layer);
    const report::Verdict verdict = m_guard.verdict(sql);
    QCOMPARE(verdict.isAllowed, layer.isEmpty());
    if (!layer.isEmpty())
        QCOMPARE(verdict.layer, layer);
}

void TestSqlGuard::keepsTheText()
{
    const QByteArray sql = "  /* é */ SELECT\t'東京' ;\r\n-- end";
    const Result<CheckedSql> checked = m_guard.check(sql);
    QVERIFY(checked);
    QCOMPARE(checked->text(), sql);

    // A view into something longer: what lies behind it is not read.
    const QByteArray longer = "SELECT 1; DROP TABLE trucks";
    const Result<CheckedSql> first = m_guard.check(QByteArrayView(longer).first(8));
    QVERIFY(first);
    QCOMPARE(first->text(), QByteArray("SELECT 1"));
}

void TestSqlGuard::namesTables_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QStringList>("tables");
    QTest::newRow("none") << QByteArray("SELECT 1") << QStringList();
    QTest::newRow("each once, sorted") << QByteArray("SELECT * FROM trucks a, fleet.trucks b, depots c, trucks d")
                                       << QStringList{u"depots"_s, u"fleet.trucks"_s, u"trucks"_s};
    QTest::newRow("TABLE") << QByteArray("TABLE trucks") << QStringList{u"trucks"_s};
    QTest::newRow("everywhere") << QByteArray(
        "SELECT (SELECT 1 FROM a), CASE WHEN EXISTS (TABLE b) THEN 1 END FROM c JOIN d ON d.x IN (SELECT 1 "
        "FROM e), LATERAL (SELECT 1 FROM f) x UNION SELECT 1 FROM g TABLESAMPLE system (1)")
                                << QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s, u"g"_s};
    QTest::newRow("quoted") << QByteArray("SELECT * FROM \"Order Lines\", \"fleet\".\"Größe\"")
                            << QStringList{u"Order Lines"_s, u"fleet.Größe"_s};
    QTest::newRow("WITH name") << QByteArray("WITH x AS (SELECT * FROM a) SELECT * FROM x, b")
                               << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("a WITH query sees the ones before")
        << QByteArray("WITH x AS (TABLE a), y AS (TABLE x) TABLE y") << QStringList{u"a"_s};
    QTest::newRow("but not the ones behind")
        << QByteArray("WITH x AS (TABLE y), y AS (TABLE a) TABLE x") << QStringList{u"a"_s, u"y"_s};
    QTest::newRow("nor itself") << QByteArray("WITH trucks AS (TABLE trucks) TABLE trucks") << QStringList{u"trucks"_s};
    QTest::newRow("unless recursive") << QByteArray(
        "WITH RECURSIVE r AS (SELECT 1 FROM a UNION ALL SELECT 1 FROM r) TABLE r")
                                      << QStringList{u"a"_s};
    QTest::newRow("scope ends with its statement")
        << QByteArray("SELECT * FROM (WITH x AS (TABLE a) TABLE x) s, x") << QStringList{u"a"_s, u"x"_s};
    QTest::newRow("seen further inside") << QByteArray("WITH x AS (TABLE a) SELECT (SELECT (SELECT 1 FROM x))")
                                         << QStringList{u"a"_s};
    QTest::newRow("a schema is never a WITH name")
        << QByteArray("WITH x AS (TABLE a) SELECT * FROM fleet.x") << QStringList{u"a"_s, u"fleet.x"_s};
}

void TestSqlGuard::namesTables()
{
    QFETCH(const QByteArray, sql);
    const Result<CheckedSql> checked = m_guard.check(sql);
    QVERIFY(checked);
    QTEST(checked->tables(), "tables");
}

void TestSqlGuard::findsPositions_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<int>("position");
    QTest::newRow("function") << QByteArray("SELECT pg_sleep(1)") << 8;
    QTest::newRow("function behind non-ASCII text") << QByteArray("SELECT 'é東🚚', pg_sleep(1)") << 15;
    QTest::newRow("syntax behind non-ASCII text") << QByteArray("SELECT 'é東🚚' x y") << 16;
    QTest::newRow("attribute of a row") << QByteArray("SELECT 'é', t.pg_sleep FROM t") << 13;
    QTest::newRow("operator") << QByteArray("SELECT 1 OPERATOR(a.+) 2") << 10;
    QTest::newRow("statement") << QByteArray("  -- é\n DROP TABLE trucks") << 9;
    QTest::newRow("second statement") << QByteArray("SELECT 'é'; /* x */ DROP TABLE trucks") << 21;
    QTest::newRow("INTO") << QByteArray("SELECT 1 INTO x") << 15;
    QTest::newRow("WITH query") << QByteArray("WITH d AS (DELETE FROM t) SELECT 1") << 6;
    QTest::newRow("parameter") << QByteArray("SELECT é, $1") << 11;
    QTest::newRow("invisible") << QByteArray("SELECT 'é' \u202e") << 12;
    QTest::newRow("empty") << QByteArray("") << 0;
    QTest::newRow("too long") << QByteArray(300'000, ' ') << 0;
}

void TestSqlGuard::findsPositions()
{
    QFETCH(const QByteArray, sql);
    const report::Verdict verdict = m_guard.verdict(sql);
    QVERIFY(!verdict.isAllowed);
    QTEST(verdict.position, "position");
}

void TestSqlGuard::speaksInSentences_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("trouble function") << QByteArray("SELECT pg_catalog.pg_sleep(1)")
                                      << u"This statement was not run: the function pg_catalog.pg_sleep() is not "
                                         u"allowed: it only keeps the server waiting; leave it out."_s;
    QTest::newRow("attribute") << QByteArray("SELECT (5).pg_sleep")
                               << u"This statement was not run: \"pg_sleep\" behind a dot can call the function "
                                  u"pg_sleep(), which is not allowed; if it is a column, write its name alone, or "
                                  u"rename it first as in FROM t AS x(a, b)."_s;
    QTest::newRow("statement") << QByteArray("DELETE FROM t")
                               << u"This statement was not run: this is DELETE; only one SELECT may run here (or "
                                  u"VALUES, TABLE, WITH ... SELECT)."_s;
    QTest::newRow("statement named by its node") << QByteArray("ALTER ROLE reader SUPERUSER")
                                                 << u"This statement was not run: this is ALTER ROLE; only one SELECT "
                                                    u"may run here (or VALUES, TABLE, WITH ... SELECT)."_s;
    QTest::newRow("two") << QByteArray("SELECT 1; SELECT 2")
                         << u"This statement was not run: it holds 2 statements; only one may run, so run them one by "
                            u"one."_s;
    QTest::newRow("empty") << QByteArray("-- nothing")
                           << u"This statement cannot be read: there is no SQL in it; write a "
                              u"SELECT."_s;
    QTest::newRow("newer") << QByteArray("SELECT FROM FROM")
                           << u"This statement cannot be read: syntax error at or near \"FROM\"; this "
                              u"is a mistake, or newer than the checker, which knows the grammar of PostgreSQL 15."_s;
    QTest::newRow("too deep for the grammar")
        << "SELECT " + QByteArray("NOT ").repeated(40'000) + "a"
        << u"This statement cannot be read: it is nested too deeply to be read; write it with "
           u"fewer levels."_s;
}

void TestSqlGuard::speaksInSentences()
{
    QFETCH(const QByteArray, sql);
    const Result<CheckedSql> checked = m_guard.check(sql);
    QVERIFY(!checked);
    QTEST(ErrorText::sentence(checked.error()), "sentence");
}

void TestSqlGuard::namesWhatAServerCouldTell()
{
    const report::Verdict verdict = m_guard.verdict("SELECT foo(1)");
    QCOMPARE(verdict.reason, u"The function foo() is unknown to the checker; connect to decide."_s);
    // What nobody can allow is told first, wherever it stands.
    QCOMPARE(m_guard.verdict("SELECT foo(1), pg_sleep(1)").layer, u"function"_s);
    QVERIFY(!m_guard.check("SELECT foo(1), pg_sleep(1)"));
}

void TestSqlGuard::gathersNames_data()
{
    using Texts = QStringList;
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("functions") << QByteArray("SELECT f(1), f(2), f(1, 2), app.g(), lower('a')") << u"functions"_s
                               << Texts{u"f/1@7"_s, u"f/2@19"_s, u"app.g/0@28"_s, u"lower/1r@37"_s};
    QTest::newRow("named arguments") << QByteArray("SELECT f(a => 1), f(1)") << u"functions"_s
                                     << Texts{u"f/1n@7"_s, u"f/1@18"_s};
    QTest::newRow("within group") << QByteArray("SELECT mine(0.5) WITHIN GROUP (ORDER BY a) FROM t") << u"functions"_s
                                  << Texts{u"mine/2@7"_s};
    QTest::newRow("in FROM and everywhere")
        << QByteArray("SELECT 1 FROM f(1) LEFT JOIN LATERAL g(1) ON h() ORDER BY i() LIMIT j()") << u"functions"_s
        << Texts{u"i/0@58"_s, u"j/0@68"_s, u"f/1@14"_s, u"g/1@37"_s, u"h/0@45"_s};
    QTest::newRow("operators") << QByteArray("SELECT 1 <+> 2, 1 OPERATOR(app.+) 2, 1 BETWEEN 2 AND 3, 1 IN (2)")
                               << u"operators"_s << Texts{u"<+>@9"_s, u"app.+@18"_s, u"BETWEEN@39"_s, u"=@58"_s};
    QTest::newRow("types") << QByteArray("SELECT 'x'::mood, CAST(1 AS app.money[]), 1::int4, 1::pg_catalog.int4")
                           << u"types"_s
                           << Texts{u"mood@12"_s, u"app.money@28"_s, u"int4@45"_s, u"pg_catalog.int4@54"_s};
    QTest::newRow("relations") << QByteArray("WITH w AS (SELECT 1 FROM t) SELECT 1 FROM w, app.v, t") << u"relations"_s
                               << Texts{u"w@42"_s, u"app.v@45"_s, u"t@52"_s};
    QTest::newRow("attributes") << QByteArray("SELECT t.a, s.t.b, c, t.* FROM t") << u"attributes"_s
                                << Texts{u"a@7"_s, u"b@12"_s};
    QTest::newRow("fields") << QByteArray("SELECT (t).a, (x[1].b).c FROM t") << u"fields"_s
                            << Texts{u"a@7"_s, u"c@14"_s, u"b@14"_s};
    QTest::newRow("samples") << QByteArray("SELECT 1 FROM t TABLESAMPLE app.mine (1), u TABLESAMPLE system (1)")
                             << u"samplingMethods"_s << Texts{u"app.mine@28"_s};
}

void TestSqlGuard::gathersNames()
{
    QFETCH(const QByteArray, sql);
    QFETCH(const QString, kind);
    QFETCH(QStringList, expected);
    const auto checked = m_guard.check(sql);
    QVERIFY(checked);
    const StatementNames &names = checked->names();
    QStringList found;
    const auto note = [&found](const UsedName &name, const QString &shape) {
        const QByteArray written = name.schema.isEmpty() ? name.name : name.schema + '.' + name.name;
        found.append(QString::fromUtf8(written) + shape + u'@' + QString::number(name.offset));
    };
    if (kind == u"functions"_s) {
        for (const UsedFunction &function : names.functions)
            note(function.name, u'/' + QString::number(function.argumentCount)
                                    + (function.isReviewed          ? u"r"_s
                                       : function.hasNamedArguments ? u"n"_s
                                                                    : QString()));
    }
    const QList<UsedName> &plain = kind == u"operators"_s    ? names.operators
                                   : kind == u"types"_s      ? names.types
                                   : kind == u"relations"_s  ? names.relations
                                   : kind == u"attributes"_s ? names.attributes
                                   : kind == u"fields"_s     ? names.fields
                                                             : names.samplingMethods;
    if (kind != u"functions"_s) {
        for (const UsedName &name : plain)
            note(name, {});
    }
    found.sort();
    expected.sort();
    QCOMPARE(found, expected);
}

QTEST_GUILESS_MAIN(TestSqlGuard)
#include "tst_sqlguard.moc"
