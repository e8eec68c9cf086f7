// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Answers.h"

#include "core/knowledge/EmbeddingSearch.h"
#include "core/knowledge/LocalFinder.h"
#include "core/llm/OpenAiClient.h"
#include "core/net/HttpClient.h"
#include "core/query/ModelProvider.h"
#include "core/settings/Settings.h"
#include "core/storage/VectorRepository.h"

#include <QNetworkAccessManager>

namespace sqlai::app {

/// The way to a model, in the order of need.
struct Answers::Model {
    QNetworkAccessManager network{};
    net::HttpClient http;
    llm::OpenAiClient client;
    storage::VectorRepository vectors;
    knowledge::LocalFinder local;
    knowledge::EmbeddingSearch examples;
    query::ModelProvider provider;

    explicit Model(const AnswerParts &parts)
        : http(network, parts.timers, net::RetryPolicy(parts.clock))
        , client(http, llm::openAiSettings(parts.settings))
        , vectors(parts.database, parts.clock)
        , local(parts.examples)
        , examples(parts.knowledge, local, vectors, client, parts.timers, parts.settings.askTimeout / 4)
        , provider(query::ModelParts{.model = client,
                                     .examples = examples,
                                     .guard = parts.guard,
                                     .clock = parts.clock,
                                     .timers = parts.timers,
                                     .timeout = parts.settings.askTimeout})
    {
    }
};

Answers::Answers(const AnswerParts &parts)
    : m_fromExamples(parts.examples)
    , m_model(parts.settings.isOpenAiWanted() ? std::make_unique<Model>(parts) : nullptr)
{
}

Answers::~Answers() = default;

query::AnswerProvider &Answers::provider()
{
    if (m_model)
        return m_model->provider;
    return m_fromExamples;
}

QString Answers::modelName() const
{
    return m_model ? m_model->client.chatModel() : QString();
}

}
