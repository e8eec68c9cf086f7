// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/unit/query/House.h"
#include "ui/Prompter.h"
#include "ui/theme/Theme.h"
#include "ui/window/MainWindow.h"

#include <memory>

namespace sqlai::test {

/// Names the file that the test chose, at once.
class FakePrompter final : public ui::Prompter
{
public:
    QString path = {};
    QList<ui::SaveRequest> requests = {};
    QStringList told = {};

    void askSavePath(QWidget *, const ui::SaveRequest &request, QObject *,
                     std::function<void(const QString &)> accepted) override
    {
        requests.append(request);
        if (!path.isEmpty())
            accepted(path);
    }
    void tell(QWidget *, const QString &title, const QString &) override { told.append(title); }
};

/// The real window in a house of its own.
struct World : House {
    Actor actor;
    FakePrompter prompter = {};
    ui::Theme theme{};
    std::unique_ptr<ui::MainWindow> window = {};

    explicit World(Role role = Role::User)
        : actor{.userId = QStringLiteral("anna"), .name = QStringLiteral("Anna"), .role = role}
    {
        theme.apply();
        window = std::make_unique<ui::MainWindow>(service, actor, theme, clock, prompter);
        window->show();
        window->activateWindow();
        [&] { QVERIFY(QTest::qWaitForWindowActive(window.get())); }();
    }
};

}
