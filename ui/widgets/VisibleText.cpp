// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/VisibleText.h"

#include "core/base/SteeringText.h"

#include <QChar>
#include <QList>

using namespace Qt::StringLiterals;

namespace sqlai::ui {

QString visibleText(const QString &text)
{
    QString shown;
    shown.reserve(text.size());
    const QList<uint> characters = text.toUcs4();
    for (const uint character : characters) {
        const bool isKept = character == U'\n' || character == U'\t';
        if (!isKept && isUnseen(character))
            shown += u"‹U+%1›"_s.arg(QString::number(character, 16).toUpper().rightJustified(4, u'0'));
        else
            shown += QChar::fromUcs4(character);
    }
    return shown;
}

}
