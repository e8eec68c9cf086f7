// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Actor.h"
#include "core/base/Result.h"
#include "core/report/Allowance.h"
#include "ui/theme/Theme.h"

#include <QDialog>

class QPushButton;
class QStackedWidget;
class QTreeWidget;

namespace sqlai::operations {
class AllowanceService;
}

namespace sqlai::ui {

class Banner;

/// What is allowed on this connection, and the way to take it back. Deletes itself when it is closed.
class AllowancesDialog final : public QDialog
{
    Q_OBJECT

public:
    AllowancesDialog(operations::AllowanceService &service, const Actor &actor, const Theme &theme, QWidget *parent);

private:
    void addContent(const Theme &theme);
    void read();
    void fill(const QList<report::Allowance> &allowances);
    void revoke();
    void allowAgain(const report::Allowance &revoked);
    void updateState();

    operations::AllowanceService &m_service;
    Actor m_actor;
    QList<report::Allowance> m_allowances;
    QStackedWidget *m_stack;
    QTreeWidget *m_list;
    Banner *m_banner;
    QPushButton *m_revoke;
    QPushButton *m_close;
};

}
