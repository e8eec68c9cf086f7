// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/role/SuperuserNotice.h"

#include "ui/widgets/VisibleText.h"

#include <QAccessible>
#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include <initializer_list>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

QPushButton *makeButton(const QString &name, const QString &text, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(name);
    return button;
}

}

SuperuserNotice::SuperuserNotice(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_text(new QLabel(this))
    , m_script(makeButton(u"superuserScript"_s, tr("Write a safer role…"), this))
    , m_allow(makeButton(u"superuserAllow"_s, tr("Allow this superuser…"), this))
    , m_confirm(makeButton(u"superuserConfirm"_s, tr("Allow it"), this))
    , m_refuse(makeButton(u"superuserRefuse"_s, tr("Keep refusing"), this))
{
    setObjectName(u"superuserNotice"_s);
    setAccessibleName(tr("Superuser refused"));
    m_text->setObjectName(u"superuserText"_s);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setAccessibleName(accessibleName());
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 8, 16, 8);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1);
    for (QPushButton *button : {m_script, m_allow, m_refuse, m_confirm})
        layout->addWidget(button, 0, Qt::AlignVCenter);
    connect(m_script, &QPushButton::clicked, this, &SuperuserNotice::scriptWanted);
    connect(m_allow, &QPushButton::clicked, this, [this] { showStep(Step::Confirming); });
    connect(m_refuse, &QPushButton::clicked, this, [this] { showStep(Step::Refused); });
    connect(m_confirm, &QPushButton::clicked, this, &SuperuserNotice::allowWanted);
    connect(&theme, &Theme::changed, this, &SuperuserNotice::colour);
    hide();
}

void SuperuserNotice::showRefusal(const QString &role, MayAllow mayAllow)
{
    m_role = visibleText(role);
    m_mayAllow = mayAllow;
    showStep(Step::Refused);
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void SuperuserNotice::showStep(Step step)
{
    const bool isConfirming = step == Step::Confirming;
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    const QString wayOut = m_mayAllow == MayAllow::Yes
                               ? tr("Connect as a role that may only read.")
                               : tr("Connect as a role that may only read, or ask an administrator to allow it.");
    m_text->setText(
        isConfirming ? tr("If the checks ever missed something, nothing on the server would keep %1 from reading and "
                          "changing everything. Run statements as %1 on this connection from now on?")
                           .arg(m_role)
                     : tr("Statements are refused: the role %1 is a superuser, whom nothing can hold back. %2")
                           .arg(m_role, wayOut));
    m_script->setVisible(!isConfirming);
    m_allow->setVisible(!isConfirming && m_mayAllow == MayAllow::Yes);
    m_confirm->setVisible(isConfirming);
    m_refuse->setVisible(isConfirming);
    // The harmless answer is the one that a hasty Return gives.
    if (isConfirming)
        m_refuse->setFocus();
    else if (hadFocus)
        m_script->setFocus();
    colour();
}

void SuperuserNotice::colour()
{
    QPalette palette = m_text->palette();
    palette.setColor(QPalette::WindowText, m_theme.colours().danger);
    m_text->setPalette(palette);
    update();
}

void SuperuserNotice::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().dangerSoft);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.colours().hairline);
}

}
