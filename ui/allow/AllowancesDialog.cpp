// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/allow/AllowancesDialog.h"

#include "core/base/ErrorText.h"
#include "core/base/WhenReady.h"
#include "core/operations/AllowanceService.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/VisibleText.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

using report::Allowance;
using report::ObjectKind;

constexpr QSize startSize(720, 400);
constexpr int rowHeight = 28;

enum Column { Name, Kind, AllowedBy, AllowedAt };

QString kindText(ObjectKind kind)
{
    return kind == ObjectKind::Function ? AllowancesDialog::tr("function") : AllowancesDialog::tr("foreign table");
}

}

AllowancesDialog::AllowancesDialog(operations::AllowanceService &service, const Actor &actor, const Theme &theme,
                                   QWidget *parent)
    : QDialog(parent)
    , m_service(service)
    , m_actor(actor)
    , m_stack(new QStackedWidget(this))
    , m_list(new QTreeWidget(this))
    , m_banner(new Banner(theme, this))
    , m_revoke(new QPushButton(tr("Revoke"), this))
    , m_close(new QPushButton(tr("Close"), this))
{
    setObjectName(u"allowancesDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Allowed functions"));
    setGround(this, theme, &Colours::surface);
    addContent(theme);
    resize(startSize);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_revoke, &QPushButton::clicked, this, &AllowancesDialog::revoke);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &AllowancesDialog::updateState);
    connect(&service, &operations::AllowanceService::changed, this, &AllowancesDialog::read);
    updateState();
    read();
}

void AllowancesDialog::addContent(const Theme &theme)
{
    m_list->setObjectName(u"allowances"_s);
    m_list->setAccessibleName(tr("Functions and foreign tables that are allowed"));
    m_list->setHeaderLabels({tr("Name"), tr("Kind"), tr("Allowed by"), tr("On")});
    m_list->setProperty("look", u"rows"_s);
    m_list->setRootIsDecorated(false);
    m_list->setAllColumnsShowFocus(true);
    m_list->setUniformRowHeights(true);
    m_list->header()->setProperty("look", u"titles"_s);
    m_list->header()->setFixedHeight(rowHeight);
    m_list->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(Name, QHeaderView::Stretch);
    m_list->header()->setStretchLastSection(false);
    m_banner->setObjectName(u"allowancesBanner"_s);
    m_revoke->setObjectName(u"allowancesRevoke"_s);
    m_revoke->setAutoDefault(false);
    m_close->setObjectName(u"allowancesClose"_s);
    m_close->setDefault(true);
    auto *empty = new EmptyState(theme, this);
    empty->setText(u"key"_s, tr("Nothing is allowed yet"),
                   tr("PostgreSQL's own functions need nobody's word. Where a statement is refused because of another "
                      "one, an administrator can look at it there and allow it."));
    m_stack->addWidget(m_list);
    m_stack->addWidget(empty);

    auto *intro = makeMutedLabel(theme, FontRole::Normal,
                                 m_actor.role == Role::Admin
                                     ? tr("What an administrator vouched for on this connection. It runs as long as "
                                          "its definition stays what it was.")
                                     : tr("What an administrator vouched for on this connection. Only an administrator "
                                          "can change it."),
                                 this);
    intro->setWordWrap(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(m_revoke);
    buttons->addWidget(m_close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(intro);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_banner);
    layout->addLayout(buttons);
}

void AllowancesDialog::read()
{
    whenReady(m_service.list(m_actor), this, [this](const Result<QList<Allowance>> &allowances) {
        if (!allowances)
            return m_banner->showMessage(Tone::Danger, ErrorText::sentence(allowances.error()),
                                         {.text = tr("Try again"), .run = [this] { read(); }});
        fill(*allowances);
    });
}

void AllowancesDialog::fill(const QList<Allowance> &allowances)
{
    m_allowances = allowances;
    m_list->clear();
    for (const Allowance &allowance : allowances) {
        const bool isOwn = allowance.allowedBy == m_actor.userId;
        auto *item =
            new QTreeWidgetItem(m_list, {visibleText(allowance.object.name), kindText(allowance.object.kind),
                                         isOwn ? m_actor.name : allowance.allowedBy,
                                         locale().toString(allowance.allowedAt.toLocalTime(), QLocale::ShortFormat)});
        item->setToolTip(Name, plainToolTip(visibleText(allowance.object.name)));
        item->setSizeHint(Name, QSize(0, rowHeight));
    }
    m_stack->setCurrentIndex(allowances.isEmpty() ? 1 : 0);
    updateState();
}

void AllowancesDialog::revoke()
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    if (row < 0 || row >= m_allowances.size())
        return;
    m_revoke->setEnabled(false);
    whenReady(m_service.revoke(m_actor, m_allowances[row].id), this, [this](const Result<Allowance> &revoked) {
        updateState();
        if (!revoked)
            return m_banner->showMessage(Tone::Danger, ErrorText::sentence(revoked.error()));
        m_banner->showMessage(Tone::Ok, tr("%1 is not allowed any more.").arg(visibleText(revoked->object.name)),
                              {.text = tr("Allow again"), .run = [this, gone = *revoked] { allowAgain(gone); }});
    });
}

void AllowancesDialog::allowAgain(const Allowance &revoked)
{
    // As it was when somebody read it: where it has changed since, it is refused.
    whenReady(m_service.allow(m_actor, revoked.object), this, [this](const Result<Allowance> &allowance) {
        if (!allowance)
            return m_banner->showMessage(Tone::Danger, ErrorText::sentence(allowance.error()));
        m_banner->showMessage(Tone::Ok, tr("%1 is allowed again.").arg(visibleText(allowance->object.name)));
    });
}

void AllowancesDialog::updateState()
{
    m_revoke->setVisible(m_actor.role == Role::Admin);
    m_revoke->setEnabled(!m_list->selectedItems().isEmpty());
}

}
