// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/StatusLine.h"

#include "ui/widgets/Dot.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/VisibleText.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QStyle>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

constexpr int messageMilliseconds = 8'000;
/// In pixels.
constexpr int widestRole = 320;

}

StatusLine::StatusLine(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_actor(makeMutedLabel(theme, FontRole::Small, {}, this))
    , m_connection(addLight(u"connection"_s))
    , m_provider(addLight(u"provider"_s))
    , m_role(new QToolButton(this))
    , m_message(makeMutedLabel(theme, FontRole::Small, {}, this))
    , m_note(makeMutedLabel(theme, FontRole::Small, {}, this))
{
    setObjectName(u"statusLine"_s);
    setAccessibleName(tr("Status"));
    setGround(this, theme, &Colours::window);
    setMinimumHeight(28);
    m_actor->setObjectName(u"actor"_s);
    m_message->setObjectName(u"statusMessage"_s);
    m_message->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_note->setObjectName(u"statusNote"_s);

    m_role->setObjectName(u"roleButton"_s);
    m_role->setAccessibleName(tr("Role"));
    m_role->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_role->setFont(theme.font(FontRole::Small));
    m_role->setIconSize(QSize(14, 14));
    m_role->hide();
    connect(m_role, &QToolButton::clicked, this, &StatusLine::roleWanted);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 1, 16, 0);
    layout->setSpacing(20);
    layout->addWidget(m_actor);
    for (const Light &light : {m_connection, m_provider}) {
        auto *pair = new QHBoxLayout;
        pair->setSpacing(6);
        pair->addWidget(light.dot);
        pair->addWidget(light.label);
        layout->addLayout(pair);
    }
    layout->addWidget(m_role);
    layout->addWidget(m_message, 1);
    layout->addWidget(m_note);
    m_messageEnd.setSingleShot(true);
    m_messageEnd.setInterval(messageMilliseconds);
    connect(&m_messageEnd, &QTimer::timeout, m_message, &QLabel::clear);
}

StatusLine::Light StatusLine::addLight(const QString &name)
{
    const Light light{.dot = new Dot(m_theme, this), .label = makeMutedLabel(m_theme, FontRole::Small, {}, this)};
    light.dot->setObjectName(name + u"Dot"_s);
    light.label->setObjectName(name + u"Status"_s);
    light.dot->hide();
    light.label->hide();
    return light;
}

void StatusLine::setLight(const Light &light, Tone tone, const QString &text, const QString &tip)
{
    light.dot->setTone(tone);
    light.dot->setVisible(!text.isEmpty());
    light.label->setText(text);
    light.label->setVisible(!text.isEmpty());
    light.label->setToolTip(plainToolTip(tip));
    light.label->setAccessibleDescription(tip);
}

void StatusLine::setActor(const Actor &actor)
{
    m_actor->setText(actor.name + u" · "_s + (actor.role == Role::Admin ? tr("admin") : tr("user")));
}

void StatusLine::setConnection(Tone tone, const QString &text)
{
    setLight(m_connection, tone, text);
}

void StatusLine::setProvider(Tone tone, const QString &text, const QString &tip)
{
    setLight(m_provider, tone, text, tip);
}

void StatusLine::setRole(Tone tone, const QString &words, const QString &tip)
{
    const QString text = visibleText(words);
    const bool isDanger = tone == Tone::Danger;
    m_role->setIcon(m_theme.icon(isDanger ? u"warning"_s : u"shield"_s, isDanger ? Ink::Danger : Ink::Muted));
    // Names of roles may be of any length, and hold what would be a mnemonic.
    m_role->setText(m_role->fontMetrics().elidedText(text, Qt::ElideMiddle, widestRole).replace(u'&', u"&&"_s));
    m_role->setVisible(!text.isEmpty());
    m_role->setToolTip(plainToolTip(tip));
    m_role->setAccessibleName(text);
    m_role->setAccessibleDescription(tip);
    m_role->setProperty("tone", isDanger ? u"danger"_s : QString());
    m_role->style()->unpolish(m_role); // A style sheet looks at properties only then.
    m_role->style()->polish(m_role);
}

void StatusLine::setNote(const QString &text)
{
    m_note->setText(text);
}

void StatusLine::showMessage(const QString &text)
{
    m_message->setText(text);
    m_message->setToolTip(plainToolTip(text));
    m_messageEnd.start();
    if (text.isEmpty())
        return;
    QAccessibleEvent alert(m_message, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QString StatusLine::message() const
{
    return m_message->text();
}

void StatusLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.colours().hairline);
}

}
