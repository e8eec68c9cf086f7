// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/role/RoleWatch.h"

#include "core/base/ErrorText.h"
#include "core/base/WhenReady.h"
#include "core/operations/RoleService.h"
#include "ui/role/RoleDialog.h"
#include "ui/role/SuperuserNotice.h"
#include "ui/window/MainWindow.h"

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

QString statusOf(const report::RoleReport &card)
{
    if (card.isSuperuser)
        return RoleWatch::tr("role: %1 · superuser").arg(card.role);
    switch (report::worstOf(card)) {
    case report::RoleSeverity::Fine:
        return RoleWatch::tr("role: %1 · read only").arg(card.role);
    case report::RoleSeverity::Note:
        return RoleWatch::tr("role: %1 · reads, and a little more").arg(card.role);
    case report::RoleSeverity::Danger:
        break;
    }
    return RoleWatch::tr("role: %1 · can do more than read").arg(card.role);
}

}

RoleWatch::RoleWatch(operations::RoleService &service, const Actor &actor, const Theme &theme, Prompter &prompter,
                     MainWindow &window)
    : QObject(&window)
    , m_service(service)
    , m_actor(actor)
    , m_theme(theme)
    , m_prompter(prompter)
    , m_window(window)
{
    connect(&window, &MainWindow::roleWanted, this, &RoleWatch::openCard);
    connect(window.superuserNotice(), &SuperuserNotice::scriptWanted, this, &RoleWatch::openCard);
    connect(window.superuserNotice(), &SuperuserNotice::allowWanted, this, &RoleWatch::allowSuperuser);
}

void RoleWatch::refresh()
{
    whenReady(m_service.read(m_actor), this, [this, request = ++m_request](const Result<report::RoleReport> &card) {
        if (request == m_request && card)
            show(*card);
    });
}

void RoleWatch::refreshIfUnknown()
{
    if (!m_card)
        refresh();
}

void RoleWatch::show(const report::RoleReport &card)
{
    m_card = card;
    const bool isDanger = report::worstOf(card) == report::RoleSeverity::Danger;
    m_window.setRole(isDanger ? Tone::Danger : Tone::Muted, statusOf(card), card.findings.first().sentence);
    if (card.isSuperuser && !card.isSuperuserAllowed)
        m_window.superuserNotice()->showRefusal(card.role, mayAllow());
    else
        m_window.superuserNotice()->hide();
    if (m_dialog)
        m_dialog->setCard(card, mayAllow());
}

void RoleWatch::openCard()
{
    if (!m_card)
        return;
    auto *dialog = new RoleDialog(m_theme, m_prompter, &m_window);
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setCard(*m_card, mayAllow());
    connect(dialog, &RoleDialog::refusalWanted, this, &RoleWatch::forbidSuperuser);
    dialog->open();
    refresh(); // The script is of this moment, and so is the card soon.
    whenReady(m_service.script(m_actor, {}), dialog, [dialog](const Result<QString> &script) {
        if (script)
            dialog->setScript(*script);
        else
            dialog->setScriptFailed(ErrorText::sentence(script.error()));
    });
}

void RoleWatch::allowSuperuser()
{
    whenReady(m_service.allowSuperuser(m_actor), this, [this](const Result<void> &allowed) {
        if (!allowed)
            return m_window.showError(allowed.error());
        m_window.superuserNotice()->hide();
        refresh();
        Q_EMIT m_window.schemaWanted(); // It was refused, too.
    });
}

void RoleWatch::forbidSuperuser()
{
    whenReady(m_service.forbidSuperuser(m_actor), this, [this](const Result<void> &forbidden) {
        if (!forbidden)
            m_window.showError(forbidden.error());
        refresh(); // It is refused now, also where that could not be stored.
    });
}

MayAllow RoleWatch::mayAllow() const
{
    return m_actor.role == Role::Admin ? MayAllow::Yes : MayAllow::No;
}

}
