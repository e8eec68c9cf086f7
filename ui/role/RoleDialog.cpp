// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/role/RoleDialog.h"

#include "core/base/ErrorText.h"
#include "ui/widgets/Dot.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/VisibleText.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollArea>
#include <QStandardPaths>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

constexpr QSize startSize(760, 640);

Tone toneOf(report::RoleSeverity severity)
{
    switch (severity) {
    case report::RoleSeverity::Fine:
        return Tone::Ok;
    case report::RoleSeverity::Note:
        return Tone::Warning;
    case report::RoleSeverity::Danger:
        break;
    }
    return Tone::Danger;
}

/// In words: a colour alone says nothing to many.
QString nameOf(report::RoleSeverity severity)
{
    switch (severity) {
    case report::RoleSeverity::Fine:
        return RoleDialog::tr("fine");
    case report::RoleSeverity::Note:
        return RoleDialog::tr("worth knowing");
    case report::RoleSeverity::Danger:
        break;
    }
    return RoleDialog::tr("dangerous");
}

/// Who allowed the superuser, and for how long.
QString allowanceText(const report::RoleReport &card)
{
    if (!card.allowance)
        return RoleDialog::tr("Statements run as this superuser until the program ends.");
    return RoleDialog::tr("Statements run as this superuser: %1 allowed it on %2.")
        .arg(card.allowance->allowedBy,
             QLocale().toString(card.allowance->allowedAt.toLocalTime(), QLocale::ShortFormat));
}

QLabel *makeText(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

}

RoleDialog::RoleDialog(const Theme &theme, Prompter &prompter, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_prompter(prompter)
    , m_title(new QLabel(this))
    , m_allowance(makeText({}, this))
    , m_refuse(new QPushButton(tr("Refuse again"), this))
    , m_findings(new QVBoxLayout)
    , m_script(new QPlainTextEdit(this))
    , m_message(makeMutedLabel(theme, FontRole::Small, {}, this))
    , m_copy(new QPushButton(tr("Copy"), this))
    , m_save(new QPushButton(tr("Save…"), this))
{
    setObjectName(u"roleDialog"_s);
    setWindowTitle(tr("Role"));
    setGround(this, theme, &Colours::surface);
    resize(startSize);
    m_title->setObjectName(u"roleTitle"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(theme.font(FontRole::Strong));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_title);
    layout->addLayout(makeAllowance());
    layout->addWidget(makeFindings(), 3);
    layout->addWidget(makeScript(), 2);
    connect(m_copy, &QPushButton::clicked, this, &RoleDialog::copy);
    connect(m_save, &QPushButton::clicked, this, &RoleDialog::save);
}

QLayout *RoleDialog::makeAllowance()
{
    m_allowance->setObjectName(u"roleAllowance"_s);
    m_refuse->setObjectName(u"roleRefuse"_s);
    m_allowance->hide();
    m_refuse->hide();
    connect(m_refuse, &QPushButton::clicked, this, &RoleDialog::refusalWanted);
    auto *layout = new QHBoxLayout;
    layout->setSpacing(8);
    layout->addWidget(m_allowance, 1);
    layout->addWidget(m_refuse);
    return layout;
}

QWidget *RoleDialog::makeFindings()
{
    auto *content = new QWidget(this);
    m_findings->setContentsMargins(0, 0, 8, 0);
    m_findings->setSpacing(10);
    content->setLayout(m_findings);
    auto *area = new QScrollArea(this);
    area->setObjectName(u"roleFindings"_s);
    area->setAccessibleName(tr("What the role can do"));
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    return area;
}

QWidget *RoleDialog::makeScript()
{
    auto *part = new QWidget(this);
    auto *heading = makeText(tr("A safer role: reads what this one reads, and is given nothing else"), part);
    heading->setFont(m_theme.font(FontRole::SmallStrong));
    m_script->setObjectName(u"roleScript"_s);
    m_script->setAccessibleName(tr("SQL of a safer role"));
    m_script->setProperty("look", u"detail"_s);
    m_script->setReadOnly(true);
    m_script->setTabChangesFocus(true);
    m_script->setFont(m_theme.font(FontRole::Code));
    m_script->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_script->setPlaceholderText(tr("Reading the role's rights…"));
    m_message->setObjectName(u"roleMessage"_s);
    m_message->setText(tr("For an administrator of the server, with psql."));
    m_copy->setObjectName(u"roleCopy"_s);
    m_save->setObjectName(u"roleSave"_s);
    m_copy->setEnabled(false);
    m_save->setEnabled(false);
    auto *close = new QPushButton(tr("Close"), part);
    close->setObjectName(u"roleClose"_s);
    connect(close, &QPushButton::clicked, this, &QDialog::close);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_message, 1);
    buttons->addWidget(m_copy);
    buttons->addWidget(m_save);
    buttons->addWidget(close);
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(heading);
    layout->addWidget(m_script, 1);
    layout->addLayout(buttons);
    return part;
}

void RoleDialog::setCard(const report::RoleReport &card, MayAllow mayAllow)
{
    const bool isAllowed = card.isSuperuser && card.isSuperuserAllowed;
    m_allowance->setText(allowanceText(card));
    m_allowance->setVisible(isAllowed);
    m_refuse->setVisible(isAllowed && mayAllow == MayAllow::Yes);
    m_title->setText(tr("The role %1 in the database %2").arg(visibleText(card.role), visibleText(card.database)));
    while (QLayoutItem *item = m_findings->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const report::RoleFinding &finding : card.findings)
        addFinding(finding);
    m_findings->addStretch(1);
}

void RoleDialog::addFinding(const report::RoleFinding &finding)
{
    auto *row = new QWidget(this);
    auto *dot = new Dot(m_theme, row);
    dot->setTone(toneOf(finding.severity));
    const QString words = visibleText(finding.sentence);
    auto *sentence = makeText(words, row);
    sentence->setObjectName(u"finding_"_s + finding.id);
    sentence->setAccessibleName(nameOf(finding.severity) + u": "_s + words);
    dot->setToolTip(nameOf(finding.severity));
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(sentence);
    if (!finding.remedy.isEmpty()) {
        auto *remedy = makeMutedLabel(m_theme, FontRole::Small, visibleText(finding.remedy), row);
        remedy->setWordWrap(true);
        texts->addWidget(remedy);
    }
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    auto *light = new QVBoxLayout;
    light->setContentsMargins(0, 5, 0, 0);
    light->addWidget(dot);
    light->addStretch(1);
    layout->addLayout(light);
    layout->addLayout(texts, 1);
    m_findings->addWidget(row);
}

void RoleDialog::setScript(const QString &script)
{
    m_script->setPlainText(script);
    m_copy->setEnabled(true);
    m_save->setEnabled(true);
}

void RoleDialog::setScriptFailed(const QString &reason)
{
    m_script->setPlaceholderText(reason);
}

void RoleDialog::copy()
{
    QGuiApplication::clipboard()->setText(m_script->toPlainText());
    m_message->setText(tr("Copied."));
}

void RoleDialog::save()
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    const SaveRequest request{.title = tr("Save the script"),
                              .suggestedPath = folder.filePath(u"role.sql"_s),
                              .filter = tr("SQL (*.sql)"),
                              .suffix = u"sql"_s};
    m_prompter.askSavePath(this, request, this, [this](const QString &path) { writeTo(path); });
}

void RoleDialog::writeTo(const QString &path)
{
    QSaveFile file(path);
    const QByteArray text = m_script->toPlainText().toUtf8();
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit())
        return m_message->setText(tr("Saved as %1.").arg(QDir::toNativeSeparators(path)));
    const Error error{.code = ErrorCode::File,
                      .detail = tr("%1 could not be written: %2.").arg(path, file.errorString())};
    m_message->setText(ErrorText::sentence(error));
}

}
