// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/ReplyError.h"
#include "core/llm/ReplyJson.h"

#include <QTest>

using namespace sqlai;
using namespace sqlai::llm;
using namespace Qt::StringLiterals;

class TestReplyError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messageOf_data();
    void messageOf();
    void placeholdersStayText();
    void redirectNamesItsTarget();
    void redirectHidesTheKey();
    void depthIsCountedOutsideOfStrings_data();
    void depthIsCountedOutsideOfStrings();
};

void TestReplyError::messageOf_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const char *body, const QString &message) {
        QTest::newRow(name) << QByteArray(body) << message;
    };
    row("OpenAI", R"({"error":{"message":"No model","type":"x"}})", u"No model"_s);
    row("a text", R"({"error":"No model"})", u"No model"_s);
    row("vLLM", R"({"object":"error","message":"No model","code":404})", u"No model"_s);
    row("FastAPI", R"({"detail":"Not Found"})", u"Not Found"_s);
    row("plain text", "upstream connect error\nor so", u"upstream connect error or so"_s);
    row("web page", "\n<html><title>502</title></html>", u""_s);
    row("other JSON", R"({"status":7})", u""_s);
    row("key", R"({"error":"sk-secret is wrong, sk-secret"})", u"*** is wrong, ***"_s);
    row("key on two lines", "{\"error\":\"sk-\\u200bsecret\"}", u"***"_s);
    row("empty", "", u""_s);
}

void TestReplyError::messageOf()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QString, message);
    const QString found = ReplyError::messageOf(body, Secret("sk-secret"));
    QCOMPARE(found, message);
}

void TestReplyError::placeholdersStayText()
{
    const auto error = ReplyError::fromStatus({.status = 400}, R"({"error":"%1 %2 %s"})", Secret());
    QVERIFY2(error.detail.contains(u"400, \"%1 %2 %s\"."), qPrintable(error.detail));
}

void TestReplyError::redirectNamesItsTarget()
{
    const auto error = ReplyError::fromStatus(
        {.status = 308, .redirectTarget = QUrl(u"https://a:b@elsewhere.example/v1/chat?token=1#x"_s)}, {}, Secret());
    QCOMPARE(error.code, ErrorCode::HttpStatus);
    QVERIFY2(error.detail.contains(u"\"https://elsewhere.example/v1/chat\""), qPrintable(error.detail));
}

void TestReplyError::redirectHidesTheKey()
{
    const auto error =
        ReplyError::fromStatus({.status = 302, .redirectTarget = QUrl(u"https://elsewhere.example/sk-secret/chat"_s)},
                               {}, Secret("sk-secret"));
    QVERIFY2(error.detail.contains(u"\"https://elsewhere.example/***/chat\""), qPrintable(error.detail));
}

void TestReplyError::depthIsCountedOutsideOfStrings_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("isDeep");
    QTest::newRow("flat") << QByteArray("[1,[2],[3],{\"a\":[]}]") << false;
    QTest::newRow("deep") << QByteArray("[[{\"a\":[1]}]]") << true;
    QTest::newRow("in a string") << QByteArray("[\"[[[[[[\"]") << false;
    QTest::newRow("behind a quoted quote") << QByteArray(R"(["\"[[[[","\\",[[["a"]]]])") << true;
    QTest::newRow("unbalanced") << QByteArray("]]]][[[[") << false;
}

void TestReplyError::depthIsCountedOutsideOfStrings()
{
    QFETCH(const QByteArray, json);
    QTEST(isDeeperThan(json, 3), "isDeep");
}

QTEST_GUILESS_MAIN(TestReplyError)
#include "tst_reply_error.moc"
