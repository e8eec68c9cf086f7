// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/llm/Endpoint.h"
#include "tests/support/HttpServer.h"
#include "tests/support/OpenAiServer.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace sqlai;
using namespace sqlai::llm;
using namespace sqlai::test;
using namespace Qt::StringLiterals;

using Json = nlohmann::json;

/// The protocol as a good endpoint speaks it, over a real server on loopback.
class TestOpenAi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void asksAsOpenAiWantsIt();
    void keyIsInOneHeaderAlone();
    void noKeyNoHeader();
    void keepsNoCookies();
    void goldSpeakerAnswersBothStages();
    void streams_data();
    void streams();
    void streamEndsAtDone();
    void takesWhatComes_data();
    void takesWhatComes();
    void learnsWhatAModelRefuses_data();
    void learnsWhatAModelRefuses();
    void learnsSeveralRefusals();
    void refusalThatStaysIsAnError();
    void embedsInBatches();
    void embeddingsAreMissing_data();
    void embeddingsAreMissing();
    void embeddingsAreWrong_data();
    void embeddingsAreWrong();
    void nothingToEmbed();
    void clientMayGoFirst();
};

namespace {

const QString streamedText = u"```sql\nSELECT 'Zürich 😀 東京'\n```\nDone."_s;
const auto chatPath = "/v1/chat/completions"_ba;

OpenAiServer::Speaker always(const QString &text)
{
    return [text](const SeenChat &) { return text; };
}

Json bodyOf(const SeenRequest &request)
{
    return Json::parse(request.body.begin(), request.body.end(), nullptr, false);
}

/// Keys in their order, so that bodies compare; a QCOMPARE of Json itself does not compile.
QByteArray textOf(const Json &json)
{
    return QByteArray::fromStdString(json.dump());
}

ScriptedAnswer events(const QByteArray &body)
{
    return {.headers = {{"Content-Type", "text/event-stream"}}, .body = body, .framing = Framing::Chunked};
}

#define VERIFY_OK(expression)                                                                                          \
    do {                                                                                                               \
        const auto &verified = (expression);                                                                           \
        QVERIFY2(verified.isOk(), qPrintable(verified.isOk() ? QString() : verified.error().detail));                  \
    } while (false)

}

void TestOpenAi::initTestCase()
{
    for (const char *name : {"http_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"})
        qputenv(name, "http://127.0.0.1:9"); // None of them is for this machine.
}

void TestOpenAi::asksAsOpenAiWantsIt()
{
    OpenAiServer server(always(u"SELECT 1"_s));
    Endpoint endpoint(server.baseUrl());
    auto request = endpoint.question();
    request.responseSchema = {.name = u"table_selection"_s, .schema = R"({"type":"object"})"};
    const auto answer = endpoint.settled(endpoint.client.chat(request, {}));
    VERIFY_OK(answer);
    QCOMPARE(answer->text, u"SELECT 1"_s);
    QCOMPARE(answer->usage, (TokenUsage{.promptTokens = 100, .completionTokens = 3}));

    const auto requests = server.http().requests();
    QCOMPARE(requests.size(), 1);
    QCOMPARE(requests[0].method, "POST"_ba);
    QCOMPARE(requests[0].path, chatPath);
    QCOMPARE(requests[0].header("Content-Type"), "application/json"_ba);
    QCOMPARE(requests[0].header("Accept-Encoding"), "identity"_ba);
    const Json expected = {
        {"model", "gpt-4"},
        {"max_tokens", 1000},
        {"temperature", 0.0},
        {"messages", Json::array({{{"role", "system"}, {"content", "You write SQL."}},
                                  {{"role", "user"}, {"content", "How many trucks are there?"}}})},
        {"response_format",
         {{"type", "json_schema"},
          {"json_schema", {{"name", "table_selection"}, {"strict", true}, {"schema", {{"type", "object"}}}}}}},
    };
    QCOMPARE(textOf(bodyOf(requests[0])), textOf(expected));
}

void TestOpenAi::keyIsInOneHeaderAlone()
{
    OpenAiServer server(always(u"SELECT 1"_s));
    Endpoint endpoint(server.baseUrl());
    VERIFY_OK(endpoint.ask(Delivery::Streamed));
    VERIFY_OK(endpoint.settled(endpoint.client.embed({u"trucks"_s}, {})));
    const auto requests = server.http().requests();
    QCOMPARE(requests.size(), 2);
    for (const SeenRequest &request : requests) {
        QVERIFY(!request.body.contains("hunter2") && !request.path.contains("hunter2"));
        for (const Header &header : request.headers)
            QCOMPARE(header.value.contains("hunter2"), header.name == "Authorization");
        QCOMPARE(request.header("Authorization"), "Bearer sk-hunter2"_ba);
    }
}

void TestOpenAi::noKeyNoHeader()
{
    OpenAiServer server(always(u"SELECT 1"_s));
    Endpoint endpoint(server.baseUrl(), {});
    VERIFY_OK(endpoint.ask());
    for (const Header &header : server.http().requests().constFirst().headers)
        QVERIFY(header.name.compare("Authorization", Qt::CaseInsensitive) != 0);
}

void TestOpenAi::keepsNoCookies()
{
    OpenAiServer server(always(u"SELECT 1"_s));
    server.setDetour([](const SeenRequest &) {
        auto answer = OpenAiServer::chatAnswer(u"SELECT 1"_s);
        answer.headers.append(Header{"Set-Cookie", "who=me"});
        return answer;
    });
    Endpoint endpoint(server.baseUrl());
    VERIFY_OK(endpoint.ask());
    VERIFY_OK(endpoint.ask());
    QCOMPARE(server.http().requests().constLast().header("Cookie"), QByteArray());
}

void TestOpenAi::goldSpeakerAnswersBothStages()
{
    OpenAiServer server(OpenAiServer::goldSpeaker({
        {.question = u"How many trucks"_s, .sql = u"SELECT 0"_s},
        {.question = u"How many trucks are there?"_s, .tables = {u"public.trucks"_s}, .sql = u"SELECT 1"_s},
    }));
    Endpoint endpoint(server.baseUrl());
    const auto tables = endpoint.ask();
    VERIFY_OK(tables);
    QCOMPARE(tables->text, u"{\"tables\":[\"public.trucks\"]}"_s);
    const auto sql = endpoint.ask(Delivery::Streamed);
    VERIFY_OK(sql);
    QVERIFY2(sql->text.startsWith(u"```sql\nSELECT 1\n```"_s), qPrintable(sql->text));
    QVERIFY(!endpoint.settled(endpoint.client.chat({.messages = {{.content = u"Who are you?"_s}}}, {})));
}

void TestOpenAi::streams_data()
{
    QTest::addColumn<Framing>("framing");
    QTest::addColumn<int>("pieceBytes");
    QTest::newRow("at once") << Framing::ContentLength << 0;
    QTest::newRow("in chunks") << Framing::Chunked << 0;
    QTest::newRow("until the connection closes") << Framing::UntilClose << 0;
    QTest::newRow("1 byte each") << Framing::Chunked << 1;
    QTest::newRow("7 bytes each") << Framing::UntilClose << 7;
}

void TestOpenAi::streams()
{
    QFETCH(const Framing, framing);
    QFETCH(const int, pieceBytes);
    const HttpServer server([&](const SeenRequest &) {
        ScriptedAnswer answer = OpenAiServer::streamAnswer(streamedText);
        answer.framing = framing;
        answer.pieceBytes = pieceBytes;
        return answer;
    });
    Endpoint endpoint(server.url(u"/v1"_s));
    const auto answer = endpoint.ask(Delivery::Streamed);
    VERIFY_OK(answer);
    QCOMPARE(answer->text, streamedText);
    QCOMPARE(answer->usage.promptTokens, 100);
    QCOMPARE(endpoint.texts.last(), streamedText);
    for (const QString &text : endpoint.texts)
        QVERIFY(streamedText.startsWith(text));
    const Json body = bodyOf(server.requests().constFirst());
    QVERIFY(body["stream"] == true);
    QCOMPARE(textOf(body["stream_options"]), R"({"include_usage":true})"_ba);
}

/// Some servers keep the connection open behind it.
void TestOpenAi::streamEndsAtDone()
{
    const HttpServer server([&](const SeenRequest &) {
        ScriptedAnswer answer = OpenAiServer::streamAnswer(streamedText);
        answer.stallAfter = answer.body.size();
        return answer;
    });
    Endpoint endpoint(server.url(u"/v1"_s));
    const auto answer = endpoint.ask(Delivery::Streamed);
    VERIFY_OK(answer);
    QCOMPARE(answer->text, streamedText);
    QTRY_COMPARE(endpoint.timers.waiting().size(), 0);
}

void TestOpenAi::takesWhatComes_data()
{
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::addColumn<Delivery>("delivery");
    const QByteArray finished =
        "data: {\"choices\":[{\"delta\":{\"content\":\"SELECT 1\"},\"finish_reason\":\"stop\"}]}\n\n";
    ScriptedAnswer unnamed = events(finished + "data: [DONE]\n\n");
    unnamed.headers = {};

    QTest::newRow("without [DONE]") << events(finished) << Delivery::Streamed;
    QTest::newRow("whole, though asked for a stream") << OpenAiServer::chatAnswer(u"SELECT 1"_s) << Delivery::Streamed;
    QTest::newRow("stream, though asked for it whole") << OpenAiServer::streamAnswer(u"SELECT 1"_s) << Delivery::Whole;
    QTest::newRow("stream without a type") << unnamed << Delivery::Streamed;
    QTest::newRow("comments and carriage returns")
        << events(": wait\r\n\r\n: wait\r\n\r\n" + QByteArray(finished).replace("\n", "\r\n")) << Delivery::Streamed;
    QTest::newRow("[DONE] without a reason")
        << events("data: {\"choices\":[{\"delta\":{\"content\":\"SELECT 1\"}}]}\n\ndata: [DONE]\n\n")
        << Delivery::Streamed;
    QTest::newRow("no reason at all") << ScriptedAnswer{.body = R"({"choices":[{"message":{"content":"SELECT 1"}}]})"}
                                      << Delivery::Whole;
    QTest::newRow("another word for the end") << OpenAiServer::chatAnswer(u"SELECT 1"_s, u"eos"_s) << Delivery::Whole;
}

void TestOpenAi::takesWhatComes()
{
    QFETCH(const ScriptedAnswer, answer);
    QFETCH(const Delivery, delivery);
    const HttpServer server([&](const SeenRequest &) { return answer; });
    Endpoint endpoint(server.url(u"/v1"_s));
    const auto result = endpoint.ask(delivery);
    VERIFY_OK(result);
    QCOMPARE(result->text, u"SELECT 1"_s);
    QCOMPARE(endpoint.texts.last(), u"SELECT 1"_s);
}

void TestOpenAi::learnsWhatAModelRefuses_data()
{
    QTest::addColumn<QByteArray>("parameter");
    QTest::addColumn<QByteArray>("instead");
    QTest::addColumn<bool>("isNamed");
    for (const bool isNamed : {true, false}) {
        const char *how = isNamed ? "by its name" : "in words";
        QTest::addRow("max_tokens %s", how) << "max_tokens"_ba
                                            << "max_completion_tokens"_ba << isNamed;
        QTest::addRow("temperature %s", how) << "temperature"_ba
                                             << ""_ba << isNamed;
        QTest::addRow("response_format %s", how) << "response_format"_ba
                                                 << ""_ba << isNamed;
        QTest::addRow("stream_options %s", how) << "stream_options"_ba
                                                << ""_ba << isNamed;
    }
}

void TestOpenAi::learnsWhatAModelRefuses()
{
    QFETCH(const QByteArray, parameter);
    QFETCH(const QByteArray, instead);
    QFETCH(const bool, isNamed);
    OpenAiServer server(always(u"SELECT 1"_s));
    server.setDetour([&](const SeenRequest &request) -> std::optional<ScriptedAnswer> {
        if (!bodyOf(request).contains(parameter.toStdString()))
            return std::nullopt;
        const QString name = QString::fromUtf8(parameter);
        return OpenAiServer::errorAnswer(400, u"'%1' is not supported with this model."_s.arg(name),
                                         isNamed ? name : QString(), u"unsupported_parameter"_s);
    });
    Endpoint endpoint(server.baseUrl());
    auto request = endpoint.question(Delivery::Streamed);
    request.responseSchema = {.name = u"any"_s, .schema = "{}"};
    VERIFY_OK(endpoint.settled(endpoint.client.chat(request, {})));
    const auto requests = server.http().requests();
    QCOMPARE(requests.size(), 2);
    Json expected = bodyOf(requests[0]); // Nothing else changes.
    if (!instead.isEmpty())
        expected[instead.toStdString()] = expected[parameter.toStdString()];
    expected.erase(parameter.toStdString());
    QCOMPARE(textOf(bodyOf(requests[1])), textOf(expected));

    VERIFY_OK(endpoint.settled(endpoint.client.chat(request, {})));
    QCOMPARE(server.http().requests().size(), 3); // It is remembered.
    QCOMPARE(textOf(bodyOf(server.http().requests().constLast())), textOf(expected));
}

void TestOpenAi::learnsSeveralRefusals()
{
    OpenAiServer server(always(u"SELECT 1"_s));
    server.setDetour([&](const SeenRequest &request) -> std::optional<ScriptedAnswer> {
        for (const char *name : {"temperature", "max_tokens", "stream_options"}) {
            if (bodyOf(request).contains(name))
                return OpenAiServer::errorAnswer(400, u"Unsupported parameter."_s, QString::fromUtf8(name));
        }
        return std::nullopt;
    });
    Endpoint endpoint(server.baseUrl());
    VERIFY_OK(endpoint.ask(Delivery::Streamed));
    QCOMPARE(server.http().requests().size(), 4);
}

void TestOpenAi::refusalThatStaysIsAnError()
{
    OpenAiServer server(always(u"SELECT 1"_s));
    server.setDetour([&](const SeenRequest &) {
        return OpenAiServer::errorAnswer(400, u"Unsupported parameter."_s, u"max_tokens"_s);
    });
    Endpoint endpoint(server.baseUrl());
    QCOMPARE(endpoint.ask().error().code, ErrorCode::HttpStatus);
    QCOMPARE(server.http().requests().size(), 2);
    QVERIFY(!endpoint.ask());
    QCOMPARE(server.http().requests().size(), 4); // What did not help is not remembered.
}

void TestOpenAi::embedsInBatches()
{
    constexpr qsizetype length = 8;
    OpenAiServer server(always({}), length);
    QStringList texts;
    for (int i = 0; i < 250; ++i)
        texts += u"text %1 ü"_s.arg(i);
    Endpoint endpoint(server.baseUrl());
    const auto embeddings = endpoint.settled(endpoint.client.embed(texts, {}));
    VERIFY_OK(embeddings);
    QCOMPARE(embeddings->vectors.size(), 250U);
    for (int i = 0; i < 250; ++i)
        QCOMPARE(embeddings->vectors[std::size_t(i)], OpenAiServer::embeddingOf(texts[i], length));
    QVERIFY(embeddings->usage.promptTokens > 250);
    const auto requests = server.requestsFor("/v1/embeddings");
    QCOMPARE(requests.size(), 3);
    QCOMPARE(bodyOf(requests[0])["input"].size(), 100U);
    QCOMPARE(bodyOf(requests[2])["input"].size(), 50U);
    QVERIFY(bodyOf(requests[0])["model"] == "ada");
}

void TestOpenAi::embeddingsAreMissing_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {400, 404, 405, 501})
        QTest::addRow("%d", status) << status;
}

void TestOpenAi::embeddingsAreMissing()
{
    QFETCH(const int, status);
    const HttpServer server([&](const SeenRequest &) { return OpenAiServer::errorAnswer(status, u"No such path"_s); });
    Endpoint endpoint(server.url(u"/v1"_s));
    const auto embeddings = endpoint.settled(endpoint.client.embed({u"a"_s}, {}));
    QCOMPARE(embeddings.error().code, ErrorCode::NotFound);
    QVERIFY(embeddings.error().detail.contains(u"No such path"));
    QCOMPARE(server.requests().size(), 1);
}

void TestOpenAi::embeddingsAreWrong_data()
{
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("401") << OpenAiServer::errorAnswer(401, u"Who?"_s) << ErrorCode::ProviderAuth;
    QTest::newRow("503") << ScriptedAnswer{.status = 503} << ErrorCode::HttpStatus;
    QTest::newRow("web page") << ScriptedAnswer{.body = "<html>"} << ErrorCode::BadReply;
    QTest::newRow("another count") << ScriptedAnswer{.body = R"({"data":[]})"} << ErrorCode::BadReply;
    QTest::newRow("17 MB") << ScriptedAnswer{.body = QByteArray(17LL * 1024 * 1024, ' '), .framing = Framing::Chunked}
                           << ErrorCode::BadReply;
}

void TestOpenAi::embeddingsAreWrong()
{
    QFETCH(const ScriptedAnswer, answer);
    QFETCH(const ErrorCode, code);
    const HttpServer server([&](const SeenRequest &) { return answer; });
    Endpoint endpoint(server.url(u"/v1"_s));
    const auto embeddings = endpoint.settled(endpoint.client.embed({u"a"_s}, {}));
    QVERIFY(!embeddings);
    QVERIFY2(embeddings.error().code == code, qPrintable(embeddings.error().detail));
}

void TestOpenAi::nothingToEmbed()
{
    OpenAiServer server(always({}));
    Endpoint endpoint(server.baseUrl());
    const auto embeddings = endpoint.settled(endpoint.client.embed({}, {}));
    VERIFY_OK(embeddings);
    QVERIFY(embeddings->vectors.empty());
    QCOMPARE(server.http().requests().size(), 0);
}

void TestOpenAi::clientMayGoFirst()
{
    const HttpServer server([](const SeenRequest &) { return ScriptedAnswer{.isMute = true}; });
    QFuture<Result<ChatAnswer>> chat;
    {
        Endpoint endpoint(server.url(u"/v1"_s));
        chat = endpoint.client.chat(endpoint.question(), {});
        QTRY_COMPARE(server.requests().size(), 1);
    }
    QVERIFY(chat.isCanceled() && chat.resultCount() == 0);
}

QTEST_GUILESS_MAIN(TestOpenAi)
#include "tst_openai.moc"
