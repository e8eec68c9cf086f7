// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Numbers.h"

#include <QCoreApplication>
#include <QLocale>

namespace sqlai::ui {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("sqlai::ui::Numbers", text);
}

}

QString countText(qint64 count)
{
    QLocale locale;
    // The C locale groups no digits; a person still wants them.
    if (locale.language() == QLocale::C)
        locale = QLocale(QLocale::English);
    locale.setNumberOptions(QLocale::DefaultNumberOptions);
    return locale.toString(count);
}

QString shortCountText(qint64 count)
{
    if (count < 10'000)
        return countText(count);
    if (count < 1'000'000)
        return tr("%1 k").arg(countText((count + 500) / 1'000));
    const double millions = static_cast<double>(count) / 1e6;
    return tr("%1 M").arg(QLocale().toString(millions, 'f', millions < 10 ? 1 : 0));
}

QString durationText(qint64 milliseconds)
{
    if (milliseconds >= 60'000)
        return tr("%1 min %2 s").arg(milliseconds / 60'000).arg(milliseconds / 1'000 % 60);
    if (milliseconds < 10)
        return tr("< %1 s").arg(QLocale().toString(0.01, 'f', 2));
    const double seconds = static_cast<double>(milliseconds) / 1e3;
    return tr("%1 s").arg(QLocale().toString(seconds, 'f', seconds < 1 ? 2 : 1));
}

}
