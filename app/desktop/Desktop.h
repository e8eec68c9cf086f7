// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Application.h"
#include "core/base/Actor.h"
#include "ui/theme/Theme.h"
#include "ui/window/DialogPrompter.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace sqlai::ui {
class MainWindow;
class StartWindow;
}

namespace sqlai::app {

/// What the desktop program was asked for.
struct DesktopOptions {
    settings::Values settings = {};
    Database database = Database::Configured;
    /// Statements run although the role is a superuser.
    bool allowsSuperuser = false;
    /// A PNG to write instead of staying open; empty for none.
    QString picturePath = {};
    /// What is asked for the picture.
    QString question = {};
};

/// The desktop program: opens the workspace behind a start window, then the main window, and ends tidily.
class Desktop final : public QObject
{
    Q_OBJECT

public:
    explicit Desktop(DesktopOptions options, QObject *parent = nullptr);
    ~Desktop() override;

    /// Call once the event loop runs.
    void start();

private:
    void open();
    void showStart();
    void showTrouble(const Error &error);
    void choose(const QString &choice);
    void showWindow();
    void fillWindow();
    void readSchema();
    void watchRole();
    void noteQuestionsLeft(int left);
    void takePicture();
    void endWhenIdle();
    static QString demoChoice();

    DesktopOptions m_options;
    Actor m_actor = Actor::localUser();
    SystemClock m_clock;
    ui::Theme m_theme;
    ui::DialogPrompter m_prompter;
    QTimer m_minute;
    int m_exitCode = 0;
    /// What the person has to read once there is a window.
    QString m_notice;
    std::unique_ptr<Application> m_application;
    std::unique_ptr<ui::StartWindow> m_start;
    std::unique_ptr<ui::MainWindow> m_window;
};

}
