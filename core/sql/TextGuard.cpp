// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/TextGuard.h"

#include "core/sql/Utf8.h"

#include <algorithm>
#include <array>
#include <string_view>

using namespace Qt::StringLiterals;

namespace sqlai::sql {
namespace {

/// So many runs of the greatest length may one text hold: some milliseconds of the lexer's time.
constexpr qsizetype longestRuns = 10;

Finding deny(const QString &reason, qsizetype offset)
{
    return {.layer = Layer::Text, .reason = reason, .offset = offset};
}

bool isPlainAscii(char byte)
{
    return (byte >= ' ' && byte <= '~') || byte == '\n' || byte == '\t' || byte == '\r' || byte == '\f';
}

/// A table, since it is asked for every byte.
constexpr std::array<bool, 256> operatorCharacters = [] {
    std::array<bool, 256> table{};
    for (const char character : std::string_view("~!@#^&|`?+-*/%<>="))
        table[static_cast<unsigned char>(character)] = true;
    return table;
}();

bool isOperatorCharacter(char byte)
{
    return operatorCharacters[static_cast<unsigned char>(byte)];
}

bool isWord(QByteArrayView text, QByteArrayView word)
{
    return text.size() == word.size() && text.compare(word, Qt::CaseInsensitive) == 0;
}

/// Letters and marks that leave nothing on the screen, though Unicode does not count them among the format characters.
bool isBlankLetter(char32_t value)
{
    return value == 0x034F || value == 0x115F || value == 0x1160 || value == 0x17B4 || value == 0x17B5
           || value == 0x2800 || value == 0x3164 || value == 0xFFA0;
}

/// What joins and colours emoji, which do stand in comments.
bool isEmojiPart(char32_t value)
{
    return value == 0x200D || (value >= 0xFE00 && value <= 0xFE0F);
}

bool isVariationSelector(char32_t value)
{
    return (value >= 0xFE00 && value <= 0xFE0F) || (value >= 0xE0100 && value <= 0xE01EF);
}

bool isInvisible(char32_t value)
{
    if (value < 0x80)
        return !isPlainAscii(static_cast<char>(value));
    switch (QChar::category(value)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return isBlankLetter(value) || isVariationSelector(value);
    }
}

/// Blanks that PostgreSQL takes for letters: a word with one in it is not the word that a person reads.
bool isForeignBlank(char32_t value)
{
    return value >= 0x80 && QChar::category(value) == QChar::Separator_Space;
}

QString codePointName(char32_t value)
{
    return u"U+%1"_s.arg(static_cast<uint>(value), 4, 16, QLatin1Char('0')).toUpper();
}

}

TextGuard::TextGuard(QByteArrayView sql, const TextLimits &limits)
    : m_sql(sql)
    , m_limits(limits)
{
}

MaybeFinding TextGuard::checkBytes() const
{
    if (m_sql.size() > m_limits.bytes)
        return deny(
            tr("it is %1 bytes long, and at most %2 can be checked; shorten it").arg(m_sql.size()).arg(m_limits.bytes),
            -1);
    if (auto finding = checkEncoding())
        return finding;
    return checkOperatorRuns();
}

MaybeFinding TextGuard::checkEncoding() const
{
    for (qsizetype i = 0; i < m_sql.size();) {
        if (isPlainAscii(m_sql[i])) {
            ++i;
            continue;
        }
        if (m_sql[i] == '\0')
            return deny(tr("it contains a NUL character, at which PostgreSQL would stop reading; delete it"), i);
        const int length = codePointAt(m_sql, i).length;
        if (length == 0)
            return deny(tr("it is not valid UTF-8; save it as UTF-8 and try again"), i);
        i += length;
    }
    return std::nullopt;
}

MaybeFinding TextGuard::checkOperatorRuns() const
{
    // PostgreSQL's lexer takes a run of operator characters whole, gives back all but the first operator or comment,
    // and begins again: a run costs it the square of its length, so both one run and all squares together have a
    // limit. A ruler of one and the same character, as in a comment, costs nothing, except for '+', which never ends
    // an operator.
    const qsizetype most = m_limits.operatorRun;
    qsizetype squares = 0;
    for (qsizetype begin = 0; begin < m_sql.size();) {
        const auto *const first = m_sql.begin() + begin;
        const qsizetype length = std::find_if_not(first, m_sql.end(), isOperatorCharacter) - first;
        const bool isRuler = length > 1 && *first != '+' && std::count(first, first + length, *first) == length;
        squares += isRuler ? 0 : length * length;
        if (length > most && !isRuler)
            return deny(
                tr("it has %1 operator characters in a row, and at most %2 can be checked; put blanks between them")
                    .arg(length)
                    .arg(most),
                begin);
        if (squares > most * most * longestRuns)
            return deny(tr("it has too many long rows of operator characters; put blanks between them"), begin);
        begin += std::max<qsizetype>(length, 1);
    }
    return std::nullopt;
}

MaybeFinding TextGuard::checkTokens(const std::vector<Token> &tokens) const
{
    if (tokens.size() > static_cast<std::size_t>(m_limits.tokens))
        return deny(tr("it has %1 words and signs, and at most %2 can be checked; shorten it")
                        .arg(tokens.size())
                        .arg(m_limits.tokens),
                    -1);
    if (auto finding = checkDepth(tokens))
        return finding;
    if (std::all_of(m_sql.begin(), m_sql.end(), isPlainAscii))
        return std::nullopt;
    return checkVisible(tokens);
}

MaybeFinding TextGuard::checkDepth(const std::vector<Token> &tokens) const
{
    int depth = 0;
    for (const Token &token : tokens) {
        if (token.kind != TokenKind::Plain)
            continue;
        const QByteArrayView text = m_sql.sliced(token.begin, token.end - token.begin);
        const char first = text.front();
        if (first == '(' || first == '[' || isWord(text, "case"))
            ++depth;
        else if (first == ')' || first == ']' || isWord(text, "end"))
            depth = std::max(0, depth - 1);
        if (depth > m_limits.depth)
            return deny(
                tr("its brackets are nested more than %1 levels deep; write it with fewer levels").arg(m_limits.depth),
                token.begin);
    }
    return std::nullopt;
}

MaybeFinding TextGuard::checkVisible(const std::vector<Token> &tokens) const
{
    qsizetype position = 0;
    for (const Token &token : tokens) {
        if (auto finding = checkVisible(position, token.begin, TokenKind::Plain))
            return finding;
        if (token.kind != TokenKind::StringLiteral) {
            if (auto finding = checkVisible(token.begin, token.end, token.kind))
                return finding;
        }
        position = token.end;
    }
    return checkVisible(position, m_sql.size(), TokenKind::Plain);
}

MaybeFinding TextGuard::checkVisible(qsizetype begin, qsizetype end, TokenKind kind) const
{
    const bool isComment = kind == TokenKind::Comment;
    const bool isQuotedName = m_sql.sliced(begin, end - begin).contains('"');
    for (qsizetype i = begin; i < end;) {
        const CodePoint point = codePointAt(m_sql, i);
        if (isInvisible(point.value) && !(isComment && isEmojiPart(point.value)))
            return deny(tr("it contains the invisible character %1 outside of a text literal, so it may not be what it "
                           "looks like; delete it")
                            .arg(codePointName(point.value)),
                        i);
        if (isForeignBlank(point.value) && !isComment && !isQuotedName)
            return deny(
                tr("it contains the unusual blank %1, which PostgreSQL takes for a letter; type an ordinary blank "
                   "in its place")
                    .arg(codePointName(point.value)),
                i);
        i += point.length;
    }
    return std::nullopt;
}

}
