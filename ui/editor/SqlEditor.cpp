// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/SqlEditor.h"

#include "ui/editor/SqlLexer.h"

#include <QKeyEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

constexpr int markerMargin = 0;
constexpr int numberMargin = 1;
constexpr int spaceMargin = 2;
constexpr int lineMargin = 3;
constexpr int markerWidth = 10;
constexpr int spaceWidth = 6;
constexpr int textPadding = 12;
constexpr int errorIndicator = 8;
constexpr int errorMarker = 1;

/// The end of the word, number or sign that begins at the index.
qsizetype endOfWord(const QString &text, qsizetype begin)
{
    const auto isWord = [](QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'.' || c == u'"'; };
    qsizetype end = begin;
    while (end < text.size() && isWord(text[end]))
        ++end;
    return std::max(end, std::min(begin + 1, text.size()));
}

}

SqlEditor::SqlEditor(const Theme &theme, QWidget *parent)
    : QsciScintilla(parent)
    , m_theme(theme)
    , m_lexer(new SqlLexer(theme, this))
{
    setObjectName(u"sql"_s);
    setAccessibleName(tr("SQL"));
    setFrameShape(QFrame::NoFrame);
    setUtf8(true);
    setEolMode(EolUnix);
    setLexer(m_lexer);
    setTabWidth(4);
    setIndentationsUseTabs(false);
    setAutoIndent(true);
    setBraceMatching(SloppyBraceMatch);
    setCaretLineVisible(true);
    setScrollWidth(1);
    setScrollWidthTracking(true);
    setMargins(4);
    setMarginType(numberMargin, NumberMargin);
    setMarginType(markerMargin, SymbolMarginColor);
    setMarginWidth(markerMargin, markerWidth);
    setMarginWidth(spaceMargin, spaceWidth);
    setMarginWidth(lineMargin, 1);
    for (const int margin : {spaceMargin, lineMargin})
        setMarginType(margin, SymbolMarginColor);
    for (const int margin : {numberMargin, spaceMargin, lineMargin})
        setMarginMarkerMask(margin, 0);
    setMarginMarkerMask(markerMargin, 1 << errorMarker);
    SendScintilla(SCI_SETMARGINLEFT, 0UL, static_cast<long>(textPadding));
    // SQL runs from left to right, whatever the language around it.
    setLayoutDirection(Qt::LeftToRight);
    // Painted into a buffer it would take the application's direction; Qt buffers the window anyway.
    SendScintilla(SCI_SETBUFFEREDDRAW, 0UL);
    indicatorDefine(SquiggleIndicator, errorIndicator);
    markerDefine(Circle, errorMarker);
    // These belong to the window.
    for (const QKeyCombination combination :
         {Qt::CTRL | Qt::Key_L, Qt::CTRL | Qt::Key_T, Qt::CTRL | Qt::Key_E, QKeyCombination(Qt::Key_Escape)}) {
        if (QsciCommand *command = standardCommands()->boundTo(combination.toCombined()))
            command->setKey(0);
    }
    connect(this, &QsciScintilla::linesChanged, this, &SqlEditor::fitGutter);
    connect(this, &QsciScintilla::textChanged, this, &SqlEditor::clearError);
    connect(&theme, &Theme::changed, this, &SqlEditor::takeTheme);
    takeTheme();
}

void SqlEditor::setSql(const QString &sql)
{
    if (sql == text())
        return;
    beginUndoAction();
    selectAll(true);
    replaceSelectedText(sql);
    endUndoAction();
    setCursorPosition(0, 0);
    ensureLineVisible(0);
    // The width only ever grows by itself: a long line that is gone would leave its scroll bar behind.
    setScrollWidth(1);
    SendScintilla(SCI_SETXOFFSET, 0UL);
}

void SqlEditor::insertAtCursor(const QString &text)
{
    if (isReadOnly())
        return;
    beginUndoAction();
    replaceSelectedText(text);
    endUndoAction();
    setFocus();
}

void SqlEditor::markError(int position)
{
    clearError();
    if (position <= 0)
        return;
    const QString all = text();
    // The position counts code points, QString UTF-16, the editor bytes.
    qsizetype begin = 0;
    for (int i = 1; i < position && begin < all.size(); ++i)
        begin += all[begin].isHighSurrogate() ? 2 : 1;
    const auto byteOf = [&all](qsizetype index) { return all.left(index).toUtf8().size(); };
    int line = 0;
    int column = 0;
    int endLine = 0;
    int endColumn = 0;
    lineIndexFromPosition(static_cast<int>(byteOf(begin)), &line, &column);
    lineIndexFromPosition(static_cast<int>(byteOf(endOfWord(all, begin))), &endLine, &endColumn);
    fillIndicatorRange(line, column, endLine, endColumn, errorIndicator);
    markerAdd(line, errorMarker);
    ensureLineVisible(line);
    m_hasErrorMark = true;
}

void SqlEditor::clearError()
{
    if (!m_hasErrorMark)
        return;
    m_hasErrorMark = false;
    markerDeleteAll(errorMarker);
    int line = 0;
    int column = 0;
    lineIndexFromPosition(static_cast<int>(length()), &line, &column);
    clearIndicatorRange(0, 0, line, column, errorIndicator);
}

int SqlEditor::gutterWidth() const
{
    return marginWidth(markerMargin) + marginWidth(numberMargin) + marginWidth(spaceMargin);
}

bool SqlEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isReturn && key->modifiers().testFlag(Qt::ControlModifier)) {
            event->accept();
            if (event->type() == QEvent::KeyPress)
                Q_EMIT runRequested();
            return true;
        }
    }
    return QsciScintilla::event(event);
}

void SqlEditor::takeTheme()
{
    const Colours &colours = m_theme.colours();
    const QFont code = m_theme.font(FontRole::Code);
    m_lexer->takeTheme();
    setMarginsFont(code);
    setMarginsForegroundColor(colours.muted);
    setMarginsBackgroundColor(colours.gutter);
    for (const int margin : {markerMargin, spaceMargin})
        setMarginBackgroundColor(margin, colours.gutter);
    setMarginBackgroundColor(lineMargin, colours.hairline);
    setCaretForegroundColor(colours.text);
    setCaretLineBackgroundColor(colours.otherRow);
    setSelectionBackgroundColor(colours.selection);
    resetSelectionForegroundColor();
    setMatchedBraceBackgroundColor(colours.accentSoft);
    setMatchedBraceForegroundColor(colours.accent);
    setUnmatchedBraceBackgroundColor(colours.dangerSoft);
    setUnmatchedBraceForegroundColor(colours.danger);
    setIndicatorForegroundColor(colours.danger, errorIndicator);
    setMarkerBackgroundColor(colours.danger, errorMarker);
    setMarkerForegroundColor(colours.danger, errorMarker);
    // A line of 20 pixels for a font of 13.
    const int extra = std::max(0, QFontMetrics(code).height() * 20 / 17 - QFontMetrics(code).height());
    setExtraAscent(extra / 2 + extra % 2);
    setExtraDescent(extra / 2);
    fitGutter();
}

void SqlEditor::fitGutter()
{
    const QString widest = u"0"_s.repeated(std::max(2, static_cast<int>(QString::number(lines()).size())));
    const int width = QFontMetrics(m_theme.font(FontRole::Code)).horizontalAdvance(widest) + 4;
    setMarginWidth(numberMargin, width);
    Q_EMIT gutterChanged();
}

}
