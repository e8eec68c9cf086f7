// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Actions.h"

#include <QActionGroup>
#include <QApplication>
#include <QMainWindow>
#include <QMenuBar>

using namespace Qt::StringLiterals;

namespace sqlai::ui {

Actions::Actions(const Theme &theme, QMainWindow *window)
    : QObject(window)
    , newTab(nullptr)
    , m_theme(theme)
    , m_window(window)
{
    newTab = make(u"newTabAction"_s, tr("&New Question"), QKeySequence::AddTab, u"plus"_s);
    closeTab = make(u"closeTabAction"_s, tr("&Close Question"), Qt::CTRL | Qt::Key_W, u"close"_s);
    exportResult = make(u"exportAction"_s, tr("&Export Result…"), Qt::CTRL | Qt::SHIFT | Qt::Key_E, u"export"_s);
    quit = make(u"quitAction"_s, tr("&Quit"), Qt::CTRL | Qt::Key_Q);
    quit->setMenuRole(QAction::QuitRole);

    m_edit = {makeEdit(u"undoAction"_s, tr("&Undo"), QKeySequence::Undo, "undo"),
              makeEdit(u"redoAction"_s, tr("&Redo"), QKeySequence::Redo, "redo"),
              makeEdit(u"cutAction"_s, tr("Cu&t"), QKeySequence::Cut, "cut"),
              makeEdit(u"copyAction"_s, tr("&Copy"), QKeySequence::Copy, "copy"),
              makeEdit(u"pasteAction"_s, tr("&Paste"), QKeySequence::Paste, "paste"),
              makeEdit(u"selectAllAction"_s, tr("Select &All"), QKeySequence::SelectAll, "selectAll")};

    run = make(u"runAction"_s, tr("&Run"), Qt::Key_F5, u"run"_s);
    stop = make(u"stopAction"_s, tr("&Stop"), Qt::Key_Escape, u"stop"_s);
    firstPage = make(u"firstPageAction"_s, tr("&First Page"), Qt::ALT | Qt::Key_Home, u"first"_s);
    previousPage = make(u"previousPageAction"_s, tr("&Previous Page"), Qt::ALT | Qt::Key_PageUp, u"previous"_s);
    nextPage = make(u"nextPageAction"_s, tr("&Next Page"), Qt::ALT | Qt::Key_PageDown, u"next"_s);
    lastPage = make(u"lastPageAction"_s, tr("&Last Page"), Qt::ALT | Qt::Key_End, u"last"_s);

    showAllowances = make(u"showAllowancesAction"_s, tr("Allowed F&unctions…"), {}, u"key"_s);

    showSchema = make(u"showSchemaAction"_s, tr("&Schema"), Qt::CTRL | Qt::Key_B);
    showHistory = make(u"showHistoryAction"_s, tr("&History"), Qt::CTRL | Qt::SHIFT | Qt::Key_B);
    for (QAction *panel : {showSchema, showHistory}) {
        panel->setCheckable(true);
        panel->setChecked(true);
    }
    nextTab = make(u"nextTabAction"_s, tr("&Next Question"), {});
    nextTab->setShortcuts({Qt::CTRL | Qt::Key_Tab, Qt::CTRL | Qt::Key_PageDown});
    previousTab = make(u"previousTabAction"_s, tr("&Previous Question"), {});
    previousTab->setShortcuts({Qt::CTRL | Qt::SHIFT | Qt::Key_Tab, Qt::CTRL | Qt::Key_PageUp});
    nextPanel = make(u"nextPanelAction"_s, tr("Next P&anel"), Qt::Key_F6);
    previousPanel = make(u"previousPanelAction"_s, tr("Previous Pan&el"), Qt::SHIFT | Qt::Key_F6);
    goToQuestion = make(u"goToQuestionAction"_s, tr("Go to &Question"), Qt::CTRL | Qt::Key_L, u"ask"_s);
    goToSql = make(u"goToSqlAction"_s, tr("Go to S&QL"), Qt::CTRL | Qt::Key_E);
    goToResult = make(u"goToResultAction"_s, tr("Go to &Result"), Qt::CTRL | Qt::Key_R, u"table"_s);
    goToHistory = make(u"goToHistoryAction"_s, tr("Search the H&istory"), Qt::CTRL | Qt::Key_H, u"history"_s);
    goToSchema = make(u"goToSchemaAction"_s, tr("Filter the S&chema"), Qt::CTRL | Qt::Key_K, u"schema"_s);
    light = make(u"lightAction"_s, tr("&Light"), {});
    dark = make(u"darkAction"_s, tr("&Dark"), {});
    auto *schemes = new QActionGroup(this);
    for (QAction *scheme : {light, dark}) {
        scheme->setCheckable(true);
        schemes->addAction(scheme);
    }
    about = make(u"aboutAction"_s, tr("&About SQL AI Agent"), {}, u"info"_s);
    about->setMenuRole(QAction::AboutRole);
    fillMenus();
}

QAction *Actions::make(const QString &name, const QString &text, const QKeySequence &shortcut, const QString &icon)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(shortcut);
    if (!icon.isEmpty())
        action->setIcon(m_theme.icon(icon));
    // So that its shortcut works in the whole window and tests find it.
    m_window->addAction(action);
    return action;
}

QAction *Actions::makeEdit(const QString &name, const QString &text, QKeySequence::StandardKey key, const char *slot)
{
    QAction *action = make(name, text, key);
    connect(action, &QAction::triggered, this, [slot] {
        // Question, SQL, fields and table have these slots by the same names; whatever has none ignores it.
        QWidget *focused = QApplication::focusWidget();
        if (focused && focused->metaObject()->indexOfMethod(QByteArray(slot) + "()") >= 0)
            QMetaObject::invokeMethod(focused, slot);
    });
    return action;
}

void Actions::fillMenus()
{
    QMenuBar *bar = m_window->menuBar();
    QMenu *file = bar->addMenu(tr("&File"));
    file->addActions({newTab, closeTab});
    file->addSeparator();
    file->addAction(exportResult);
    file->addSeparator();
    file->addAction(quit);
    QMenu *edit = bar->addMenu(tr("&Edit"));
    edit->addActions(m_edit.first(2));
    edit->addSeparator();
    edit->addActions(m_edit.sliced(2));
    QMenu *query = bar->addMenu(tr("&Query"));
    query->addActions({run, stop});
    query->addSeparator();
    query->addActions({firstPage, previousPage, nextPage, lastPage});
    query->addSeparator();
    query->addAction(showAllowances);
    QMenu *view = bar->addMenu(tr("&View"));
    view->addActions({showSchema, showHistory});
    view->addSeparator();
    view->addActions({nextTab, previousTab, nextPanel, previousPanel});
    view->addSeparator();
    view->addActions({goToQuestion, goToSql, goToResult, goToHistory, goToSchema});
    view->addSeparator();
    view->addActions({light, dark});
    bar->addMenu(tr("&Help"))->addAction(about);
}

}
