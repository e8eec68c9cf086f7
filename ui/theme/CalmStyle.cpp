// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/CalmStyle.h"

#include <QGuiApplication>
#include <QStyleFactory>

namespace sqlai::ui {

CalmStyle::CalmStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
}

int CalmStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                         QStyleHintReturn *returned) const
{
    if (hint == SH_UnderlineShortcut)
        return QGuiApplication::queryKeyboardModifiers().testFlag(Qt::AltModifier) ? 1 : 0;
    return QProxyStyle::styleHint(hint, option, widget, returned);
}

}
