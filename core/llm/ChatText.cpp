// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/ChatText.h"

#include "core/llm/ReplyError.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace sqlai::llm {
namespace {

/// By what names servers call an answer that came to its own end; whatever else there is may be a cut one.
bool isGoodEnd(const QString &finishReason)
{
    static const QStringList good = {u"stop"_s, u"eos"_s, u"eos_token"_s, u"end_turn"_s, u"stop_sequence"_s};
    return finishReason.isEmpty() || good.contains(finishReason, Qt::CaseInsensitive);
}

bool isCut(const QString &finishReason)
{
    return finishReason.compare("length"_L1, Qt::CaseInsensitive) == 0
           || finishReason.compare("max_tokens"_L1, Qt::CaseInsensitive) == 0;
}

bool isSomething(const Json *value)
{
    return value && !value->is_null() && !value->empty();
}

}

void ChatText::takeChoice(const Json &choice, const char *messageKey)
{
    if (const QString reason = textOf(choice, "finish_reason"); !reason.isEmpty())
        m_finishReason = reason;
    const Json *message = memberOf(choice, messageKey);
    if (!message)
        return;
    appendText(textOf(*message, "content"));
    if (m_refusal.size() < maximumTextBytes)
        m_refusal += textOf(*message, "refusal");
    if (isSomething(memberOf(*message, "tool_calls")) || isSomething(memberOf(*message, "function_call")))
        m_callsTool = true;
}

void ChatText::appendText(const QString &piece)
{
    if (isOverLimit())
        return;
    m_textBytes += piece.toUtf8().size();
    m_text += piece.left(maximumTextBytes - m_text.size());
}

void ChatText::takeUsage(const Json &usage)
{
    m_usage = {.promptTokens = countOf(usage, "prompt_tokens"),
               .completionTokens = countOf(usage, "completion_tokens")};
}

Result<ChatAnswer> ChatText::judged(const Secret &key) const
{
    if (isOverLimit())
        return ReplyError::textTooLong(maximumTextBytes);
    if (!m_refusal.isEmpty())
        return ReplyError::refused(ReplyError::quoted(m_refusal, key));
    if (m_callsTool || m_finishReason == "tool_calls"_L1 || m_finishReason == "function_call"_L1)
        return ReplyError::calledTool();
    if (m_finishReason == "content_filter"_L1)
        return ReplyError::filtered();
    if (isCut(m_finishReason))
        return ReplyError::cutByTokens();
    if (!isGoodEnd(m_finishReason))
        return ReplyError::endedOddly(ReplyError::quoted(m_finishReason, key));
    if (m_text.trimmed().isEmpty())
        return ReplyError::noText();
    return ChatAnswer{.text = m_text, .usage = m_usage};
}

}
