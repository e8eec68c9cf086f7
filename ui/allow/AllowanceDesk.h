// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Actor.h"
#include "core/base/CancelToken.h"
#include "core/report/DatabaseObject.h"
#include "ui/theme/Theme.h"

#include <QObject>
#include <QPointer>

namespace sqlai::operations {
class AllowanceService;
}

namespace sqlai::ui {

class MainWindow;
class QueryTab;

/// What a person does about refused functions and foreign tables: looks at one that a statement was refused for, allows
/// it and runs the statement; and looks at all that are allowed. Belongs to the window.
class AllowanceDesk final : public QObject
{
    Q_OBJECT

public:
    /// Everything that is referred to must outlive the window.
    AllowanceDesk(MainWindow &window, operations::AllowanceService &service, const Actor &actor, const Theme &theme);
    ~AllowanceDesk() override;

private:
    void read(QueryTab *tab, const QString &subject);
    void show(const QPointer<QueryTab> &tab, const report::DatabaseObject &object);

    MainWindow &m_window;
    operations::AllowanceService &m_service;
    Actor m_actor;
    const Theme &m_theme;
    CancelSource m_reading;
};

}
