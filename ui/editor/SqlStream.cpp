// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/SqlStream.h"

#include "ui/editor/SqlEditor.h"

#include <chrono>

namespace sqlai::ui {
namespace {

/// Some thirty pictures a second: smooth to the eye, and cheap.
constexpr std::chrono::milliseconds pause(33);

using Sci = QsciScintilla;

}

SqlStream::SqlStream(SqlEditor *editor)
    : QObject(editor)
    , m_editor(editor)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &SqlStream::write);
}

void SqlStream::show(const QString &sql)
{
    if (!m_isActive) {
        if (sql.isEmpty())
            return;
        begin();
    }
    m_newest = sql;
    if (!m_pause.isActive())
        write();
}

void SqlStream::begin()
{
    m_isActive = true;
    m_own = {.text = m_editor->sql().toUtf8(),
             .anchor = m_editor->SendScintilla(Sci::SCI_GETANCHOR),
             .caret = m_editor->SendScintilla(Sci::SCI_GETCURRENTPOS),
             .firstLine = m_editor->SendScintilla(Sci::SCI_GETFIRSTVISIBLELINE),
             .xOffset = m_editor->SendScintilla(Sci::SCI_GETXOFFSET)};
    m_editor->setReadOnly(true);
    // What the history of undo holds stays true, since end() puts the very same text back.
    m_editor->SendScintilla(Sci::SCI_SETUNDOCOLLECTION, 0UL);
    replace({});
    m_editor->SendScintilla(Sci::SCI_SETXOFFSET, 0L);
}

void SqlStream::write()
{
    const QByteArray text = m_newest.toUtf8();
    if (text == m_shown)
        return;
    m_pause.start();
    const bool isFollowing = isEndInView();
    replace(text);
    if (isFollowing)
        m_editor->SendScintilla(Sci::SCI_SETFIRSTVISIBLELINE, m_editor->SendScintilla(Sci::SCI_GETLINECOUNT));
}

/// What is there already stays as it is: nothing flickers, and a selection within it survives.
void SqlStream::replace(const QByteArray &text)
{
    const auto send = [this](unsigned message, long first, auto second) {
        m_editor->SendScintilla(message, static_cast<unsigned long>(first), second);
    };
    const bool isMore = !m_shown.isEmpty() && text.startsWith(m_shown);
    const long kept = isMore ? static_cast<long>(m_shown.size()) : 0;
    const long length = m_editor->SendScintilla(Sci::SCI_GETLENGTH);
    send(Sci::SCI_SETREADONLY, 0, 0L);
    // One call for each, and no undo action around them: that would drop what could be redone.
    if (length > kept)
        send(Sci::SCI_DELETERANGE, kept, length - kept);
    if (text.size() > kept)
        send(Sci::SCI_APPENDTEXT, static_cast<long>(text.size()) - kept, text.constData() + kept);
    send(Sci::SCI_SETREADONLY, 1, 0L);
    m_shown = text;
}

bool SqlStream::isEndInView() const
{
    const long firstLine = m_editor->SendScintilla(Sci::SCI_GETFIRSTVISIBLELINE);
    const long linesInView = m_editor->SendScintilla(Sci::SCI_LINESONSCREEN);
    return firstLine + linesInView >= m_editor->SendScintilla(Sci::SCI_GETLINECOUNT);
}

void SqlStream::end()
{
    if (!m_isActive)
        return;
    m_pause.stop();
    replace(m_own.text);
    m_shown.clear();
    m_newest.clear();
    m_editor->SendScintilla(Sci::SCI_SETUNDOCOLLECTION, 1UL);
    m_editor->setReadOnly(false);
    m_editor->SendScintilla(Sci::SCI_SETSEL, m_own.anchor, m_own.caret);
    m_editor->SendScintilla(Sci::SCI_SETFIRSTVISIBLELINE, m_own.firstLine);
    m_editor->SendScintilla(Sci::SCI_SETXOFFSET, m_own.xOffset);
    m_own = {};
    m_isActive = false;
}

}
