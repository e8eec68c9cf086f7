// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Actor.h"
#include "core/base/CancelToken.h"
#include "core/base/Result.h"
#include "core/report/Allowance.h"
#include "ui/theme/Theme.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace sqlai::operations {
class AllowanceService;
}

namespace sqlai::ui {

class Banner;

/// Shows an administrator what they are asked to vouch for, and takes their word. Deletes itself when it is closed.
class DefinitionDialog final : public QDialog
{
    Q_OBJECT

public:
    DefinitionDialog(operations::AllowanceService &service, const Actor &actor, const Theme &theme,
                     const report::DatabaseObject &object, QWidget *parent);
    ~DefinitionDialog() override;

Q_SIGNALS:
    /// It is allowed from now on; the dialog closes.
    void allowed(const sqlai::report::Allowance &allowance);

private:
    void addContent();
    void fill(const report::DatabaseObject &object);
    void allow();
    void readAnew();
    void fail(const Error &error);

    operations::AllowanceService &m_service;
    Actor m_actor;
    CancelSource m_cancel;
    report::DatabaseObject m_object;
    QLabel *m_name;
    QLabel *m_facts;
    Banner *m_warning;
    QPlainTextEdit *m_definition;
    QLabel *m_meaning;
    Banner *m_banner;
    QPushButton *m_allow;
    QPushButton *m_close;
};

}
