// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/SqlLexer.h"

#include "ui/editor/SqlWords.h"

namespace sqlai::ui {

SqlLexer::SqlLexer(const Theme &theme, QObject *parent)
    : QsciLexerSQL(parent)
    , m_theme(theme)
{
    setBackslashEscapes(false);
    setHashComments(false);
    setQuotedIdentifiers(false);
    takeTheme();
}

const char *SqlLexer::keywords(int set) const
{
    // Set 1 is the lexer's Keyword, set 5 its KeywordSet5.
    if (set == 1)
        return sqlKeywords();
    return set == 5 ? sqlFunctions() : nullptr;
}

void SqlLexer::takeTheme()
{
    const Colours &colours = m_theme.colours();
    const QFont plain = m_theme.font(FontRole::Code);
    QFont strong = plain;
    strong.setBold(true);
    QFont slanted = plain;
    slanted.setItalic(true);

    setDefaultFont(plain);
    setDefaultPaper(colours.surface);
    setDefaultColor(colours.text);
    setFont(plain);
    setPaper(colours.surface);
    setColor(colours.text);
    for (const int style : {Keyword, KeywordSet5}) {
        setColor(colours.sqlKeyword, style);
        setFont(strong, style);
    }
    for (const int style : {Comment, CommentLine, CommentLineHash, CommentDoc}) {
        setColor(colours.sqlComment, style);
        setFont(slanted, style);
    }
    setColor(colours.sqlString, SingleQuotedString);
    setColor(colours.sqlNumber, Number);
}

}
