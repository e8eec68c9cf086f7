// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/SseParser.h"

#include <algorithm>
#include <utility>

namespace sqlai::net {

QList<SseEvent> SseParser::take(QByteArrayView bytes)
{
    QList<SseEvent> events;
    while (!bytes.isEmpty() && !m_isOverLimit) {
        const bool isSecondHalf = std::exchange(m_isAfterReturn, false) && bytes.front() == '\n';
        if (isSecondHalf) { // Of a CRLF, whose CR has ended the line.
            bytes = bytes.sliced(1);
            continue;
        }
        const auto *const end = std::find_if(bytes.begin(), bytes.end(), [](char c) { return c == '\n' || c == '\r'; });
        const qsizetype length = end - bytes.begin();
        m_line.append(bytes.first(length));
        m_isOverLimit = m_line.size() + m_event.data.size() > maximumEventBytes;
        if (end == bytes.end())
            break;
        m_isAfterReturn = *end == '\r';
        bytes = bytes.sliced(length + 1);
        endLine(events);
    }
    return events;
}

void SseParser::endLine(QList<SseEvent> &events)
{
    const QByteArray line = std::exchange(m_line, {});
    QByteArrayView view(line);
    const bool hasMark = std::exchange(m_isFirstLine, false) && view.startsWith("\xEF\xBB\xBF");
    if (hasMark)
        view = view.sliced(3);
    if (view.isEmpty())
        dispatch(events);
    else
        takeField(view);
}

void SseParser::takeField(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    const QByteArrayView name = colon < 0 ? line : line.first(colon);
    QByteArrayView value = colon < 0 ? QByteArrayView() : line.sliced(colon + 1);
    if (value.startsWith(' '))
        value = value.sliced(1);
    if (name == "event") {
        m_event.name = value.toByteArray();
    } else if (name == "data") {
        if (std::exchange(m_hasData, true))
            m_event.data.append('\n');
        m_event.data.append(value);
    }
}

void SseParser::dispatch(QList<SseEvent> &events)
{
    const SseEvent event = std::exchange(m_event, {});
    if (std::exchange(m_hasData, false))
        events.append(event);
}

}
