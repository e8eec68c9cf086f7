// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QAction>
#include <QObject>

class QMainWindow;

namespace sqlai::ui {

/// Every command of the window with its words, shortcut and icon, and the menus that show them. Whoever owns it
/// connects triggered() and keeps them enabled as it should be.
class Actions final : public QObject
{
    Q_OBJECT

public:
    Actions(const Theme &theme, QMainWindow *window);

    QAction *newTab;
    QAction *closeTab;
    QAction *exportResult;
    QAction *quit;
    QAction *run;
    QAction *stop;
    QAction *firstPage;
    QAction *previousPage;
    QAction *nextPage;
    QAction *lastPage;
    QAction *showAllowances;
    QAction *showSchema;
    QAction *showHistory;
    QAction *nextTab;
    QAction *previousTab;
    QAction *nextPanel;
    QAction *previousPanel;
    QAction *goToQuestion;
    QAction *goToSql;
    QAction *goToResult;
    QAction *goToHistory;
    QAction *goToSchema;
    QAction *light;
    QAction *dark;
    QAction *about;

private:
    QAction *make(const QString &name, const QString &text, const QKeySequence &shortcut, const QString &icon = {});
    QAction *makeEdit(const QString &name, const QString &text, QKeySequence::StandardKey key, const char *slot);
    void fillMenus();

    const Theme &m_theme;
    QMainWindow *m_window;
    QList<QAction *> m_edit;
};

}
