// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/llm/ChatText.h"
#include "core/net/SseParser.h"

#include <QByteArray>

#include <optional>

namespace sqlai::llm {

/// A streamed answer out of its bytes, which may come in pieces of any size.
class ChatStream final
{
public:
    /// The key is kept out of errors.
    explicit ChatStream(const Secret &key)
        : m_key(key)
    {
    }

    void take(const QByteArray &bytes);
    const QString &text() const { return m_text.text(); }
    const TokenUsage &usage() const { return m_text.usage(); }
    /// The model has said why it ended.
    bool isFinished() const { return m_text.isFinished(); }
    /// [DONE] has come, or all that comes before it, or something that ends it: nothing more is to be waited for.
    bool isComplete() const { return m_isDone || m_error || (m_text.isFinished() && m_hasUsage); }
    /// At the end of the bytes. Errors: BadReply.
    Result<ChatAnswer> result() const;

private:
    void takeEvent(const net::SseEvent &event);
    void takeChunk(const Json &chunk);

    const Secret m_key;
    net::SseParser m_parser;
    ChatText m_text;
    bool m_hasUsage = false;
    bool m_isDone = false;
    std::optional<Error> m_error;
};

}
