// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace sqlai::net {

struct SseEvent {
    /// Empty for an ordinary message.
    QByteArray name = {};
    /// Lines joined with a line feed.
    QByteArray data = {};

    bool operator==(const SseEvent &) const = default;
};

/// Server-sent events out of bytes that come in pieces of any size (WHATWG's event stream: LF, CR or CRLF, comments,
/// several lines of data, a byte order mark at the start). Ids and reconnection times are for browsers and ignored.
/// An event that is not closed by an empty line does not count, as the standard wants it.
class SseParser final
{
public:
    static constexpr qsizetype maximumEventBytes = 1024LL * 1024;

    /// The events that these bytes complete.
    QList<SseEvent> take(QByteArrayView bytes);
    /// A line or an event grew beyond the limit; nothing is read any more.
    bool isOverLimit() const { return m_isOverLimit; }

private:
    void endLine(QList<SseEvent> &events);
    void takeField(QByteArrayView line);
    void dispatch(QList<SseEvent> &events);

    QByteArray m_line;
    SseEvent m_event;
    bool m_hasData = false;
    bool m_isFirstLine = true;
    bool m_isAfterReturn = false;
    bool m_isOverLimit = false;
};

}
