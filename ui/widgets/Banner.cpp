// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Banner.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sqlai::ui {

Banner::Banner(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_label(new QLabel(this))
    , m_button(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(u"banner"_s);
    setAccessibleName(tr("Message"));
    m_label->setObjectName(u"bannerText"_s);
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_label->setAccessibleName(tr("Message"));
    // A server's message may hold one word of any length.
    m_label->setMinimumWidth(80);
    m_button->setObjectName(u"bannerAction"_s);
    m_button->setText(tr("Try again")); // Never nameless, even before its first use.
    m_close->setObjectName(u"bannerClose"_s);
    m_close->setIcon(theme.icon(u"close"_s, Ink::Muted));
    m_close->setAccessibleName(tr("Close this message"));
    m_close->setToolTip(m_close->accessibleName());
    m_close->setFixedSize(24, 24);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(12);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_button, 0, Qt::AlignTop);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_close, &QToolButton::clicked, this, &Banner::clear);
    connect(m_button, &QPushButton::clicked, this, [this] {
        const auto action = m_action;
        clear();
        if (action)
            action();
    });
    connect(&theme, &Theme::changed, this, &Banner::colour);
    hide();
}

void Banner::showMessage(Tone tone, const QString &text, const BannerAction &action)
{
    m_tone = tone;
    m_action = action.run;
    m_label->setText(text);
    m_button->setText(action.text);
    m_button->setVisible(!action.text.isEmpty());
    colour();
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Banner::clear()
{
    m_action = {};
    m_label->clear();
    hide();
}

QString Banner::text() const
{
    return m_label->text();
}

void Banner::colour()
{
    QPalette palette = m_label->palette();
    palette.setColor(QPalette::WindowText, toneColour(m_theme.colours(), m_tone));
    m_label->setPalette(palette);
    update();
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneGround(m_theme.colours(), m_tone));
    painter.drawRoundedRect(rect(), 8, 8);
}

}
