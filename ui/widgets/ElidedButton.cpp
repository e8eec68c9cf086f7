// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ElidedButton.h"

#include "ui/widgets/Labels.h"

#include <QStyleOptionButton>
#include <QStylePainter>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

constexpr int narrowest = 80;

}

ElidedButton::ElidedButton(const QString &words, QWidget *parent)
    : QPushButton(QString(words).replace(u'&', u"&&"_s), parent)
{
    setAccessibleName(words);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize ElidedButton::minimumSizeHint() const
{
    return {narrowest, sizeHint().height()};
}

QString ElidedButton::shownText() const
{
    QStyleOptionButton option;
    initStyleOption(&option);
    const int room = style()->subElementRect(QStyle::SE_PushButtonContents, &option, this).width();
    return fontMetrics().elidedText(text(), Qt::ElideRight, room, Qt::TextShowMnemonic);
}

void ElidedButton::resizeEvent(QResizeEvent *event)
{
    QPushButton::resizeEvent(event);
    setToolTip(shownText() == text() ? QString() : plainToolTip(accessibleName()));
}

void ElidedButton::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text = shownText();
    painter.drawControl(QStyle::CE_PushButton, option);
}

}
