// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/EmbeddingReply.h"

#include "core/llm/OpenAiRequest.h"
#include "core/llm/ReplyError.h"
#include "core/llm/ReplyJson.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace sqlai::llm {
namespace {

/// Empty where something in it is no number that a float can hold.
std::vector<float> vectorOf(const Json *json)
{
    std::vector<float> vector;
    if (!json || !json->is_array())
        return vector;
    vector.reserve(json->size());
    for (const Json &number : *json) {
        const float value = number.is_number() ? static_cast<float>(number.get<double>()) : NAN;
        if (!std::isfinite(value))
            return {};
        vector.push_back(value);
    }
    return vector;
}

/// Where the vector belongs; some servers leave the index out and keep the order.
std::size_t placeOf(const Json &item, std::size_t position)
{
    const Json *index = memberOf(item, "index");
    return index && index->is_number_unsigned() ? index->get<std::size_t>() : position;
}

}

Result<Embeddings> parseEmbeddings(const QByteArray &body, qsizetype texts, const Secret &key)
{
    const auto json = parseReply(body, maximumEmbeddingBytes);
    if (!json)
        return json.error();
    if (const Json *error = memberOf(*json, "error"); error && !error->is_null())
        return ReplyError::reported(ReplyError::quoted(textOf(*error, "message"), key));
    const Json *data = memberOf(*json, "data");
    if (!data || !data->is_array() || data->size() != static_cast<std::size_t>(texts))
        return ReplyError::wrongShape(u"a vector for each text"_s);

    Embeddings embeddings{.vectors = std::vector<std::vector<float>>(data->size())};
    for (std::size_t i = 0; i < data->size(); ++i) {
        const Json &item = (*data)[i];
        const std::size_t place = placeOf(item, i);
        auto vector = vectorOf(memberOf(item, "embedding"));
        const bool isNew = place < data->size() && embeddings.vectors[place].empty();
        if (!isNew || vector.empty())
            return ReplyError::wrongShape(u"data[%1].embedding"_s.arg(i));
        embeddings.vectors[place] = std::move(vector);
    }
    for (const auto &vector : embeddings.vectors) {
        if (vector.size() != embeddings.vectors.front().size())
            return ReplyError::wrongShape(u"one length of all vectors"_s);
    }
    if (const Json *usage = memberOf(*json, "usage"))
        embeddings.usage.promptTokens = countOf(*usage, "prompt_tokens");
    return embeddings;
}

}
