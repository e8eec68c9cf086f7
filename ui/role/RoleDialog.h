// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/RoleReport.h"
#include "ui/Prompter.h"
#include "ui/role/SuperuserNotice.h"
#include "ui/theme/Theme.h"

#include <QDialog>

class QLabel;
class QLayout;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace sqlai::ui {

/// The role card: what the connection's role can do beyond reading, and the SQL of a safer one.
class RoleDialog final : public QDialog
{
    Q_OBJECT

public:
    RoleDialog(const Theme &theme, Prompter &prompter, QWidget *parent = nullptr);

    /// Who may allow a superuser may take that back here, too.
    void setCard(const report::RoleReport &card, MayAllow mayAllow);
    /// Before this the place of the script is empty.
    void setScript(const QString &script);
    /// Why there is no script.
    void setScriptFailed(const QString &reason);

Q_SIGNALS:
    /// The person wants a superuser who is allowed to be refused again.
    void refusalWanted();

private:
    QLayout *makeAllowance();
    QWidget *makeFindings();
    QWidget *makeScript();
    void addFinding(const report::RoleFinding &finding);
    void copy();
    void save();
    void writeTo(const QString &path);

    const Theme &m_theme;
    Prompter &m_prompter;
    QLabel *m_title;
    QLabel *m_allowance;
    QPushButton *m_refuse;
    QVBoxLayout *m_findings;
    QPlainTextEdit *m_script;
    QLabel *m_message;
    QPushButton *m_copy;
    QPushButton *m_save;
};

}
