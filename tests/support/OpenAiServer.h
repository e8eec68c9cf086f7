// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/HttpServer.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <mutex>
#include <optional>
#include <vector>

namespace sqlai::test {

/// What a chat request asks, as far as an answer depends on it.
struct SeenChat {
    QString lastUserMessage = {};
    bool isStreamed = false;
    bool hasResponseSchema = false;
};

/// The right answer to a question.
struct GoldAnswer {
    QString question = {};
    QStringList tables = {};
    QString sql = {};
};

/// A server on loopback that speaks OpenAI's protocol as a good endpoint does: chat/completions, whole or streamed,
/// embeddings (of hashed character trigrams, so that alike texts are near) and models, under /v1.
class OpenAiServer final
{
public:
    /// What the model says; nothing makes it a 400. Called in the server's thread.
    using Speaker = std::function<std::optional<QString>(const SeenChat &)>;
    /// Comes first where it gives an answer. Called in the server's thread.
    using Detour = std::function<std::optional<ScriptedAnswer>(const SeenRequest &)>;

    /// Without a length, the server has no embeddings (404).
    explicit OpenAiServer(Speaker speaker, qsizetype embeddingLength = 256);

    HttpServer &http() { return m_http; }
    /// For OPENAI_BASE_URL.
    QString baseUrl() const { return m_http.url(QStringLiteral("/v1")); }
    void setDetour(Detour detour);
    /// Requests for a path such as "/v1/embeddings".
    QList<SeenRequest> requestsFor(const QByteArray &path) const;

    /// Says {"tables": [...]} where an answer is asked for whole, and the SQL in its fence where it is streamed. The
    /// question is found in the last user message word for word, the longest one first.
    static Speaker goldSpeaker(const QList<GoldAnswer> &answers);

    static ScriptedAnswer chatAnswer(const QString &content, const QString &finishReason = QStringLiteral("stop"));
    static ScriptedAnswer streamAnswer(const QString &content, bool hasUsage = true);
    /// {"error": {...}} as OpenAI words it.
    static ScriptedAnswer errorAnswer(int status, const QString &message, const QString &parameter = {},
                                      const QString &code = {});
    static std::vector<float> embeddingOf(const QString &text, qsizetype length);

private:
    ScriptedAnswer answer(const SeenRequest &request) const;
    ScriptedAnswer answerChat(const QByteArray &body) const;
    ScriptedAnswer answerEmbeddings(const QByteArray &body) const;

    const Speaker m_speaker;
    const qsizetype m_embeddingLength;
    mutable std::mutex m_mutex;
    Detour m_detour;
    // Last: its thread uses the rest.
    HttpServer m_http;
};

}
