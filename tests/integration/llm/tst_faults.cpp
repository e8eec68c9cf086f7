// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/llm/Faults.h"
#include "tests/support/OpenAiServer.h"

#include <QTest>

#include <zlib.h>

using namespace sqlai;
using namespace sqlai::llm;
using namespace sqlai::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(sqlai::test::ScriptedAnswer)

/// Bad answers of an endpoint, over a real server on loopback and the real client.
class TestFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void badAnswers_data();
    void badAnswers();
    void badStreams_data();
    void badStreams();
    void failedAnswersTellTheirTokens_data();
    void failedAnswersTellTheirTokens();
    void tryAgain_data();
    void tryAgain();
    void brokenChunkIsNoAnswer();
    void recoversAfterTrouble();
    void retryAfterIsObeyed_data();
    void retryAfterIsObeyed();
    void refusalThatBreaksIsARefusal_data();
    void refusalThatBreaksIsARefusal();
    void redirectIsNotFollowed();
};

namespace {

constexpr qsizetype megabyte = 1024LL * 1024;

ScriptedAnswer page(int status)
{
    return {.status = status,
            .headers = {{"Content-Type", "text/html"}},
            .body = "<!doctype html><html><body><h1>nginx</h1></body></html>"};
}

QByteArray gzipped(const QByteArray &bytes)
{
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, 9, Z_DEFAULT_STRATEGY);
    QByteArray packed(qsizetype(deflateBound(&stream, uLong(bytes.size()))), '\0');
    QByteArray input = bytes;
    stream.next_in = reinterpret_cast<Bytef *>(input.data());
    stream.avail_in = uInt(input.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = uInt(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

ScriptedAnswer bomb()
{
    return {.headers = {{"Content-Type", "application/json"}, {"Content-Encoding", "gzip"}},
            .body = gzipped(QByteArray(64 * megabyte, ' '))};
}

ScriptedAnswer huge(Framing framing)
{
    return {.body = '"' + QByteArray(50 * megabyte, 'x') + '"', .framing = framing};
}

QByteArray choice(const QByteArray &message, const QByteArray &finishReason = "\"stop\"")
{
    return R"({"choices":[{"index":0,"message":)" + message + R"(,"finish_reason":)" + finishReason + "}]}";
}

}

void TestFaults::initTestCase()
{
    forgetProxies();
}

void TestFaults::badAnswers_data()
{
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const ScriptedAnswer &answer, ErrorCode code, const char *words) {
        QTest::newRow(name) << answer << code << QString::fromUtf8(words);
    };
    constexpr auto bad = ErrorCode::BadReply;
    constexpr auto status = ErrorCode::HttpStatus;

    row("401", OpenAiServer::errorAnswer(401, u"Incorrect API key provided: sk-hunter2."_s), ErrorCode::ProviderAuth,
        "provided: ***");
    ScriptedAnswer challenge = OpenAiServer::errorAnswer(401, u"Who are you?"_s);
    challenge.headers.append(Header{"WWW-Authenticate", "Basic realm=\"models\""});
    row("401 that asks for a password", challenge, ErrorCode::ProviderAuth, "Check OPENAI_API_KEY");
    row("403", OpenAiServer::errorAnswer(403, u"Not in your country"_s), ErrorCode::ProviderAuth, "in your country");
    row("404 model", OpenAiServer::errorAnswer(404, u"The model 'gpt-9' does not exist"_s), status,
        "Check OPENAI_MODEL");
    row("400", OpenAiServer::errorAnswer(400, u"Too many messages"_s), status, "\"Too many messages\"");
    row("501", json("{}", 501), status, "status 501");
    row("web page for an error", page(404), status, "status 404. Check");
    row("error in several lines", json("{\"error\":\"one\\ntwo\\u202e\\u0007\"}", 400), status, "\"one two\"");
    row("endless error", json("{\"error\":\"" + QByteArray(5000, 'e') + "\"}", 400), status, "e…\"");
    row("web page", page(200), bad, "it is a web page");
    row("empty", json(""), bad, "it is empty");
    row("no content", {.status = 204}, bad, "it is empty");
    row("truncated JSON", json(R"({"choices":[{"message":{"content":"SELECT)"), bad, "no whole JSON");
    row("JSON and more", json(choice(R"({"content":"SELECT 1"})") + "}"), bad, "no whole JSON");
    row("list", json("[1,2]"), bad, "choices is missing");
    row("no choices", json(R"({"choices":[]})"), bad, "choices is missing");
    row("choices of numbers", json(R"({"choices":[7]})"), bad, "choices[0].message is missing");
    row("content is a number", json(choice(R"({"content":7})")), bad, "no text");
    row("100,000-deep lists", json(QByteArray(100'000, '[') + QByteArray(100'000, ']')), bad, "nested too deep");
    row("100,000-deep objects", json(QByteArray(R"({"a":)").repeated(100'000) + '1' + QByteArray(100'000, '}')), bad,
        "nested too deep");
    row("100,000-deep error", json(QByteArray(100'000, '['), 400), status, "status 400");
    row("invalid UTF-8", json(choice("{\"content\":\"SELECT '\xC3\x28'\"}")), bad, "UTF-8");
    row("error in a good answer", json(R"({"error":{"message":"Overloaded"}})"), bad, "\"Overloaded\"");
    row("length", json(choice(R"({"content":"SELECT 1 FROM"})", "\"length\"")), bad, "Raise OPENAI_MAX_TOKENS");
    row("filtered", json(choice(R"({"content":"SELECT"})", "\"content_filter\"")), bad, "content filter");
    row("null content", json(choice(R"({"content":null})")), bad, "no text");
    row("refusal", json(choice(R"({"content":null,"refusal":"I will not"})")), bad, "\"I will not\"");
    row("tool call", json(choice(R"({"content":null,"tool_calls":[{"id":"1"}]})", "\"tool_calls\"")), bad, "a tool");
    row("unknown end", json(choice(R"({"content":"SELECT 1 FR"})", "\"abort\"")), bad, "(abort)");
    row("long text", json(choice("{\"content\":\"" + QByteArray(65LL * 1024, 'x') + "\"}")), bad, "longer than 64 KB");
    row("just over 1 MB", json('"' + QByteArray(megabyte, 'x') + '"'), bad, "longer than 1024 KB");
    row("50 MB", huge(Framing::ContentLength), bad, "longer than 1024 KB");
    row("50 MB in chunks", huge(Framing::Chunked), bad, "longer than 1024 KB");
    row("50 MB without an end", huge(Framing::UntilClose), bad, "longer than 1024 KB");
    row("gzip bomb", bomb(), bad, "compressed");
}

void TestFaults::badAnswers()
{
    QFETCH(const ScriptedAnswer, answer);
    QFETCH(const ErrorCode, code);
    QFETCH(const QString, words);
    const HttpServer server([&](const SeenRequest &) { return answer; });
    Endpoint endpoint(server.url(u"/v1"_s));
    const auto result = endpoint.ask();
    VERIFY_ERROR(result, code, words);
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(endpoint.pauses.size(), 0);
}

void TestFaults::badStreams_data()
{
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("rawText");
    const auto row = [](const char *name, const ScriptedAnswer &answer, const char *words, const char *rawText) {
        QTest::newRow(name) << answer << QString::fromUtf8(words) << QString::fromUtf8(rawText);
    };

    row("cut", events(delta("SELECT 1 FR")), "ends in the middle", "SELECT 1 FR");
    row("cut in an event", events(delta("SELECT 1") + "data: {\"cho"), "ends in the middle", "SELECT 1");
    row("empty", events(""), "ends in the middle", "");
    row("length", events(delta("SELECT 1 FR", "\"length\"") + "data: [DONE]\n\n"), "Raise OPENAI_MAX_TOKENS",
        "SELECT 1 FR");
    row("filtered", events(delta("SELECT", "\"content_filter\"") + "data: [DONE]\n\n"), "content filter", "SELECT");
    row("error event", events(delta("SELECT") + "data: {\"error\":{\"message\":\"Out of memory\"}}\n\n"),
        "\"Out of memory\"", "SELECT");
    row("named error event", events(delta("SELECT") + "event: error\ndata: {\"message\":\"Overloaded\"}\n\n"),
        "\"Overloaded\"", "SELECT");
    row("the key in an error", events("data: {\"error\":{\"message\":\"no sk-hunter2\"}}\n\n"), "\"no ***\"", "");
    row("no JSON", events(delta("SELECT") + "data: SELECT\n\n"), "no whole JSON", "SELECT");
    row("deep", events(delta("SELECT") + "data: " + QByteArray(100'000, '[') + "\n\n"), "too deep", "SELECT");
    row("invalid UTF-8", events(delta("SELECT") + delta("\xFF")), "UTF-8", "SELECT");
    row("only thoughts",
        events("data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"},"
               "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"),
        "no text", "");
    row("endless event", events("data: " + QByteArray(2 * megabyte, 'x')), "longer than 1024 KB", "");
    row("endless events", events((": " + QByteArray(1000, 'x') + "\n\n").repeated(17'000)), "longer than 16384 KB", "");
    row("long text", events(delta(QByteArray(1000, 'x')).repeated(70)), "longer than 64 KB", nullptr);
    row("gzip bomb", bomb(), "compressed", "");
    row("web page", page(200), "web page", "");
}

void TestFaults::badStreams()
{
    QFETCH(const ScriptedAnswer, answer);
    QFETCH(const QString, words);
    QFETCH(const QString, rawText);
    const HttpServer server([&](const SeenRequest &) { return answer; });
    Endpoint endpoint(server.url(u"/v1"_s));
    const auto result = endpoint.ask(Delivery::Streamed);
    VERIFY_ERROR(result, ErrorCode::BadReply, words);
    QCOMPARE(server.requests().size(), 1);
    if (!rawText.isNull())
        QCOMPARE(endpoint.texts.isEmpty() ? QString() : endpoint.texts.last(), rawText);
    else
        QCOMPARE(endpoint.texts.last().size(), 64 * 1024);
}

void TestFaults::failedAnswersTellTheirTokens_data()
{
    QTest::addColumn<ScriptedAnswer>("answer");
    const QByteArray usage = R"("usage":{"prompt_tokens":7,"completion_tokens":1000})";
    QTest::newRow("whole, cut") << OpenAiServer::chatAnswer(u"SELECT"_s, u"length"_s);
    QTest::newRow("whole, filtered") << OpenAiServer::chatAnswer(u"SELECT"_s, u"content_filter"_s);
    QTest::newRow("whole, without a choice") << json("{\"choices\":[]," + usage + '}');
    QTest::newRow("streamed, cut") << events(delta("SELECT", "\"length\"") + "data: {\"choices\":[]," + usage
                                             + "}\n\n");
}

void TestFaults::failedAnswersTellTheirTokens()
{
    QFETCH(const ScriptedAnswer, answer);
    const HttpServer server([&](const SeenRequest &) { return answer; });
    Endpoint endpoint(server.url(u"/v1"_s));
    QList<TokenUsage> told;
    const auto note = [&](const TokenUsage &usage) { told.append(usage); };
    QVERIFY(!endpoint.settled(endpoint.client.chat(endpoint.question(), {}, {}, note)));
    QCOMPARE(told.size(), 1);
    QVERIFY(told.first().promptTokens > 0 && told.first().completionTokens > 0);
}

void TestFaults::tryAgain_data()
{
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const ScriptedAnswer &answer, ErrorCode code, const char *words) {
        QTest::newRow(name) << answer << code << QString::fromUtf8(words);
    };

    row("429", OpenAiServer::errorAnswer(429, u"Rate limit reached"_s), ErrorCode::HttpStatus,
        "\"Rate limit reached\"");
    row("500", json("", 500), ErrorCode::HttpStatus, "status 500. Try again later");
    row("502", page(502), ErrorCode::HttpStatus, "status 502. Try again later");
    row("503", json("{\"message\":\"Loading model\"}", 503), ErrorCode::HttpStatus, "\"Loading model\"");
    row("breaks in the body", {.body = choice(R"({"content":"SELECT 1"})"), .closeAfter = 20}, ErrorCode::Network,
        "broke");
    row("no HTTP", {.raw = "SSH-2.0-OpenSSH_9.2\r\n"}, ErrorCode::Network, "broke");
}

void TestFaults::tryAgain()
{
    QFETCH(const ScriptedAnswer, answer);
    QFETCH(const ErrorCode, code);
    QFETCH(const QString, words);
    const HttpServer server([&](const SeenRequest &) { return answer; });
    Endpoint endpoint(server.url(u"/v1"_s));
    const auto result = endpoint.ask();
    VERIFY_ERROR(result, code, words);
    QCOMPARE(endpoint.pauses, (QList<std::chrono::milliseconds>{1s, 2s, 4s}));
    QVERIFY(server.requests().size() >= 4); // Qt itself repeats a request on a connection that broke before an answer.
}

void TestFaults::brokenChunkIsNoAnswer()
{
    const ScriptedAnswer broken{
        .raw =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{\"choices\":[{\"message\":{\"content\":\"SEL"};
    const HttpServer server([&](const SeenRequest &) { return broken; });
    Endpoint endpoint(server.url(u"/v1"_s));
    const auto result = endpoint.ask();
    QVERIFY(!result);
    const auto code = result.error().code;
    QVERIFY2(code == ErrorCode::Network || code == ErrorCode::BadReply, qPrintable(result.error().detail));
}

void TestFaults::recoversAfterTrouble()
{
    std::atomic<int> requests = 0;
    const HttpServer server([&](const SeenRequest &) {
        switch (requests++) {
        case 0:
            return json("", 503);
        case 1:
            return ScriptedAnswer{.headers = {{"Content-Type", "text/event-stream"}},
                                  .body = delta("SELECT 'a long beginning'"),
                                  .closeAfter = 60};
        case 2: {
            ScriptedAnswer broken = events(delta("SELECT 'a long beginning'"));
            broken.framing = Framing::ContentLength;
            broken.body += QByteArray(100, ':');
            broken.closeAfter = broken.body.size() - 10;
            return broken;
        }
        default:
            return OpenAiServer::streamAnswer(u"SELECT 1"_s);
        }
    });
    Endpoint endpoint(server.url(u"/v1"_s));
    const auto result = endpoint.ask(Delivery::Streamed);
    QVERIFY2(result, qPrintable(result ? QString() : result.error().detail));
    QCOMPARE(result->text, u"SELECT 1"_s);
    QCOMPARE(endpoint.pauses.size(), 3);
    QCOMPARE(endpoint.texts.first(), u"SELECT 'a long beginning'"_s);
    QCOMPARE(endpoint.texts.value(1), QString()); // The try that failed is taken back.
    QCOMPARE(endpoint.texts.last(), u"SELECT 1"_s);
}

void TestFaults::retryAfterIsObeyed_data()
{
    QTest::addColumn<QByteArray>("retryAfter");
    QTest::addColumn<std::chrono::milliseconds>("pause");
    QTest::newRow("seconds") << "7"_ba << std::chrono::milliseconds(7s);
    QTest::newRow("less than the usual pause") << "0"_ba << std::chrono::milliseconds(1s);
    QTest::newRow("date") << "Fri, 02 Jan 2026 03:04:09 GMT"_ba << std::chrono::milliseconds(9s);
    QTest::newRow("nonsense") << "soon"_ba << std::chrono::milliseconds(1s);
}

void TestFaults::retryAfterIsObeyed()
{
    QFETCH(const QByteArray, retryAfter);
    QFETCH(const std::chrono::milliseconds, pause);
    std::atomic<int> requests = 0;
    const HttpServer server([&](const SeenRequest &) {
        ScriptedAnswer tooMany = OpenAiServer::errorAnswer(429, u"Slow down"_s);
        tooMany.headers.append(Header{"Retry-After", retryAfter});
        return requests++ == 0 ? tooMany : OpenAiServer::chatAnswer(u"SELECT 1"_s);
    });
    Endpoint endpoint(server.url(u"/v1"_s));
    QVERIFY(endpoint.ask());
    QCOMPARE(endpoint.pauses, QList{pause});
}

void TestFaults::refusalThatBreaksIsARefusal_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<ErrorCode>("chatCode");
    QTest::addColumn<ErrorCode>("embedCode");
    QTest::newRow("400") << 400 << ErrorCode::HttpStatus << ErrorCode::NotFound;
    // Not 401: Qt shows nothing of one before it is whole.
    QTest::newRow("403") << 403 << ErrorCode::ProviderAuth << ErrorCode::ProviderAuth;
    QTest::newRow("404") << 404 << ErrorCode::HttpStatus << ErrorCode::NotFound;
}

void TestFaults::refusalThatBreaksIsARefusal()
{
    QFETCH(const int, status);
    QFETCH(const ErrorCode, chatCode);
    QFETCH(const ErrorCode, embedCode);
    for (const bool isClosed : {true, false}) {
        const HttpServer server([&](const SeenRequest &) {
            ScriptedAnswer answer = OpenAiServer::errorAnswer(status, u"Not you"_s);
            (isClosed ? answer.closeAfter : answer.stallAfter) = 5;
            return answer;
        });
        Endpoint endpoint(server.url(u"/v1"_s));
        const auto chat = endpoint.client.chat(endpoint.question(), {});
        const auto embed = endpoint.client.embed({u"a"_s}, {});
        if (!isClosed) {
            QTRY_COMPARE(endpoint.timers.waiting(), (QList<std::chrono::milliseconds>{30s, 30s}));
            endpoint.timers.advance(30s);
        }
        QTRY_VERIFY(chat.isFinished() && embed.isFinished());
        VERIFY_ERROR(chat.result(), chatCode, QString::number(status));
        QCOMPARE(embed.result().error().code, embedCode);
        QCOMPARE(server.requests().size(), 2);
    }
}

void TestFaults::redirectIsNotFollowed()
{
    const HttpServer elsewhere([](const SeenRequest &) { return OpenAiServer::chatAnswer(u"SELECT 1"_s); });
    // Another host by its name, so that a client which only compares hosts is seen, too.
    const QString target = u"http://localhost:%1/v1/chat/completions"_s.arg(elsewhere.port());
    for (const int status : {301, 302, 303, 307, 308}) {
        const HttpServer server([&](const SeenRequest &) {
            return ScriptedAnswer{.status = status, .headers = {{"Location", target.toUtf8()}}};
        });
        Endpoint endpoint(server.url(u"/v1"_s));
        const auto result = endpoint.ask();
        VERIFY_ERROR(result, ErrorCode::HttpStatus, target);
        QVERIFY(result.error().detail.contains(u"OPENAI_BASE_URL"));
        QCOMPARE(server.requests().size(), 1);
    }
    QCOMPARE(elsewhere.connections(), 0);
}

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
