// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/PromptText.h"

#include "core/sql/Identifier.h"

#include <QList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::schema {
namespace {

/// Whether a character may end a section, or is not to be seen.
bool isUnsafe(char32_t c)
{
    return !QChar::isPrint(c) || (QChar::isSpace(c) && c != U' ') || c == U'`' || c == U'<' || c == U'>';
}

bool isSafe(const QString &text)
{
    const auto characters = text.toUcs4();
    return std::none_of(characters.begin(), characters.end(), [](char32_t c) { return isUnsafe(c); });
}

/// PostgreSQL's U&'...' or U&"...".
QString escaped(const QString &text, QChar quote)
{
    QString result = u"U&"_s + quote;
    for (const char32_t c : text.toUcs4()) {
        if (c == static_cast<char32_t>(quote.unicode()))
            result += QString(2, quote);
        else if (isUnsafe(c) || c == U'\\')
            result += u"\\+%1"_s.arg(static_cast<uint>(c), 6, 16, QLatin1Char('0'));
        else
            result += QStringView(QChar::fromUcs4(c));
    }
    return result + quote;
}

}

QString promptIdentifier(const QString &name)
{
    return isSafe(name) ? sql::quotedIdentifier(name) : escaped(name, u'"');
}

QString promptLiteral(const QString &text)
{
    if (!isSafe(text))
        return escaped(text, u'\'');
    return u'\'' + QString(text).replace(u'\'', u"''"_s) + u'\'';
}

QString promptLine(const QString &text, qsizetype maximumLength)
{
    QList<char32_t> line;
    for (char32_t c : text.toUcs4()) {
        if (c == U'`')
            c = U'\'';
        else if (c == U'<' || c == U'>')
            c = c == U'<' ? U'\u2039' : U'\u203A';
        else if (isUnsafe(c))
            c = U' ';
        if (c != U' ' || (!line.isEmpty() && line.last() != U' '))
            line.append(c);
        if (line.size() > maximumLength)
            break;
    }
    if (line.size() > maximumLength) {
        line.resize(std::max<qsizetype>(0, maximumLength - 1));
        line.append(U'\u2026');
    }
    return QString::fromUcs4(line.constData(), line.size()).trimmed();
}

}
