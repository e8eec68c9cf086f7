// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/llm/ChatStream.h"

#include <QByteArray>

#include <optional>

namespace sqlai::llm {

/// Reads the body of a good answer (200) as its bytes come: whole or streamed, as it looks and not as it was asked for,
/// since some endpoints stream always and some never.
class ChatReader final
{
public:
    /// Content-Type in small letters; the key is kept out of errors.
    ChatReader(const QByteArray &contentType, const Secret &key);

    void take(const QByteArray &bytes);
    /// Also of an answer that fails.
    const QString &text() const;
    /// As far as it has been told; also of an answer that fails.
    const TokenUsage &usage() const;
    /// The model has said its last word, though the stream may go on.
    bool isFinished() const { return m_stream && m_stream->isFinished(); }
    /// Nothing more is to be waited for.
    bool isComplete() const;
    /// At the end of the body; the text is there from then on if it came whole. Errors: BadReply.
    Result<ChatAnswer> result();

private:
    Result<ChatAnswer> wholeResult();

    const bool m_isCalledStream;
    const Secret m_key;
    /// What has come of a whole answer, or of one that does not show yet what it is.
    QByteArray m_body;
    std::optional<ChatStream> m_stream;
    ChatText m_whole;
};

}
