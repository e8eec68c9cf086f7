// SPDX-License-Identifier: GPL-3.0-or-later
#include "Corpus.h"
#include "core/sql/ParseTree.h"
#include "core/sql/ParserThread.h"
#include "core/sql/SqlParser.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <string>

using namespace sqlai::sql;
using namespace Qt::StringLiterals;

using Index = ParseTree::Index;

/// The reader of libpg_query's JSON, against a general one.
class TestParseTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheCorpusAsOthersDo();
    void decodesTexts_data();
    void decodesTexts();
    void refuses_data();
    void refuses();
    void refusesEveryBeginning();
    void readsWhatIsDeep();
};

namespace {

nlohmann::json rebuilt(const ParseTree &tree, Index index)
{
    const ParseTree::Value &value = tree[index];
    switch (value.kind) {
    case ParseTree::Kind::Text:
        return std::string(value.text);
    case ParseTree::Kind::Number:
        return value.number;
    case ParseTree::Kind::Boolean:
        return value.number != 0;
    case ParseTree::Kind::Null:
        return nullptr;
    case ParseTree::Kind::Object:
    case ParseTree::Kind::Array:
        break;
    }
    const bool isObject = tree.isObject(index);
    nlohmann::json all = isObject ? nlohmann::json::object() : nlohmann::json::array();
    for (Index i = ParseTree::firstInside(index); i < value.end; i = tree.nextAfter(i)) {
        if (isObject)
            all[std::string(tree[i].key)] = rebuilt(tree, i);
        else
            all.push_back(rebuilt(tree, i));
    }
    return all;
}

/// What the parser answers to `sql`; empty where it is no SQL.
std::string parsed(ParserThread &thread, const QByteArray &sql)
{
    std::string json;
    thread.run([&] {
        if (SqlParser::scan(sql)) {
            if (auto result = SqlParser::parse(sql))
                json = *std::move(result);
        }
    });
    return json;
}

}

void TestParseTree::readsTheCorpusAsOthersDo()
{
    ParserThread thread;
    int read = 0;
    for (const QString &name : {u"honest.jsonl"_s, u"attacks.jsonl"_s}) {
        for (const CorpusRow &row : readCorpus(name)) {
            const bool isCString = !row.sql.contains('\0') && row.sql.isValidUtf8();
            const std::string json = isCString ? parsed(thread, row.sql) : std::string();
            if (json.empty())
                continue;
            const auto tree = ParseTree::read(json);
            QVERIFY2(tree, row.sql.constData());
            QVERIFY2(rebuilt(*tree, 0) == nlohmann::json::parse(json), row.sql.constData());
            ++read;
        }
    }
    QCOMPARE_GE(read, 500);
}

void TestParseTree::decodesTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("decoded");
    QTest::addRow("empty") << QByteArray() << QByteArray();
    QTest::addRow("plain") << QByteArray("total") << QByteArray("total");
    QTest::addRow("an escape among letters") << QByteArray(R"(a\"b)") << QByteArray("a\"b");
    QTest::addRow("every escape") << QByteArray(R"(\"\\\/\b\f\n\r\t)") << QByteArray("\"\\/\b\f\n\r\t");
    QTest::addRow("by number") << QByteArray(R"(a\u003cb\u001F)") << QByteArray("a<b\x1f");
    QTest::addRow("two, three and four bytes")
        << QByteArray("\xc3\xa9\xe2\x82\xac\xf0\x9f\x9a\x9a") << QByteArray("\xc3\xa9\xe2\x82\xac\xf0\x9f\x9a\x9a");
    QTest::addRow("letters behind an escape") << QByteArray("\\n\xc3\xa9x") << QByteArray("\n\xc3\xa9x");
}

void TestParseTree::decodesTexts()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, decoded);
    const std::string json = R"({"before":1,")" + text.toStdString() + R"(":[")" + text.toStdString() + R"(",2]})";
    const auto tree = ParseTree::read(json);
    QVERIFY(tree);
    const Index list = tree->member(0, decoded.toStdString());
    QVERIFY(list != ParseTree::none);
    const Index first = tree->elements(list).at(0);
    QCOMPARE(QByteArray::fromStdString(std::string((*tree)[first].text)), decoded);
    QCOMPARE((*tree)[tree->elements(list).at(1)].number, 2);
}

void TestParseTree::refuses_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"",
                             "1",
                             "[]",
                             "\"a\"",
                             "{",
                             "}",
                             "{}}",
                             "{} ",
                             "{\"a\"}",
                             "{\"a\":}",
                             "{\"a\":1,}",
                             "{,\"a\":1}",
                             "{\"a\" 1}",
                             "{\"a\":1 \"b\":2}",
                             "{\"a\":1]",
                             "{\"a\":[1}",
                             "{\"a\":[1,]}",
                             "{\"a\":[,1]}",
                             "{\"a\":[1 2]}",
                             "{a:1}",
                             "{\"a\":tru}",
                             "{\"a\":nulls}",
                             "{\"a\":1.5}",
                             "{\"a\":1e3}",
                             "{\"a\":+1}",
                             "{\"a\":-}",
                             "{\"a\":99999999999999999999}",
                             "{\"a\":\"x}",
                             "{\"a\":\"\n\"}",
                             "{\"a\":\"\\x\"}",
                             "{\"a\":\"\\u12\"}",
                             "{\"a\":\"\\u00g0\"}",
                             "{\"a\":\"\\u0000\"}",
                             "{\"a\":\"\\u00e9\"}",
                             "{\"a\":\"\xc3\"}",
                             "{\"a\":\"\xff\"}",
                             "{\"a\":\"\xed\xa0\x80\"}",
                             "{\"a\":\"\\"})
        QTest::addRow("%s", json[0] == '\0' ? "nothing" : json) << QByteArray(json);
}

void TestParseTree::refuses()
{
    QFETCH(const QByteArray, json);
    QVERIFY(!ParseTree::read(json.toStdString()));
}

void TestParseTree::refusesEveryBeginning()
{
    // Each cut copy has a block of its own, so that a sanitizer sees a read behind its end.
    const std::string json = R"({"a":[{"b\n":-12},true,false,null,"\u003c\u00"],"c":{}})";
    const std::string sound = R"({"a":[{"b\n":-12},true,false,null,"\u003c)"
                              "\xc3\xa9"
                              R"("],"c":{}})";
    QVERIFY(!ParseTree::read(json));
    QVERIFY(ParseTree::read(sound));
    for (std::size_t length = 0; length < sound.size(); ++length)
        QVERIFY2(!ParseTree::read(std::string(sound, 0, length)), std::to_string(length).c_str());
}

void TestParseTree::readsWhatIsDeep()
{
    constexpr int depth = 1'000'000;
    std::string json = "{\"a\":";
    json.append(depth, '[').append(depth, ']').append("}");
    const auto tree = ParseTree::read(json);
    QVERIFY(tree);
    QCOMPARE(tree->size(), Index(depth) + 1);
    QCOMPARE((*tree)[1].end, tree->size());
}

QTEST_GUILESS_MAIN(TestParseTree)
#include "tst_parsetree.moc"
