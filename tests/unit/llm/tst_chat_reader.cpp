// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/ChatReader.h"

#include <QTest>

using namespace sqlai;
using namespace sqlai::llm;
using namespace Qt::StringLiterals;

/// The faults of real answers are in tests/integration/llm; this is what only pieces of bytes can show.
class TestChatReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void seesWhatItIs_data();
    void seesWhatItIs();
    void readsPiecesOfAnySize();
    void usageComesFromAnyChunk();
    void otherChoicesAreIgnored();
    void nothingCountsAfterDone();
    void longTextIsKeptAsFarAsItGoes();
    void wholeAnswerIsBounded();
};

namespace {

const QByteArray whole = R"(  {"choices":[{"message":{"content":"SELECT 1"}}]})";
const QByteArray streamed = "data: {\"choices\":[{\"delta\":{\"content\":\"SELECT \"}}]}\n\n"
                            "data: {\"choices\":[{\"delta\":{\"content\":\"1\"},\"finish_reason\":\"stop\"}]}\n\n"
                            "data: [DONE]\n\n";

}

void TestChatReader::seesWhatItIs_data()
{
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("whole") << "application/json"_ba << whole;
    QTest::newRow("whole without a type") << ""_ba << whole;
    QTest::newRow("whole as text") << "text/plain; charset=utf-8"_ba << whole;
    QTest::newRow("stream") << "text/event-stream; charset=utf-8"_ba << streamed;
    QTest::newRow("stream without a type") << ""_ba << streamed;
    QTest::newRow("stream by a wrong type") << "application/json"_ba << streamed;
    QTest::newRow("stream that begins with a comment") << ""_ba << QByteArray("\n: wait\n\n" + streamed);
    QTest::newRow("whole that begins with a mark") << "application/json"_ba << QByteArray("\xEF\xBB\xBF" + whole);
    QTest::newRow("stream that begins with a time") << ""_ba << QByteArray("retry: 3000\n" + streamed);
    QTest::newRow("stream that begins with a mark") << ""_ba << QByteArray("\xEF\xBB\xBF" + streamed);
}

void TestChatReader::seesWhatItIs()
{
    QFETCH(const QByteArray, contentType);
    QFETCH(const QByteArray, body);
    for (const qsizetype pieceBytes : {qsizetype(1), body.size()}) {
        ChatReader reader(contentType, Secret());
        for (qsizetype i = 0; i < body.size(); i += pieceBytes)
            reader.take(body.mid(i, pieceBytes));
        const auto answer = reader.result();
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().detail));
        QCOMPARE(answer->text, u"SELECT 1"_s);
        QCOMPARE(reader.text(), u"SELECT 1"_s);
    }
}

void TestChatReader::readsPiecesOfAnySize()
{
    for (qsizetype pieceBytes = 1; pieceBytes < streamed.size(); ++pieceBytes) {
        ChatReader reader("text/event-stream", Secret());
        for (qsizetype i = 0; i < streamed.size(); i += pieceBytes)
            reader.take(streamed.mid(i, pieceBytes));
        QVERIFY(reader.isComplete());
        QCOMPARE(reader.result().value().text, u"SELECT 1"_s);
    }
}

void TestChatReader::usageComesFromAnyChunk()
{
    ChatReader reader("text/event-stream", Secret());
    reader.take("data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}],\"usage\":null}\n\n"
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":-2}}\n\n");
    QVERIFY(reader.isComplete()); // Nothing but [DONE] could follow.
    QCOMPARE(reader.result().value().usage, (TokenUsage{.promptTokens = 7, .completionTokens = 0}));
}

void TestChatReader::otherChoicesAreIgnored()
{
    ChatReader reader("application/json", Secret());
    reader.take(R"({"choices":[{"message":{"content":"a"}},{"message":{"content":"b"},"finish_reason":"length"}]})");
    QCOMPARE(reader.result().value().text, u"a"_s);
}

void TestChatReader::nothingCountsAfterDone()
{
    ChatReader reader("text/event-stream", Secret());
    reader.take(streamed + "data: {\"error\":{\"message\":\"too late\"}}\n\n" + streamed);
    QCOMPARE(reader.result().value().text, u"SELECT 1"_s);
}

void TestChatReader::longTextIsKeptAsFarAsItGoes()
{
    ChatReader reader("application/json", Secret());
    reader.take(R"({"choices":[{"message":{"content":")" + QByteArray(70'000, 'x') + R"("}}]})");
    QCOMPARE(reader.result().error().code, ErrorCode::BadReply);
    QCOMPARE(reader.text().size(), ChatText::maximumTextBytes);
}

void TestChatReader::wholeAnswerIsBounded()
{
    ChatReader reader("application/json", Secret());
    const QByteArray megabyte(1024LL * 1024, ' ');
    reader.take(megabyte);
    QVERIFY(!reader.isComplete());
    reader.take(whole);
    QVERIFY(reader.isComplete());
    QVERIFY(reader.result().error().detail.contains(u"1024 KB"));
}

QTEST_GUILESS_MAIN(TestChatReader)
#include "tst_chat_reader.moc"
