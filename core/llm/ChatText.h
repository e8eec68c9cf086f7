// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Secret.h"
#include "core/llm/LlmClient.h"
#include "core/llm/ReplyJson.h"

namespace sqlai::llm {

/// What a model has said so far, gathered from one message or many pieces of one, and whether it may be used.
class ChatText final
{
public:
    /// Of the text, in UTF-8.
    static constexpr qsizetype maximumTextBytes = 64LL * 1024;

    /// A choice of an answer: {"message": {...}, "finish_reason"} whole, or {"delta": {...}, "finish_reason"} in
    /// pieces.
    void takeChoice(const Json &choice, const char *messageKey);
    void takeUsage(const Json &usage);

    const QString &text() const { return m_text; }
    const TokenUsage &usage() const { return m_usage; }
    bool isFinished() const { return !m_finishReason.isEmpty(); }
    bool isOverLimit() const { return m_textBytes > maximumTextBytes; }

    /// The answer, or BadReply where it was refused, cut, filtered or is no text. The key is kept out of errors.
    Result<ChatAnswer> judged(const Secret &key) const;

private:
    void appendText(const QString &piece);

    QString m_text;
    qsizetype m_textBytes = 0;
    QString m_refusal;
    QString m_finishReason;
    bool m_callsTool = false;
    TokenUsage m_usage;
};

}
