// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/SqlAnswer.h"
#include "core/schema/TableNames.h"
#include "core/sql/SqlGuard.h"

#include <QElapsedTimer>
#include <QTest>

#include <random>

using namespace sqlai;
using namespace sqlai::query;
using namespace Qt::StringLiterals;

namespace {

/// A fence of three backquotes: a raw string with them in it would be hard to read.
QString fence(const QString &language, const QString &content)
{
    return u"```"_s + language + u'\n' + content + u"\n```"_s;
}

const QString query1 = u"SELECT id FROM trucks"_s;
const QString query2 = u"SELECT max(id) FROM trucks"_s;

}

/// The SQL in what a model says.
class TestSqlAnswer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsSql_data();
    void findsSql();
    void takesNothingElse_data();
    void takesNothingElse();
    void refusalIsTold_data();
    void refusalIsTold();
    void sizeIsLimited();
    void sqlSoFar_data();
    void sqlSoFar();
    void sqlSoFarIsCheap();
    void survivesEverything();

private:
    Result<WrittenSql> read(const QString &text) const { return SqlAnswer(m_guard, m_names).read(text); }

    sql::SqlGuard m_guard;
    schema::TableNames m_names{
        {.tables = {{.schema = u"fleet"_s, .name = u"trucks"_s}, {.schema = u"fleet"_s, .name = u"Odd One"_s}},
         .searchPath = {u"fleet"_s}}};
};

void TestSqlAnswer::findsSql_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("explanation");
    const auto row = [](const char *name, const QString &text, const QString &sql = query1,
                        const QString &explanation = {}) { QTest::newRow(name) << text << sql << explanation; };
    const QString plain = fence(u"sql"_s, query1);
    row("fence", plain);
    row("upper case", fence(u"SQL"_s, query1));
    row("postgresql", fence(u"postgresql"_s, query1));
    row("no language", fence({}, query1));
    row("no language, brackets", fence({}, u"(SELECT 1) UNION (SELECT 2)"_s), u"(SELECT 1) UNION (SELECT 2)"_s);
    row("no language, denied", fence({}, u"DELETE FROM trucks"_s), u"DELETE FROM trucks"_s);
    row("windows", u"```sql\r\nSELECT id FROM trucks\r\n```\r\n"_s);
    row("in one line", u"Take ```sql SELECT id FROM trucks``` then."_s, query1, u"Take then."_s);
    row("no language, in one line", u"```SELECT id FROM trucks```"_s);
    row("closed at a line's end", u"```sql\nSELECT id FROM trucks```"_s);
    row("four backquotes", u"````sql\nSELECT id FROM trucks\n````"_s);
    row("indented", u"1. So:\n   ```sql\n   SELECT id FROM trucks\n   ```\n"_s, query1, u"1. So:"_s);
    row("prose around", u"**Here** it is:\n\n"_s + plain + u"\n\n## Note\n- It lists `trucks`.\n- All of them."_s,
        query1, u"Here it is: Note It lists trucks. All of them."_s);
    row("second block is an alternative", plain + u"\nor\n"_s + fence(u"sql"_s, query2), query1, u"or"_s);
    row("shell first", fence(u"bash"_s, u"psql fleet"_s) + u'\n' + plain);
    row("an empty one first", fence(u"sql"_s, u"-- nothing here"_s) + u'\n' + plain);
    row("tagged before untagged", fence({}, query2) + u'\n' + plain);
    row("semicolons", fence(u"sql"_s, query1 + u" ; ;\n"_s));
    row("two statements stay two", fence(u"sql"_s, u"SELECT 1; DROP TABLE trucks;"_s),
        u"SELECT 1; DROP TABLE trucks"_s);
    row("comment first", fence(u"sql"_s, u"-- all\n/* of */ "_s + query1), u"-- all\n/* of */ "_s + query1);
    row("fence in a text", fence(u"sql"_s, u"SELECT '%```%' FROM trucks"_s), u"SELECT '%```%' FROM trucks"_s);
    row("wrong SQL is SQL", fence(u"sql"_s, u"SELECT FROM WHERE"_s), u"SELECT FROM WHERE"_s);
    row("writes", fence(u"sql"_s, u"DROP TABLE trucks"_s), u"DROP TABLE trucks"_s);
    row("thinking", u"<think>Perhaps\n"_s + fence(u"sql"_s, query2) + u"</think>\n"_s + plain);
    row("thinking without its begin", u"Perhaps "_s + fence(u"sql"_s, query2) + u"\n</think>\n"_s + plain);
    row("thinking between", u"Well. <Thinking>"_s + fence(u"sql"_s, query2) + u"</Thinking>"_s + plain, query1,
        u"Well."_s);
    row("marks in prose", u"I use ``` fences:\n"_s + plain, query1, u"I use fences:"_s);
    row("marks in prose, then thinking",
        u"I use ``` fences.\n<think>Perhaps\n"_s + fence(u"sql"_s, query2) + u"</think>\n"_s + plain, query1,
        u"I use fences."_s);
    row("thinking in the SQL", fence(u"sql"_s, u"SELECT '<think>' FROM trucks"_s), u"SELECT '<think>' FROM trucks"_s);
    row("JSON", uR"({"sql": "SELECT id FROM trucks;", "explanation": "All trucks."})"_s, query1, u"All trucks."_s);
    row("JSON, query", uR"({"query": "SELECT id FROM trucks"})"_s);
    row("JSON, denied", uR"({"sql": "DELETE FROM trucks", "reason": "They are old."})"_s, u"DELETE FROM trucks"_s,
        u"They are old."_s);
    row("JSON in a fence", fence(u"json"_s, uR"({"sql": "SELECT id\nFROM trucks"})"_s), u"SELECT id\nFROM trucks"_s);
    row("JSON with a fence inside", uR"({"sql": "```sql\nSELECT id FROM trucks\n```"})"_s);
    row("JSON in prose", uR"(Here: {"sql": "SELECT id FROM trucks"} Good luck!)"_s);
    row("bare", u"\n  SELECT id FROM trucks;\n"_s);
    row("bare, quoted name", u"select * from \"Odd One\""_s, u"select * from \"Odd One\""_s);
    row("bare, WITH", u"WITH t AS (SELECT 1) SELECT * FROM t"_s, u"WITH t AS (SELECT 1) SELECT * FROM t"_s);
    row("WITH RECURSIVE", fence(u"sql"_s, u"WITH RECURSIVE \"T\"(n) AS (VALUES (1)) SELECT n FROM \"T\""_s),
        u"WITH RECURSIVE \"T\"(n) AS (VALUES (1)) SELECT n FROM \"T\""_s);
    row("bare, VALUES", u"VALUES (1), (2)"_s, u"VALUES (1), (2)"_s);
    row("bare, TABLE", u"TABLE trucks"_s, u"TABLE trucks"_s);
    row("bare, no table", u"SELECT now()"_s, u"SELECT now()"_s);
    row("cannot, afterwards", plain + u"\nCANNOT ANSWER: what belongs to tomorrow"_s, query1,
        u"CANNOT ANSWER: what belongs to tomorrow"_s);
}

void TestSqlAnswer::findsSql()
{
    QFETCH(const QString, text);
    const auto written = read(text);
    QVERIFY2(written.isOk(), written ? "" : qPrintable(written.error().detail));
    QTEST(written->sql, "sql");
    QTEST(written->explanation, "explanation");
}

void TestSqlAnswer::takesNothingElse_data()
{
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QString &text) { QTest::newRow(name) << text; };
    row("empty", {});
    row("blanks", u" \n\t "_s);
    row("prose", u"With pleasure! Which table do you mean?"_s);
    row("prose that begins as SQL", u"Select the table you want."_s);
    row("prose that the grammar takes", u"Select trucks from the list"_s);
    row("two words that the grammar takes", u"Select one"_s);
    row("TABLE and a word", u"Table below"_s);
    row("prose in a fence", fence({}, u"Select one"_s));
    row("prose with a pleasure, in an SQL fence", fence(u"sql"_s, u"With pleasure! The trucks:"_s));
    row("prose in an SQL fence", fence(u"sql"_s, u"Sorry, I cannot write this."_s));
    row("a result in a fence", fence({}, u" id\n----\n  1"_s));
    row("bare and then prose", query1 + u";\n\nThis lists the trucks."_s);
    row("bare, writes", u"DELETE FROM trucks"_s);
    row("bare, unknown table", u"SELECT * FROM nowhere"_s);
    row("another language", fence(u"python"_s, u"select = 1"_s));
    row("not closed", u"```sql\nSELECT id FROM trucks"_s);
    row("not closed, no language", u"```\nSELECT id FROM trucks"_s);
    row("thinking without its end", u"<think>"_s + fence(u"sql"_s, query1));
    row("only comments", fence(u"sql"_s, u"-- nothing\n/* at all */"_s));
    row("only a semicolon", fence(u"sql"_s, u";"_s));
    row("an open comment", fence(u"sql"_s, u"/* SELECT 1"_s));
    row("JSON without SQL", uR"({"answer": 42})"_s);
    row("JSON of another type", uR"({"sql": ["SELECT 1"]})"_s);
    row("JSON, deep", QString(100'000, u'[') + QString(100'000, u'{'));
    row("prose with a comma", u"Select region, product"_s);
    row("prose with an apostrophe", u"Select customer's"_s);
    row("prose in quotes", u"Select 'all' regions"_s);
    row("JSON with prose that begins as SQL", uR"({"query": "Show late trucks"})"_s);
    row("JSON with wrong SQL", uR"({"sql": "SELECT FROM WHERE", "explanation": "Counts the trucks."})"_s);
    row("JSON with prose in it", uR"({"sql": "With pleasure!"})"_s);
}

void TestSqlAnswer::takesNothingElse()
{
    QFETCH(const QString, text);
    const auto written = read(text);
    QVERIFY2(!written, written ? qPrintable(written->sql) : "");
    QCOMPARE(written.error().code, ErrorCode::BadReply);
    QVERIFY(!written.error().detail.isEmpty() && written.error().detail.size() < 400);
}

void TestSqlAnswer::refusalIsTold_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");
    const QString reason = u"There is no weather."_s;
    QTest::newRow("as agreed") << u"CANNOT ANSWER: There is no weather."_s << reason;
    QTest::newRow("bold") << u"**CANNOT ANSWER:** There is no weather."_s << reason;
    QTest::newRow("lower case") << u"Sorry.\n\ncannot answer - There is no weather.\n\nBut ..."_s << reason;
    QTest::newRow("next line") << u"CANNOT ANSWER\nThere is no weather."_s << reason;
    QTest::newRow("in a fence") << fence(u"sql"_s, u"-- CANNOT ANSWER: There is no weather."_s) << reason;
    QTest::newRow("before SQL") << u"CANNOT ANSWER: There is no weather.\n"_s + fence(u"sql"_s, u"SELECT NULL"_s)
                                << reason;
    QTest::newRow("after thinking") << u"<think>SELECT?</think>CANNOT ANSWER: There is no weather."_s << reason;
    QTest::newRow("JSON") << uR"({"sql": "", "reason": "There is no weather."})"_s << reason;
    QTest::newRow("JSON, null") << uR"({"sql": null, "explanation": "There is no weather."})"_s << reason;
    QTest::newRow("JSON, as agreed") << uR"({"sql": "CANNOT ANSWER: There is no weather."})"_s << reason;
    QTest::newRow("JSON, prose that begins as SQL")
        << uR"({"query": "Show late trucks", "reason": "There is no weather."})"_s << reason;
    QTest::newRow("JSON, prose that the grammar takes")
        << uR"({"query": "Select late trucks", "reason": "There is no weather."})"_s << reason;
    QTest::newRow("without a reason") << u"CANNOT ANSWER:"_s << QString();
}

void TestSqlAnswer::refusalIsTold()
{
    QFETCH(const QString, text);
    QFETCH(const QString, reason);
    const auto written = read(text);
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::Unanswerable);
    if (reason.isEmpty())
        QVERIFY(!written.error().detail.isEmpty());
    else
        QCOMPARE(written.error().detail, reason);
}

void TestSqlAnswer::sizeIsLimited()
{
    const QString begin = u"SELECT '"_s;
    const QString fits = begin + QString(SqlAnswer::maximumBytes - begin.size() - 1, u'a') + u'\'';
    QCOMPARE(read(fence(u"sql"_s, fits))->sql.size(), SqlAnswer::maximumBytes);
    QCOMPARE(read(fence(u"sql"_s, fits + u' ' + u'1')).error().code, ErrorCode::BadReply);
    const QString wide = begin + QString(SqlAnswer::maximumBytes / 2, u'ä') + u'\'';
    QCOMPARE(read(fence(u"sql"_s, wide)).error().code, ErrorCode::BadReply);
    QVERIFY(read(fence(u"sql"_s, wide)).error().detail.contains(u"bytes"_s));
}

void TestSqlAnswer::sqlSoFar_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sql");
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("prose") << u"With pleasure"_s << QString();
    QTest::newRow("opening") << u"```sq"_s << QString();
    QTest::newRow("half a word") << u"```sql\nSELE"_s << QString();
    QTest::newRow("open") << u"```sql\nSELECT id\n"_s << u"SELECT id"_s;
    QTest::newRow("half a fence") << u"```sql\nSELECT id\n``"_s << u"SELECT id"_s;
    QTest::newRow("closed") << u"```sql\nSELECT id;\n```\nand"_s << u"SELECT id"_s;
    QTest::newRow("second block") << u"```sql\nSELECT id\n```\n```sql\nSELECT"_s << u"SELECT id"_s;
    QTest::newRow("thinking") << u"<think>```sql\nSELECT id"_s << QString();
    QTest::newRow("bare is not shown") << u"SELECT id"_s << QString();
}

void TestSqlAnswer::sqlSoFar()
{
    QFETCH(const QString, text);
    QTEST(SqlAnswer::sqlSoFar(text), "sql");
}

void TestSqlAnswer::sqlSoFarIsCheap()
{
    // The longest answer, half of it come: what each further piece costs.
    const QString text = u"```sql\nSELECT "_s + u"a < b, "_s.repeated(5'000);
    QElapsedTimer timer;
    timer.start();
    constexpr int times = 100;
    for (int i = 0; i < times; ++i)
        QVERIFY(!SqlAnswer::sqlSoFar(text).isEmpty());
    const double microseconds = static_cast<double>(timer.nsecsElapsed()) / 1000 / times;
    qInfo("sqlSoFar of %lld characters: %.0f microseconds", static_cast<long long>(text.size()), microseconds);
    QVERIFY(microseconds < 5'000);
}

void TestSqlAnswer::survivesEverything()
{
    const QStringList pieces{u"```"_s,
                             u"```sql\n"_s,
                             u"\n```\n"_s,
                             u"`"_s,
                             query1,
                             query2,
                             u";"_s,
                             u"<think>"_s,
                             u"</think>"_s,
                             u"CANNOT ANSWER: "_s,
                             u"{\"sql\": \""_s,
                             u"\"}"_s,
                             u"\n"_s,
                             u" "_s,
                             u"'"_s,
                             u"\""_s,
                             u"/*"_s,
                             u"*/"_s,
                             u"--"_s,
                             u"("_s,
                             u"$$"_s,
                             u"With pleasure! "_s,
                             u"WITH "_s,
                             u"VALUES "_s,
                             u"\\"_s,
                             QString(QChar(0)),
                             QString(QChar(0xD800)),
                             QString(QChar(0xFEFF)),
                             u"…"_s,
                             QString(300, u'+')};
    std::mt19937 random(20260101); // NOLINT(cert-msc51-cpp): the same texts each time
    const auto below = [&](qsizetype limit) { return static_cast<qsizetype>(random() % static_cast<unsigned>(limit)); };
    int answers = 0;
    const QStringList answersAtFirst{fence(u"sql"_s, query1) + u"\nAll of them."_s, query2, fence({}, query2),
                                     uR"({"sql": "SELECT id FROM trucks", "explanation": "All."})"_s};
    for (int i = 0; i < 5'000; ++i) {
        // One of two is an answer with some damage, the other one wild.
        QString text = i % 2 == 0 ? answersAtFirst[below(answersAtFirst.size())] : QString();
        for (qsizetype n = below(i % 2 == 0 ? 4 : 14); n > 0; --n)
            text.insert(below(text.size() + 1), pieces[below(pieces.size())]);
        for (qsizetype n = below(3); n > 0 && !text.isEmpty(); --n)
            text[below(text.size())] = QChar(static_cast<char16_t>(random()));
        if (i % 5 == 0)
            text.truncate(below(text.size() + 1));
        const auto written = read(text);
        answers += written ? 1 : 0;
        const QString sql = written ? written->sql : QString();
        QVERIFY2(!written || (!sql.isEmpty() && sql == sql.trimmed() && !sql.endsWith(u';')), qPrintable(text));
        SqlAnswer::sqlSoFar(text);
    }
    QVERIFY2(answers > 500 && answers < 4'500, qPrintable(QString::number(answers))); // Else they would try little.
}

QTEST_APPLESS_MAIN(TestSqlAnswer)
#include "tst_sqlanswer.moc"
