// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeLlm.h"

#include "core/base/Reply.h"

#include <utility>

namespace sqlai::test {
namespace {

constexpr std::size_t dimensions = 64;

}

QFuture<Result<llm::ChatAnswer>> FakeLlm::chat(const llm::ChatRequest &, const CancelToken &, TextSoFar, UsageOfFailure)
{
    return Reply<llm::ChatAnswer>().future();
}

QFuture<Result<llm::Embeddings>> FakeLlm::embed(const QStringList &texts, const CancelToken &token)
{
    embedded.append(texts);
    const Reply<llm::Embeddings> reply;
    add({.answer = [this, reply, texts] { reply.send(embeddingsOf(texts)); },
         .stop = [reply] { reply.send(Error{.code = ErrorCode::Cancelled}); }},
        token);
    return reply.future();
}

void FakeLlm::release()
{
    isHolding = false;
    for (const auto &[number, call] : m_calls)
        endLater(number, &Call::answer);
}

void FakeLlm::add(Call call, const CancelToken &token)
{
    const quint64 number = ++m_lastCall;
    call.registration = token.onCancel([this, number] { endLater(number, &Call::stop); });
    m_calls.emplace(number, std::move(call));
    if (!isHolding)
        endLater(number, &Call::answer);
}

void FakeLlm::endLater(quint64 number, std::function<void()> Call::*how)
{
    QMetaObject::invokeMethod(
        &m_context, [this, number, how] { end(number, how); }, Qt::QueuedConnection);
}

void FakeLlm::end(quint64 number, std::function<void()> Call::*how)
{
    const auto found = m_calls.find(number);
    if (found == m_calls.end())
        return;
    // Out of the map first: an answer may bring the next call.
    const Call call = std::move(found->second);
    m_calls.erase(found);
    (call.*how)();
}

Result<llm::Embeddings> FakeLlm::embeddingsOf(const QStringList &texts) const
{
    if (embedError)
        return *embedError;
    llm::Embeddings embeddings;
    for (const QString &text : texts) {
        embeddings.vectors.push_back(vectorOf(text));
        embeddings.usage.promptTokens += text.count(u' ') + 1;
    }
    return embeddings;
}

std::vector<float> FakeLlm::wordVector(const QString &text)
{
    std::vector<float> vector(dimensions);
    for (const QString &word : text.toLower().split(u' ', Qt::SkipEmptyParts)) {
        std::size_t hash = 7;
        for (const QChar letter : word)
            hash = (hash * 31 + letter.unicode()) % 65'521;
        vector[hash % dimensions] += 1;
    }
    return vector;
}

}
