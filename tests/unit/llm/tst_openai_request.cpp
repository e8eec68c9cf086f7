// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/OpenAiRequest.h"
#include "core/settings/Settings.h"

#include <QTest>

using namespace sqlai;
using namespace sqlai::llm;
using namespace Qt::StringLiterals;

class TestOpenAiRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholeChat();
    void streamedChat();
    void quirksLeaveOut();
    void anyTextCanBeAsked();
    void embeddings();
    void settingsArriveWhole();
};

namespace {

const OpenAiSettings endpoint{.baseUrl = u"http://localhost:8080/v1"_s,
                              .key = Secret("sk-1"),
                              .model = u"gpt-4"_s,
                              .maximumTokens = 500,
                              .temperature = 0.5,
                              .embeddingModel = u"ada"_s};

}

void TestOpenAiRequest::wholeChat()
{
    const auto request = chatRequest(endpoint,
                                     {.messages = {{.role = ChatRole::System, .content = u"Be brief."_s},
                                                   {.content = u"Why?"_s},
                                                   {.role = ChatRole::Assistant, .content = u"\"\n"_s}}},
                                     {});
    QCOMPARE(request.method, "POST"_ba);
    QCOMPARE(request.url, QUrl(u"http://localhost:8080/v1/chat/completions"_s));
    QCOMPARE(request.bearerKey.reveal(), "sk-1"_ba);
    QCOMPARE(request.limits.maximumBytes, 1024 * 1024);
    QCOMPARE(request.body, R"({"model":"gpt-4","messages":[{"role":"system","content":"Be brief."},)"
                           R"({"role":"user","content":"Why?"},{"role":"assistant","content":"\"\n"}],)"
                           R"("max_tokens":500,"temperature":0.5})"_ba);
}

void TestOpenAiRequest::streamedChat()
{
    const auto request = chatRequest(endpoint, {.delivery = Delivery::Streamed}, {});
    QCOMPARE(request.body, R"({"model":"gpt-4","messages":[],"max_tokens":500,"temperature":0.5,"stream":true,)"
                           R"("stream_options":{"include_usage":true}})"_ba);
}

void TestOpenAiRequest::quirksLeaveOut()
{
    const auto request =
        chatRequest(endpoint, {.responseSchema = {.name = u"any"_s, .schema = "{}"}, .delivery = Delivery::Streamed},
                    {.renamesMaximumTokens = true,
                     .refusesTemperature = true,
                     .refusesResponseFormat = true,
                     .refusesStreamOptions = true});
    QCOMPARE(request.body, R"({"model":"gpt-4","messages":[],"max_completion_tokens":500,"stream":true})"_ba);
}

void TestOpenAiRequest::anyTextCanBeAsked()
{
    const QString text = u"東京 😀 \u0000"_s + QChar(0xD83D);
    const auto request = chatRequest(endpoint, {.messages = {{.content = text}}}, {});
    QVERIFY2(request.body.contains("東京 😀 \\u0000"), request.body);
}

void TestOpenAiRequest::embeddings()
{
    const auto request = embeddingsRequest(endpoint, {u"a"_s, u"ü"_s});
    QCOMPARE(request.url, QUrl(u"http://localhost:8080/v1/embeddings"_s));
    QCOMPARE(request.body, "{\"model\":\"ada\",\"input\":[\"a\",\"ü\"]}"_ba);
    QCOMPARE(request.limits.maximumBytes, maximumEmbeddingBytes);
}

void TestOpenAiRequest::settingsArriveWhole()
{
    const auto taken = openAiSettings({.openAiApiKey = Secret("sk-2"),
                                       .openAiBaseUrl = u"https://b/v1"_s,
                                       .openAiModel = u"m"_s,
                                       .openAiMaxTokens = 7,
                                       .openAiTemperature = 0.25,
                                       .openAiEmbeddingModel = u"e"_s});
    QCOMPARE(taken.key.reveal(), "sk-2"_ba);
    QCOMPARE(taken.baseUrl + taken.model + taken.embeddingModel, u"https://b/v1me"_s);
    QCOMPARE(taken.maximumTokens, 7);
    QCOMPARE(taken.temperature, 0.25);
}

QTEST_GUILESS_MAIN(TestOpenAiRequest)
#include "tst_openai_request.moc"
