// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/allow/DefinitionDialog.h"

#include "core/base/ErrorText.h"
#include "core/base/WhenReady.h"
#include "core/operations/AllowanceService.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/VisibleText.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

using report::Allowance;
using report::DatabaseObject;
using report::ObjectKind;

constexpr QSize startSize(720, 560);

QString factsOf(const DatabaseObject &object)
{
    if (object.kind == ObjectKind::ForeignTable)
        return DefinitionDialog::tr("A foreign table, owned by %1").arg(object.owner);
    return DefinitionDialog::tr("A function, written in %1, owned by %2").arg(object.language, object.owner);
}

QString meaningOf(const DatabaseObject &object)
{
    const QString use =
        object.kind == ObjectKind::ForeignTable
            ? DefinitionDialog::tr("Allow it, and statements on this connection may read it as it stands here: your "
                                   "server then asks the other one, which you trust with that.")
            : DefinitionDialog::tr("Allow it, and statements on this connection may call it as it stands here. You "
                                   "trust it with whatever it does, and with everything that it calls.");
    return use + u' ' + DefinitionDialog::tr("As soon as its definition changes, it is refused again.");
}

}

DefinitionDialog::DefinitionDialog(operations::AllowanceService &service, const Actor &actor, const Theme &theme,
                                   const DatabaseObject &object, QWidget *parent)
    : QDialog(parent)
    , m_service(service)
    , m_actor(actor)
    , m_name(new QLabel(this))
    , m_facts(makeMutedLabel(theme, FontRole::Normal, {}, this))
    , m_warning(new Banner(theme, this))
    , m_definition(new QPlainTextEdit(this))
    , m_meaning(new QLabel(this))
    , m_banner(new Banner(theme, this))
    , m_allow(new QPushButton(tr("Allow"), this))
    , m_close(new QPushButton(tr("Close"), this))
{
    setObjectName(u"definitionDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Definition"));
    setGround(this, theme, &Colours::surface);
    m_name->setFont(theme.font(FontRole::Strong));
    m_definition->setFont(theme.font(FontRole::Code));
    m_definition->setTabStopDistance(4 * m_definition->fontMetrics().horizontalAdvance(u' '));
    addContent();
    resize(startSize);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_allow, &QPushButton::clicked, this, &DefinitionDialog::allow);
    fill(object);
}

DefinitionDialog::~DefinitionDialog()
{
    m_cancel.cancel();
}

void DefinitionDialog::addContent()
{
    m_name->setObjectName(u"definitionName"_s);
    m_facts->setObjectName(u"definitionFacts"_s);
    m_warning->setObjectName(u"definitionWarning"_s);
    m_warning->setLasting();
    m_definition->setObjectName(u"definitionText"_s);
    m_definition->setAccessibleName(tr("Definition"));
    m_definition->setProperty("look", u"detail"_s);
    m_definition->setReadOnly(true);
    m_definition->setTabChangesFocus(true);
    // What is vouched for stands on the screen, and not behind a thousand spaces.
    m_definition->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    // SQL runs from left to right, whatever the language around it.
    m_definition->setLayoutDirection(Qt::LeftToRight);
    m_meaning->setObjectName(u"definitionMeaning"_s);
    for (QLabel *label : {m_name, m_facts, m_meaning}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_banner->setObjectName(u"definitionBanner"_s);
    m_close->setObjectName(u"definitionClose"_s);
    m_close->setDefault(true); // A hasty Return allows nothing.
    m_allow->setObjectName(u"definitionAllow"_s);
    m_allow->setAutoDefault(false);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(m_allow);
    buttons->addWidget(m_close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_name);
    layout->addWidget(m_facts);
    layout->addWidget(m_warning);
    layout->addWidget(m_definition, 1);
    layout->addWidget(m_meaning);
    layout->addWidget(m_banner);
    layout->addLayout(buttons);
    m_close->setFocus();
}

void DefinitionDialog::fill(const DatabaseObject &object)
{
    m_object = object;
    m_name->setText(visibleText(object.name));
    m_facts->setText(visibleText(factsOf(object)));
    m_meaning->setText(meaningOf(object));
    m_definition->setPlainText(visibleText(object.definition));
    m_warning->clear();
    if (object.isSecurityDefiner)
        m_warning->showMessage(
            Tone::Warning, tr("It runs with the rights of its owner, %1, instead of yours (SECURITY DEFINER): it can "
                              "read and do whatever %1 may.")
                               .arg(visibleText(object.owner)));
    m_allow->setEnabled(true);
}

void DefinitionDialog::allow()
{
    m_allow->setEnabled(false);
    m_banner->clear();
    whenReady(m_service.allow(m_actor, m_object, m_cancel.token()), this, [this](const Result<Allowance> &allowance) {
        if (!allowance)
            return fail(allowance.error());
        Q_EMIT allowed(*allowance);
        accept();
    });
}

void DefinitionDialog::readAnew()
{
    m_banner->clear();
    const report::ObjectName name{.kind = m_object.kind, .name = m_object.name};
    whenReady(m_service.describe(m_actor, name, m_cancel.token()), this, [this](const Result<DatabaseObject> &object) {
        if (!object)
            return fail(object.error());
        fill(*object);
    });
}

void DefinitionDialog::fail(const Error &error)
{
    // Whatever went wrong, what stands here may be old: it is allowed only after another look.
    m_banner->showMessage(Tone::Danger, ErrorText::sentence(error),
                          {.text = tr("Read it again"), .run = [this] { readAnew(); }});
}

}
