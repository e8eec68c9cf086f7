// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/allow/VisibleText.h"

#include <QChar>
#include <QList>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

bool isHiding(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
        return character != U'\n' && character != U'\t';
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

}

QString visibleText(const QString &text)
{
    QString shown;
    shown.reserve(text.size());
    const QList<uint> characters = text.toUcs4();
    for (const uint character : characters) {
        if (isHiding(character))
            shown += u"‹U+%1›"_s.arg(QString::number(character, 16).toUpper().rightJustified(4, u'0'));
        else
            shown += QChar::fromUcs4(character);
    }
    return shown;
}

}
