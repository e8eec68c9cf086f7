// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/OpenAiRequest.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace sqlai::llm {
namespace {

// Keeps the order of keys, so that the same request is the same bytes.
using OrderedJson = nlohmann::ordered_json;

const char *roleName(ChatRole role)
{
    switch (role) {
    case ChatRole::System:
        return "system";
    case ChatRole::User:
        return "user";
    case ChatRole::Assistant:
        break;
    }
    return "assistant";
}

OrderedJson messagesOf(const ChatRequest &request)
{
    OrderedJson messages = OrderedJson::array();
    for (const ChatMessage &message : request.messages) {
        OrderedJson json = {{"role", roleName(message.role)}};
        json["content"] = message.content.toStdString();
        messages.push_back(std::move(json));
    }
    return messages;
}

OrderedJson responseFormatOf(const ResponseSchema &schema)
{
    auto json = OrderedJson::parse(schema.schema.begin(), schema.schema.end(), nullptr, false);
    Q_ASSERT(!json.is_discarded());
    OrderedJson format = {{"type", "json_schema"}};
    format["json_schema"]["name"] = schema.name.toStdString();
    format["json_schema"]["strict"] = true;
    format["json_schema"]["schema"] = std::move(json);
    return format;
}

net::HttpRequest post(const OpenAiSettings &settings, const QString &path, const OrderedJson &body)
{
    // A lone half of a surrogate pair in a question must not stop it.
    const auto text = body.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
    return {.method = "POST",
            .url = QUrl(settings.baseUrl + path),
            .headers = {{"Content-Type", "application/json"}},
            .body = QByteArray::fromStdString(text),
            .bearerKey = settings.key};
}

}

net::HttpRequest chatRequest(const OpenAiSettings &settings, const ChatRequest &request, const ModelQuirks &quirks)
{
    const bool isStreamed = request.delivery == Delivery::Streamed;
    OrderedJson body = {{"model", settings.model.toStdString()}};
    body["messages"] = messagesOf(request);
    body[quirks.renamesMaximumTokens ? "max_completion_tokens" : "max_tokens"] = settings.maximumTokens;
    if (!quirks.refusesTemperature)
        body["temperature"] = settings.temperature;
    if (!request.responseSchema.name.isEmpty() && !quirks.refusesResponseFormat)
        body["response_format"] = responseFormatOf(request.responseSchema);
    if (isStreamed)
        body["stream"] = true;
    if (isStreamed && !quirks.refusesStreamOptions)
        body["stream_options"]["include_usage"] = true;
    net::HttpRequest http = post(settings, u"/chat/completions"_s, body);
    http.headers.append(
        net::HttpHeader{"Accept", isStreamed ? "text/event-stream, application/json" : "application/json"});
    http.answerBy = request.answerBy;
    if (isStreamed)
        http.limits.maximumBytes = maximumStreamBytes;
    return http;
}

net::HttpRequest embeddingsRequest(const OpenAiSettings &settings, const QStringList &texts)
{
    OrderedJson body = {{"model", settings.embeddingModel.toStdString()}};
    body["input"] = OrderedJson::array();
    for (const QString &text : texts)
        body["input"].push_back(text.toStdString());
    net::HttpRequest http = post(settings, u"/embeddings"_s, body);
    http.headers.append(net::HttpHeader{"Accept", "application/json"});
    http.limits.maximumBytes = maximumEmbeddingBytes;
    return http;
}

}
