// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/TextTable.h"

#include "core/base/SteeringText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::cli {
namespace {

constexpr qsizetype maximumWidth = 60;

QString shortened(const QString &text)
{
    const QString shown = printable(text);
    if (shown.size() <= maximumWidth)
        return shown;
    QString head = shown.left(maximumWidth - 1);
    if (head.back().isHighSurrogate())
        head.chop(1);
    return head + u'…';
}

QString line(const QStringList &cells, const QList<qsizetype> &widths, const QList<int> &rightAligned)
{
    QString text;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const bool isRight = rightAligned.contains(static_cast<int>(i));
        text += isRight ? cells[i].rightJustified(widths[i]) : cells[i].leftJustified(widths[i]);
        text += u"  "_s;
    }
    while (text.endsWith(u' '))
        text.chop(1);
    return text + u'\n';
}

}

QString printable(const QString &text, Lines lines)
{
    QString shown;
    shown.reserve(text.size());
    const QList<uint> characters = text.toUcs4();
    for (const uint character : characters) {
        const bool isKept = lines == Lines::Kept && (character == u'\n' || character == u'\t');
        if (isKept || !isSteering(character))
            shown += QChar::fromUcs4(character);
        else if (character > 0xffff)
            shown += u"\\U%1"_s.arg(character, 8, 16, QChar(u'0'));
        else
            shown += u"\\u%1"_s.arg(character, 4, 16, QChar(u'0'));
    }
    return shown;
}

QString textTable(const QStringList &titles, const QList<QStringList> &rows, const QList<int> &rightAligned)
{
    QList<QStringList> lines = {titles};
    lines += rows;
    QList<qsizetype> widths(titles.size(), 0);
    for (QStringList &cells : lines) {
        for (qsizetype i = 0; i < cells.size(); ++i) {
            cells[i] = shortened(cells[i]);
            widths[i] = std::max(widths[i], cells[i].size());
        }
    }
    QStringList rules;
    for (const qsizetype width : widths)
        rules += QString(width, u'-');

    QString text = line(lines.first(), widths, rightAligned) + line(rules, widths, {});
    for (const QStringList &cells : lines.mid(1))
        text += line(cells, widths, rightAligned);
    return text;
}

}
