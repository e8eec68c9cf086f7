// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QDateTime>
#include <QFuture>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace sqlai::llm {

enum class ChatRole { System, User, Assistant };

struct ChatMessage {
    ChatRole role = ChatRole::User;
    QString content = {};

    bool operator==(const ChatMessage &) const = default;
};

/// A JSON schema that the answer shall follow (OpenAI's response_format json_schema).
struct ResponseSchema {
    QString name = {};
    /// The schema as JSON text.
    QByteArray schema = {};
};

enum class Delivery { Whole, Streamed };

struct ChatRequest {
    QList<ChatMessage> messages = {};
    /// Without a name: free text.
    ResponseSchema responseSchema = {};
    Delivery delivery = Delivery::Whole;
    /// Nobody waits any longer: what would be tried again after that ends as it stands.
    std::optional<QDateTime> answerBy = {};
};

struct TokenUsage {
    qint64 promptTokens = 0;
    qint64 completionTokens = 0;

    bool operator==(const TokenUsage &) const = default;
};

/// What a model said; never a cut or refused answer, those are errors.
struct ChatAnswer {
    QString text = {};
    TokenUsage usage = {};
};

struct Embeddings {
    /// One a text, in their order, all of one length.
    std::vector<std::vector<float>> vectors = {};
    TokenUsage usage = {};
};

/// A model behind an endpoint. Lives in the main thread, never blocks it; callbacks and answers come there.
///
/// Errors: Network, Timeout, HttpStatus (what the endpoint refused, 429 and 5xx until the last retry), ProviderAuth
/// (401, 403, a key that may not be sent there), BadReply ('no usable answer': not JSON, wrong shape, cut off, refused,
/// tool call, over a limit), Cancelled. What can be tried again was tried again.
class LlmClient
{
public:
    virtual ~LlmClient() = default;

    /// Called with all text so far each time more of it has come, also of an answer that fails afterwards; a retry
    /// begins anew with a shorter text.
    using TextSoFar = std::function<void(const QString &text)>;
    /// Called before an Error with what the answer took that is of no use (cut, filtered, refused ...), where the
    /// endpoint tells it: it is paid for all the same.
    using UsageOfFailure = std::function<void(const TokenUsage &usage)>;

    /// Texts that go out in one request; embed() makes several of more, and gives all or none.
    static constexpr qsizetype textsAtOnce = 100;

    virtual QFuture<Result<ChatAnswer>> chat(const ChatRequest &request, const CancelToken &token,
                                             TextSoFar textSoFar = {}, UsageOfFailure usageOfFailure = {}) = 0;
    /// NotFound: the endpoint has no embeddings (404 or 400).
    virtual QFuture<Result<Embeddings>> embed(const QStringList &texts, const CancelToken &token) = 0;

    /// As the settings name them.
    virtual QString chatModel() const = 0;
    virtual QString embeddingModel() const = 0;
    /// Whose vectors may be compared: the endpoint's address and the model, since any endpoint may give the name of
    /// another's model to its own.
    virtual QString embeddingSpace() const = 0;
};

}
