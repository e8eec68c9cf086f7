// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/ModelQuirks.h"

#include <QTest>

using namespace sqlai::llm;

Q_DECLARE_METATYPE(sqlai::llm::ModelQuirks)

class TestModelQuirks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void learns_data();
    void learns();
    void learnsOnce();
    void keepsWhatEitherKnows();
};

/// The words of real endpoints.
void TestModelQuirks::learns_data()
{
    QTest::addColumn<QByteArray>("refusal");
    QTest::addColumn<ModelQuirks>("quirks");
    const ModelQuirks none;
    const ModelQuirks tokens{.renamesMaximumTokens = true};
    const ModelQuirks temperature{.refusesTemperature = true};
    const ModelQuirks format{.refusesResponseFormat = true};
    const ModelQuirks options{.refusesStreamOptions = true};
    const auto row = [](const char *name, const char *refusal, const ModelQuirks &quirks) {
        QTest::newRow(name) << QByteArray(refusal) << quirks;
    };

    row("OpenAI, max_tokens",
        R"({"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use )"
        R"('max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens",)"
        R"("code":"unsupported_parameter"}})",
        tokens);
    row("OpenAI, temperature",
        R"({"error":{"message":"Unsupported value: 'temperature' does not support 0.0 with this model. Only the default )"
        R"((1) value is supported.","param":"temperature","code":"unsupported_value"}})",
        temperature);
    row("OpenAI, response_format",
        R"({"error":{"message":"Invalid parameter: 'response_format' of type 'json_schema' is not supported with this )"
        R"(model.","type":"invalid_request_error","param":null,"code":null}})",
        format);
    row("a part of response_format", R"({"error":{"message":"No.","param":"response_format.type"}})", format);
    row("Azure, stream_options",
        R"({"error":{"message":"Unrecognized request argument supplied: stream_options","param":null}})", options);
    row("a list of what is wrong",
        R"({"detail":[{"loc":["body","stream_options"],"msg":"extra fields not permitted"}]})", options);
    row("plain text", "unknown field: response_format", format);
    row("the name of it wins",
        R"({"error":{"message":"Unsupported: temperature and max_tokens","param":"max_tokens"}})", tokens);
    row("max_tokens, by its value", R"({"error":{"message":"max_tokens is too large: 9000","param":"max_tokens"}})",
        none);
    row("max_tokens, as pydantic words it", R"({"detail":"max_tokens: Extra inputs are not permitted"})", tokens);
    row("the first in words", R"({"error":{"message":"temperature and max_tokens"}})", temperature);
    row("another parameter", R"({"error":{"message":"max_tokens and messages","param":"messages"}})", none);
    row("about the new name", R"({"error":{"message":"max_completion_tokens is too large"}})", none);
    row("about nothing", R"({"error":{"message":"Too many messages"}})", none);
    row("empty", "", none);
}

void TestModelQuirks::learns()
{
    QFETCH(const QByteArray, refusal);
    QFETCH(const ModelQuirks, quirks);
    QCOMPARE(learnt({}, refusal).value_or(ModelQuirks{}), quirks);
    QCOMPARE(learnt({}, refusal).has_value(), quirks != ModelQuirks{});
}

void TestModelQuirks::learnsOnce()
{
    const QByteArray refusal = R"({"error":{"param":"temperature"}})";
    const ModelQuirks known{.renamesMaximumTokens = true};
    const auto quirks = learnt(known, refusal);
    QCOMPARE(quirks, std::optional(ModelQuirks{.renamesMaximumTokens = true, .refusesTemperature = true}));
    QVERIFY(!learnt(*quirks, refusal));
}

void TestModelQuirks::keepsWhatEitherKnows()
{
    const ModelQuirks one{.renamesMaximumTokens = true, .refusesTemperature = true};
    const ModelQuirks other{.refusesTemperature = true, .refusesStreamOptions = true};
    const ModelQuirks both{.renamesMaximumTokens = true, .refusesTemperature = true, .refusesStreamOptions = true};
    QCOMPARE(bothOf(one, other), both);
}

QTEST_GUILESS_MAIN(TestModelQuirks)
#include "tst_model_quirks.moc"
