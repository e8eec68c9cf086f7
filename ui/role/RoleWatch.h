// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Actor.h"
#include "core/report/RoleReport.h"
#include "ui/Prompter.h"
#include "ui/theme/Theme.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace sqlai::operations {
class RoleService;
}

namespace sqlai::ui {

class MainWindow;
class RoleDialog;
enum class MayAllow;

/// Shows in the window what the connection's role can do, and leads to what can be done about it. Everything that is
/// referred to must outlive it.
class RoleWatch final : public QObject
{
    Q_OBJECT

public:
    RoleWatch(operations::RoleService &service, const Actor &actor, const Theme &theme, Prompter &prompter,
              MainWindow &window);

    /// Asks the server. Where it does not answer nothing is shown: others tell of that.
    void refresh();
    /// The same where nothing is known yet.
    void refreshIfUnknown();

private:
    void show(const report::RoleReport &card);
    void openCard();
    void allowSuperuser();
    void forbidSuperuser();
    MayAllow mayAllow() const;

    operations::RoleService &m_service;
    Actor m_actor;
    const Theme &m_theme;
    Prompter &m_prompter;
    MainWindow &m_window;
    std::optional<report::RoleReport> m_card;
    /// While it is open.
    QPointer<RoleDialog> m_dialog;
    int m_request = 0;
};

}
