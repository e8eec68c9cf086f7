// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/EmbeddingReply.h"

#include <QTest>

using namespace sqlai;
using namespace sqlai::llm;

class TestEmbeddingReply : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ordersByIndex_data();
    void ordersByIndex();
    void refuses_data();
    void refuses();
    void largestBatch();
};

void TestEmbeddingReply::ordersByIndex_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("in order") << QByteArray(
        R"({"data":[{"index":0,"embedding":[1,0.5]},{"index":1,"embedding":[-2e-1,3]}],"usage":{"prompt_tokens":9}})");
    QTest::newRow("turned round") << QByteArray(
        R"({"data":[{"index":1,"embedding":[-0.2,3]},{"index":0,"embedding":[1,0.5]}],"usage":{"prompt_tokens":9}})");
    QTest::newRow("without an index") << QByteArray(
        R"({"data":[{"embedding":[1,0.5]},{"embedding":[-0.2,3.0]}],"usage":{"prompt_tokens":9,"total_tokens":9}})");
}

void TestEmbeddingReply::ordersByIndex()
{
    QFETCH(const QByteArray, body);
    const auto embeddings = parseEmbeddings(body, 2, Secret());
    QVERIFY2(embeddings, qPrintable(embeddings ? QString() : embeddings.error().detail));
    QCOMPARE(embeddings->vectors, (std::vector<std::vector<float>>{{1, 0.5F}, {-0.2F, 3}}));
    QCOMPARE(embeddings->usage.promptTokens, 9);
}

void TestEmbeddingReply::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const char *body) { QTest::newRow(name) << QByteArray(body); };
    row("empty", "");
    row("no JSON", "{");
    row("list", "[]");
    row("no data", "{}");
    row("data is a text", R"({"data":"ab"})");
    row("one too few", R"({"data":[{"index":0,"embedding":[1]}]})");
    row("one too many", R"({"data":[{"embedding":[1]},{"embedding":[1]},{"embedding":[1]}]})");
    row("the same place twice", R"({"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]})");
    row("no such place", R"({"data":[{"index":0,"embedding":[1]},{"index":2,"embedding":[1]}]})");
    row("no vector", R"({"data":[{"index":0,"embedding":[1]},{"index":1}]})");
    row("empty vector", R"({"data":[{"embedding":[1]},{"embedding":[]}]})");
    row("base64", R"({"data":[{"embedding":"AAAA"},{"embedding":"AAAA"}]})");
    row("a text in it", R"({"data":[{"embedding":[1]},{"embedding":["1"]}]})");
    row("null in it", R"({"data":[{"embedding":[1]},{"embedding":[null]}]})");
    row("beyond a float", R"({"data":[{"embedding":[1]},{"embedding":[1e300]}]})");
    row("beyond a double", R"({"data":[{"embedding":[1]},{"embedding":[1e999]}]})");
    row("two lengths", R"({"data":[{"embedding":[1]},{"embedding":[1,2]}]})");
    row("items are numbers", R"({"data":[1,2]})");
    row("error", R"({"error":{"message":"no"}})");
}

void TestEmbeddingReply::refuses()
{
    QFETCH(const QByteArray, body);
    const auto embeddings = parseEmbeddings(body, 2, Secret());
    QVERIFY(!embeddings);
    QCOMPARE(embeddings.error().code, ErrorCode::BadReply);
    QVERIFY(embeddings.error().detail.endsWith(u'.'));
}

void TestEmbeddingReply::largestBatch()
{
    QByteArray vector = "[";
    for (int i = 0; i < 4096; ++i)
        vector += "-0.0123456789012345,";
    vector.back() = ']';
    QByteArray body = "{\"data\":[";
    for (int i = 0; i < 100; ++i)
        body += "{\"object\":\"embedding\",\"index\":" + QByteArray::number(i) + ",\"embedding\":" + vector + "},";
    body.back() = ']';
    const auto embeddings = parseEmbeddings(body + '}', 100, Secret());
    QVERIFY2(embeddings, qPrintable(embeddings ? QString() : embeddings.error().detail));
    QCOMPARE(embeddings->vectors.back().size(), 4096U);
}

QTEST_GUILESS_MAIN(TestEmbeddingReply)
#include "tst_embedding_reply.moc"
