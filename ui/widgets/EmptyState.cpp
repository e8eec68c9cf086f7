// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/EmptyState.h"

#include "ui/widgets/ElidedButton.h"

#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

constexpr int widest = 460;

}

EmptyState::EmptyState(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_choices(new QVBoxLayout)
{
    setObjectName(u"emptyState"_s);
    m_title->setObjectName(u"emptyTitle"_s);
    m_text->setObjectName(u"emptyText"_s);
    m_title->setFont(theme.font(FontRole::Strong));
    for (QLabel *label : {m_title, m_text}) {
        label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setMaximumWidth(widest);
    }
    m_icon->setAlignment(Qt::AlignCenter);
    m_choices->setSpacing(8);

    auto *middle = new QVBoxLayout;
    middle->setSpacing(4);
    middle->addStretch(2);
    middle->addWidget(m_icon);
    middle->addSpacing(4);
    middle->addWidget(m_title);
    middle->addWidget(m_text);
    middle->addSpacing(8);
    middle->addLayout(m_choices);
    middle->addStretch(3);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 8, 16, 8);
    layout->addStretch(1);
    layout->addLayout(middle, 8);
    layout->addStretch(1);
    connect(&theme, &Theme::changed, this, &EmptyState::colour);
    colour();
}

void EmptyState::setText(const QString &icon, const QString &title, const QString &text)
{
    m_iconName = icon;
    m_icon->setVisible(!icon.isEmpty());
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    colour();
}

void EmptyState::setChoices(const QStringList &choices, ChoiceLook look)
{
    while (const QLayoutItem *item = m_choices->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (const QString &choice : choices) {
        auto *button = new ElidedButton(choice, this);
        button->setObjectName(u"choice%1"_s.arg(m_choices->count()));
        const bool isCard = look == ChoiceLook::Cards;
        if (isCard)
            button->setProperty("look", u"card"_s);
        button->setMaximumWidth(widest);
        m_choices->addWidget(button, 0, isCard ? Qt::Alignment() : Qt::AlignHCenter);
        connect(button, &QPushButton::clicked, this, [this, choice] { Q_EMIT chosen(choice); });
    }
}

void EmptyState::colour()
{
    QPalette palette = m_text->palette();
    palette.setColor(QPalette::WindowText, m_theme.colours().muted);
    m_text->setPalette(palette);
    if (!m_iconName.isEmpty())
        m_icon->setPixmap(m_theme.icon(m_iconName, Ink::Muted).pixmap(QSize(24, 24), devicePixelRatioF()));
}

}
