// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/OpenAiServer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

using namespace Qt::StringLiterals;

namespace sqlai::test {
namespace {

using Json = nlohmann::ordered_json;

QByteArray dumped(const Json &json)
{
    return QByteArray::fromStdString(json.dump());
}

Json usageOf(const QString &content)
{
    const auto completion = content.size() / 4 + 1;
    return {{"prompt_tokens", 100}, {"completion_tokens", completion}, {"total_tokens", 100 + completion}};
}

SeenChat seenChat(const Json &body)
{
    SeenChat seen{.isStreamed = body.value("stream", false), .hasResponseSchema = body.contains("response_format")};
    for (const Json &message : body.value("messages", Json::array())) {
        if (message.value("role", "") == "user")
            seen.lastUserMessage = QString::fromStdString(message.value("content", ""));
    }
    return seen;
}

/// One event of a stream.
QByteArray chunk(const Json &choices, const Json &usage = nullptr)
{
    Json json = {{"id", "chatcmpl-1"}, {"object", "chat.completion.chunk"}, {"created", 1}, {"model", "scripted"}};
    json["choices"] = choices;
    if (!usage.is_null())
        json["usage"] = usage;
    return "data: " + dumped(json) + "\n\n";
}

QByteArray deltaChunk(const Json &delta, const Json &finishReason = nullptr)
{
    return chunk(Json::array({{{"index", 0}, {"delta", delta}, {"finish_reason", finishReason}}}));
}

std::uint32_t hashOf(QStringView gram) // FNV-1a: the same everywhere, as qHash is not.
{
    std::uint32_t hash = 2166136261U;
    for (const QChar c : gram)
        hash = (hash ^ c.unicode()) * 16777619U;
    return hash;
}

}

OpenAiServer::OpenAiServer(Speaker speaker, qsizetype embeddingLength)
    : m_speaker(std::move(speaker))
    , m_embeddingLength(embeddingLength)
    , m_http([this](const SeenRequest &request) { return answer(request); })
{
}

void OpenAiServer::setDetour(Detour detour)
{
    const std::scoped_lock lock(m_mutex);
    m_detour = std::move(detour);
}

QList<SeenRequest> OpenAiServer::requestsFor(const QByteArray &path) const
{
    auto requests = m_http.requests();
    requests.removeIf([&](const SeenRequest &request) { return request.path != path; });
    return requests;
}

OpenAiServer::Speaker OpenAiServer::goldSpeaker(const QList<GoldAnswer> &answers)
{
    auto sorted = answers;
    std::ranges::stable_sort(sorted, std::greater(), [](const GoldAnswer &answer) { return answer.question.size(); });
    return [sorted](const SeenChat &seen) -> std::optional<QString> {
        const auto found = std::ranges::find_if(
            sorted, [&](const GoldAnswer &answer) { return seen.lastUserMessage.contains(answer.question); });
        if (found == sorted.end())
            return std::nullopt;
        if (seen.isStreamed)
            return u"```sql\n%1\n```\nThis is the gold answer."_s.arg(found->sql);
        Json tables = Json::array();
        for (const QString &table : found->tables)
            tables.push_back(table.toStdString());
        return QString::fromUtf8(dumped({{"tables", tables}}));
    };
}

ScriptedAnswer OpenAiServer::chatAnswer(const QString &content, const QString &finishReason)
{
    const Json message = {{"role", "assistant"}, {"content", content.toStdString()}, {"refusal", nullptr}};
    const Json choice = {{"index", 0}, {"message", message}, {"finish_reason", finishReason.toStdString()}};
    return {.body = dumped({{"id", "chatcmpl-1"},
                            {"object", "chat.completion"},
                            {"created", 1},
                            {"model", "scripted"},
                            {"choices", Json::array({choice})},
                            {"usage", usageOf(content)}})};
}

ScriptedAnswer OpenAiServer::streamAnswer(const QString &content, bool hasUsage)
{
    constexpr qsizetype pieceCharacters = 5;
    QByteArray body = deltaChunk({{"role", "assistant"}, {"content", ""}});
    const auto characters = content.toUcs4();
    for (qsizetype i = 0; i < characters.size(); i += pieceCharacters) {
        const auto piece = characters.mid(i, pieceCharacters);
        const auto text = QString::fromUcs4(reinterpret_cast<const char32_t *>(piece.data()), piece.size());
        body += deltaChunk({{"content", text.toStdString()}});
    }
    body += deltaChunk(Json::object(), "stop");
    if (hasUsage)
        body += chunk(Json::array(), usageOf(content));
    return {.headers = {{"Content-Type", "text/event-stream; charset=utf-8"}},
            .body = body + "data: [DONE]\n\n",
            .framing = Framing::Chunked};
}

ScriptedAnswer OpenAiServer::errorAnswer(int status, const QString &message, const QString &parameter,
                                         const QString &code)
{
    const auto orNull = [](const QString &text) { return text.isEmpty() ? Json() : Json(text.toStdString()); };
    return {.status = status,
            .body = dumped({{"error",
                             {{"message", message.toStdString()},
                              {"type", "invalid_request_error"},
                              {"param", orNull(parameter)},
                              {"code", orNull(code)}}}})};
}

std::vector<float> OpenAiServer::embeddingOf(const QString &text, qsizetype length)
{
    std::vector<float> vector(static_cast<std::size_t>(length));
    const QString padded = u' ' + text.toLower() + u' ';
    for (qsizetype i = 0; i + 3 <= padded.size(); ++i)
        vector[hashOf(QStringView(padded).sliced(i, 3)) % vector.size()] += 1;
    float squares = 0;
    for (const float value : vector)
        squares += value * value;
    for (float &value : vector)
        value /= std::sqrt(std::max(squares, 1.0F));
    return vector;
}

ScriptedAnswer OpenAiServer::answer(const SeenRequest &request) const
{
    Detour detour;
    {
        const std::scoped_lock lock(m_mutex);
        detour = m_detour;
    }
    if (detour) {
        if (const auto answer = detour(request))
            return *answer;
    }
    if (request.method == "POST" && request.path == "/v1/chat/completions")
        return answerChat(request.body);
    if (request.method == "POST" && request.path == "/v1/embeddings" && m_embeddingLength > 0)
        return answerEmbeddings(request.body);
    if (request.method == "GET" && request.path == "/v1/models")
        return {.body = R"({"object":"list","data":[{"id":"scripted","object":"model","owned_by":"tests"}]})"};
    return errorAnswer(404, u"Not found"_s);
}

ScriptedAnswer OpenAiServer::answerChat(const QByteArray &body) const
{
    const Json json = Json::parse(body.begin(), body.end(), nullptr, false);
    if (!json.is_object())
        return errorAnswer(400, u"We could not parse the JSON body of your request."_s);
    const SeenChat seen = seenChat(json);
    const auto content = m_speaker(seen);
    if (!content)
        return errorAnswer(400, u"Nobody knows the answer to this question."_s);
    if (!seen.isStreamed)
        return chatAnswer(*content);
    const Json options = json.value("stream_options", Json::object());
    return streamAnswer(*content, options.value("include_usage", false));
}

ScriptedAnswer OpenAiServer::answerEmbeddings(const QByteArray &body) const
{
    const Json json = Json::parse(body.begin(), body.end(), nullptr, false);
    if (!json.is_object() || !json.contains("input"))
        return errorAnswer(400, u"We could not parse the JSON body of your request."_s);
    const Json inputs = json["input"].is_array() ? json["input"] : Json::array({json["input"]});
    Json data = Json::array();
    for (const Json &input : inputs) {
        const auto vector = embeddingOf(QString::fromStdString(input.get<std::string>()), m_embeddingLength);
        data.push_back({{"object", "embedding"}, {"index", data.size()}, {"embedding", vector}});
    }
    const auto tokens = body.size() / 4;
    return {.body = dumped({{"object", "list"},
                            {"data", data},
                            {"model", "scripted"},
                            {"usage", {{"prompt_tokens", tokens}, {"total_tokens", tokens}}}})};
}

}
