// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Labels.h"

#include <QLabel>
#include <QTextDocument>

namespace sqlai::ui {

QLabel *makeMutedLabel(const Theme &theme, FontRole role, const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setFont(theme.font(role));
    label->setTextFormat(Qt::PlainText);
    const auto colour = [label, &theme] {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, theme.colours().muted);
        label->setPalette(palette);
    };
    QObject::connect(&theme, &Theme::changed, label, colour);
    colour();
    return label;
}

QLabel *makeHeading(const Theme &theme, const QString &text, QWidget *parent)
{
    QLabel *label = makeMutedLabel(theme, FontRole::SmallStrong, text, parent);
    label->setContentsMargins(4, 0, 4, 0);
    return label;
}

QString plainToolTip(const QString &text)
{
    return text.isEmpty() ? QString() : Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal);
}

void setGround(QWidget *widget, const Theme &theme, QColor Colours::*colour)
{
    const auto paint = [widget, &theme, colour] {
        QPalette palette = widget->palette();
        palette.setColor(QPalette::Window, theme.colours().*colour);
        widget->setPalette(palette);
    };
    widget->setAutoFillBackground(true);
    QObject::connect(&theme, &Theme::changed, widget, paint);
    paint();
}

}
