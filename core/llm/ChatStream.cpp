// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/ChatStream.h"

#include "core/llm/ReplyError.h"

namespace sqlai::llm {

void ChatStream::take(const QByteArray &bytes)
{
    for (const net::SseEvent &event : m_parser.take(bytes)) {
        if (!isComplete())
            takeEvent(event);
    }
    if (m_parser.isOverLimit() && !isComplete())
        m_error = ReplyError::tooLong(net::SseParser::maximumEventBytes);
}

void ChatStream::takeEvent(const net::SseEvent &event)
{
    if (event.data.trimmed() == "[DONE]") {
        m_isDone = true;
        return;
    }
    if (event.name == "error") {
        m_error = ReplyError::reported(ReplyError::messageOf(event.data, m_key));
        return;
    }
    const auto chunk = parseReply(event.data);
    if (!chunk)
        m_error = chunk.error();
    else
        takeChunk(*chunk);
}

void ChatStream::takeChunk(const Json &chunk)
{
    const Json *error = memberOf(chunk, "error");
    if (!chunk.is_object() || (error && !error->is_null())) {
        m_error = ReplyError::reported(ReplyError::messageOf(QByteArray::fromStdString(chunk.dump()), m_key));
        return;
    }
    if (const Json *usage = memberOf(chunk, "usage"); usage && usage->is_object()) {
        m_text.takeUsage(*usage);
        m_hasUsage = true;
    }
    const Json *choices = memberOf(chunk, "choices"); // None in the chunk that tells the usage.
    if (choices && choices->is_array() && !choices->empty())
        m_text.takeChoice(choices->front(), "delta");
    if (m_text.isOverLimit())
        m_error = ReplyError::textTooLong(ChatText::maximumTextBytes);
}

Result<ChatAnswer> ChatStream::result() const
{
    if (m_error)
        return *m_error;
    if (!m_isDone && !m_text.isFinished())
        return ReplyError::cutOff();
    return m_text.judged(m_key);
}

}
