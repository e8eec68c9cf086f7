// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/ChatReader.h"

#include "core/llm/ReplyError.h"

namespace sqlai::llm {
namespace {

constexpr qsizetype longestStart = 1000;

/// By its first character that shows: a JSON object, a web page, or lines such as "data: ...". A byte order mark may
/// stand before any of them.
bool looksLikeStream(const QByteArray &body)
{
    constexpr QByteArrayView mark = "\xEF\xBB\xBF";
    const QByteArray start = body.sliced(body.startsWith(mark) ? mark.size() : 0).left(longestStart).trimmed();
    constexpr QByteArrayView starts = ":deir"; // A comment, "data", "event", "id" or "retry".
    return !start.isEmpty() && starts.contains(start.front());
}

}

ChatReader::ChatReader(const QByteArray &contentType, const Secret &key)
    : m_isCalledStream(contentType.startsWith("text/event-stream"))
    , m_key(key)
{
    if (m_isCalledStream)
        m_stream.emplace(key);
}

void ChatReader::take(const QByteArray &bytes)
{
    if (m_stream) {
        m_stream->take(bytes);
        return;
    }
    const bool isStart = m_body.size() < longestStart;
    // One byte more than is read later shows that there was too much.
    m_body.append(bytes.left(maximumJsonBytes + 1 - m_body.size()));
    if (isStart && looksLikeStream(m_body)) {
        m_stream.emplace(m_key);
        m_stream->take(m_body);
    }
}

const QString &ChatReader::text() const
{
    return m_stream ? m_stream->text() : m_whole.text();
}

const TokenUsage &ChatReader::usage() const
{
    return m_stream ? m_stream->usage() : m_whole.usage();
}

bool ChatReader::isComplete() const
{
    return m_stream ? m_stream->isComplete() : m_body.size() > maximumJsonBytes;
}

Result<ChatAnswer> ChatReader::result()
{
    return m_stream ? m_stream->result() : wholeResult();
}

Result<ChatAnswer> ChatReader::wholeResult()
{
    const auto json = parseReply(m_body);
    if (!json)
        return json.error();
    if (const Json *usage = memberOf(*json, "usage"))
        m_whole.takeUsage(*usage);
    const Json *error = memberOf(*json, "error");
    if (error && !error->is_null())
        return ReplyError::reported(ReplyError::messageOf(m_body, m_key));
    const Json *choices = memberOf(*json, "choices");
    if (!choices || !choices->is_array() || choices->empty())
        return ReplyError::wrongShape(QStringLiteral("choices"));
    const Json *message = memberOf(choices->front(), "message");
    if (!message || !message->is_object())
        return ReplyError::wrongShape(QStringLiteral("choices[0].message"));
    m_whole.takeChoice(choices->front(), "message");
    return m_whole.judged(m_key);
}

}
