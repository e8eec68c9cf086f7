// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/ModelText.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::query {
namespace {

constexpr auto fenceMark = u"```";
constexpr qsizetype longestLanguage = 20;

/// Whether nothing but blanks stands from here to the line's end; reads no further than it must.
bool isLineBlankFrom(QStringView text, qsizetype position)
{
    while (position < text.size() && text[position] != u'\n' && text[position].isSpace())
        ++position;
    return position == text.size() || text[position] == u'\n';
}

qsizetype backquotesAt(QStringView text, qsizetype position)
{
    qsizetype end = position;
    while (end < text.size() && text[end] == u'`')
        ++end;
    return end - position;
}

/// Whether nothing but blanks stands between the line's begin, or `from`, and here.
bool isLineBlankBefore(QStringView text, qsizetype from, qsizetype position)
{
    while (position > from && (text[position - 1] == u' ' || text[position - 1] == u'\t'))
        --position;
    return position == from || text[position - 1] == u'\n';
}

/// The closing fence: at a line's begin or end, or anywhere in the opening one's line where the content stands there.
qsizetype closingFence(QStringView text, qsizetype from, qsizetype length, bool isInline)
{
    qsizetype looked = from;
    for (qsizetype at = text.indexOf(fenceMark, from); at >= 0; at = text.indexOf(fenceMark, looked)) {
        const qsizetype run = backquotesAt(text, at);
        isInline = isInline && !text.sliced(looked, at - looked).contains(u'\n');
        looked = at + run;
        if (run >= length && (isInline || isLineBlankBefore(text, from, at) || isLineBlankFrom(text, looked)))
            return at;
    }
    return -1;
}

bool isLanguage(QStringView word)
{
    const bool isWord = std::all_of(word.begin(), word.end(), [](QChar c) {
        return c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'+' || c == u'.' || c == u'#';
    });
    return isWord && !word.isEmpty() && word.front().isLetter();
}

bool isSqlName(QStringView word)
{
    static const QStringList names{u"sql"_s,  u"postgresql"_s, u"postgres"_s, u"pgsql"_s,
                                   u"psql"_s, u"plpgsql"_s,    u"json"_s};
    return names.contains(word, Qt::CaseInsensitive);
}

/// The language of a fence whose backquotes end here; empty where none stands there.
QStringView languageAt(QStringView text, qsizetype position)
{
    const QStringView info = text.sliced(position).first(std::min(text.size() - position, longestLanguage + 1));
    const auto wordEnd = std::find_if(info.begin(), info.end(), [](QChar c) { return c.isSpace() || c == u'`'; });
    const QStringView word = info.first(wordEnd - info.begin());
    const bool standsAlone = word.size() <= longestLanguage && isLineBlankFrom(text, position + word.size());
    return isSqlName(word) || (standsAlone && isLanguage(word)) ? word : QStringView();
}

/// Whether backquotes behind other words open a block, and are not just spoken of: "I use ``` fences".
bool opensBehindWords(QStringView text, qsizetype behind, qsizetype length)
{
    const bool hasLanguage = !languageAt(text, behind).isEmpty();
    const qsizetype next = text.indexOf(fenceMark, behind);
    if (next < 0)
        return hasLanguage; // More may be on its way.
    const qsizetype nextLength = backquotesAt(text, next);
    if (!text.sliced(behind, next - behind).contains(u'\n'))
        return nextLength >= length;
    // What has a language opens a block, and so does not close this one.
    return (hasLanguage || isLineBlankFrom(text, behind)) && languageAt(text, next + nextLength).isEmpty();
}

qsizetype openingFence(QStringView text, qsizetype from)
{
    qsizetype looked = from;
    for (qsizetype at = text.indexOf(fenceMark, from); at >= 0; at = text.indexOf(fenceMark, looked)) {
        const qsizetype length = backquotesAt(text, at);
        looked = at + length;
        if (isLineBlankBefore(text, from, at) || opensBehindWords(text, looked, length))
            return at;
    }
    return -1;
}

}

QString withoutThinking(const QString &text)
{
    if (!text.contains(u'<'))
        return text;
    static const QRegularExpression tag(u"<(/?)(?:think|thinking|thought|reasoning|reflection)>"_s,
                                        QRegularExpression::CaseInsensitiveOption);
    QString rest;
    qsizetype copied = 0;
    bool isThinking = false;
    auto found = tag.globalMatch(text);
    if (!found.hasNext())
        return text;
    auto block = nextCodeBlock(text, 0);
    while (found.hasNext()) {
        const auto match = found.next();
        const bool isClosing = match.capturedLength(1) > 0;
        if (isThinking) {
            if (isClosing)
                copied = match.capturedEnd();
            isThinking = !isClosing;
            continue;
        }
        // The block looked at last may have begun in what was thought: only those behind it count.
        while (block && (block->begin < copied || block->end <= match.capturedStart()))
            block = nextCodeBlock(text, block->begin < copied ? copied : block->end);
        if (block && block->begin < match.capturedStart())
            continue; // Inside a fence it is the code's own.
        rest += QStringView(text).sliced(copied, match.capturedStart() - copied);
        copied = match.capturedStart();
        isThinking = !isClosing;
        if (isClosing) { // Some templates swallow the opening tag.
            rest.clear();
            copied = match.capturedEnd();
        }
    }
    return isThinking ? rest : rest += QStringView(text).sliced(copied);
}

std::optional<CodeBlock> nextCodeBlock(QStringView text, qsizetype from)
{
    const qsizetype begin = openingFence(text, from);
    if (begin < 0)
        return std::nullopt;
    const qsizetype length = backquotesAt(text, begin);
    const QStringView language = languageAt(text, begin + length);
    const qsizetype contentBegin = begin + length + language.size();
    CodeBlock block{.language = language.toString().toLower(), .begin = begin};
    const bool isInline = !isLineBlankFrom(text, contentBegin);
    const qsizetype end = closingFence(text, contentBegin, length, isInline);
    block.isClosed = end >= 0;
    block.content = block.isClosed ? text.sliced(contentBegin, end - contentBegin) : text.sliced(contentBegin);
    block.end = block.isClosed ? end + backquotesAt(text, end) : text.size();
    return block;
}

QString plainParagraph(const QString &markdown, qsizetype maximumLength)
{
    static const QRegularExpression lineMarks(u"^[ \\t]*+(?:#{1,6}|>+|[-*+•]|-{3,})(?:[ \\t]+|$)"_s,
                                              QRegularExpression::MultilineOption);
    // More than is shown, since marks and blanks go; not all, since a megabyte of marks would take its time.
    QString text = markdown.trimmed().left(8 * maximumLength);
    text.remove(lineMarks).remove(u"**"_s).remove(u"__"_s).remove(u'`');
    text = text.simplified();
    if (text.size() > maximumLength) {
        const bool isSplit = text[maximumLength - 2].isHighSurrogate();
        text.truncate(maximumLength - (isSplit ? 2 : 1));
        text += u'…';
    }
    return text;
}

std::optional<QString> cannotAnswerReason(const QString &text)
{
    // Nothing in it may run over a line's end: a megabyte of empty lines would be read again from each.
    static const QRegularExpression form(u"^[ \\t*_>#\"'/-]*+CANNOT[ _]ANSWER[*_]*+[ \\t]*+(?:[:：.–—-]|\\r?$)"_s,
                                         QRegularExpression::MultilineOption
                                             | QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression paragraphEnd(u"\\n[ \\t\\r]*+\\n|```"_s);
    const auto found = form.match(text);
    if (!found.hasMatch())
        return std::nullopt;
    const QString reason = text.sliced(found.capturedEnd()).trimmed();
    const auto end = paragraphEnd.match(reason);
    return plainParagraph(end.hasMatch() ? reason.first(end.capturedStart()) : reason);
}

}
