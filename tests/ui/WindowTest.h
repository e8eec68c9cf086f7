// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "World.h"
#include "ui/ask/AskPanel.h"
#include "ui/ask/QuestionBox.h"
#include "ui/editor/SqlEditor.h"
#include "ui/results/ResultPanel.h"
#include "ui/results/ResultTable.h"
#include "ui/widgets/Banner.h"
#include "ui/window/QueryTab.h"

#include <QApplication>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>

namespace sqlai::test {

/// The whole window over a real store, and what a person does in it.
class WindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_world = std::make_unique<World>(); }
    void cleanup() { m_world.reset(); }

protected:
    template <typename T>
    T *find(const char *name) const
    {
        return m_world->window->findChild<T *>(QString::fromLatin1(name));
    }
    ui::QueryTab *tab() const { return m_world->window->currentTab(); }
    QString banner() const { return tab()->askPanel()->banner()->text(); }
    int rowsShown() const { return tab()->results()->table()->model()->rowCount(); }
    int historyRows() const { return find<QListView>("historyList")->model()->rowCount(); }
    /// Where a person's keys would go.
    void press(const QKeySequence &keys) const
    {
        QWidget *focused = QApplication::focusWidget();
        QTest::keySequence(focused ? focused : m_world->window.get(), keys);
    }
    QString focusName() const
    {
        return QApplication::focusWidget() ? QApplication::focusWidget()->objectName() : QStringLiteral("none");
    }
    void ask(const QString &question) const
    {
        QPlainTextEdit *edit = tab()->askPanel()->questionBox()->edit();
        edit->setFocus();
        edit->clear();
        QTest::keyClicks(edit, question);
        QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
    }
    void runSql(const QString &sql) const
    {
        tab()->editor()->setSql(sql);
        press(Qt::Key_F5);
        QTRY_VERIFY(!tab()->isBusy());
    }

    /// Opens the menu of the history's first row and chooses Run again.
    void rerunFirst() const
    {
        auto *list = find<QListView>("historyList");
        Q_EMIT list->customContextMenuRequested(list->visualRect(list->model()->index(0, 0)).center());
        auto *menu = find<QMenu>("historyMenu");
        QVERIFY(menu);
        menu->actions().at(1)->trigger();
        menu->close();
    }

    std::unique_ptr<World> m_world;
};

}
