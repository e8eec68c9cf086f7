// SPDX-License-Identifier: GPL-3.0-or-later
#include "World.h"
#include "ui/ask/AskPanel.h"
#include "ui/ask/QuestionBox.h"
#include "ui/editor/SqlEditor.h"
#include "ui/results/ResultPanel.h"
#include "ui/results/ResultTable.h"
#include "ui/schema/SchemaPanel.h"
#include "ui/widgets/Banner.h"
#include "ui/window/QueryTab.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QToolButton>

using namespace sqlai;
using namespace sqlai::ui;
using namespace Qt::StringLiterals;

class TestWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_world = std::make_unique<test::World>(); }
    void cleanup() { m_world.reset(); }
    void clickOnASuggestionGivesSqlAndRunGivesRows();
    void editedSqlIsANewAttempt();
    void errorKeepsWhatWasTyped();
    void deniedSqlSaysWhy();
    void tooManyQuestionsKeepTheResult();
    void escapeStopsAQuestion();
    void pagesTurnByKey();
    void exportWritesTheFile();
    void partialResultIsExportedOnlyWhenWanted();
    void historyOpensWithoutRunning();
    void historyRunsAgain();
    void tabsOpenAndClose();
    void busyTabClosesAtOnce();
    void schemaNamesGoIntoTheEditor();
    void everyControlHasAName();
    void schemeChangesWhileRunning();

private:
    template <typename T>
    T *find(const char *name) const
    {
        return m_world->window->findChild<T *>(QString::fromLatin1(name));
    }
    QueryTab *tab() const { return m_world->window->currentTab(); }
    QString banner() const { return tab()->askPanel()->banner()->text(); }
    int rowsShown() const { return tab()->results()->table()->model()->rowCount(); }
    int historyRows() const { return find<QListView>("historyList")->model()->rowCount(); }
    void press(const QKeySequence &keys) const { QTest::keySequence(m_world->window.get(), keys); }
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

    std::unique_ptr<test::World> m_world;
};

void TestWindow::clickOnASuggestionGivesSqlAndRunGivesRows()
{
    m_world->window->setSuggestions({u"How many parts?"_s, u"Which parts?"_s});
    auto *second = tab()->findChild<QPushButton *>(u"choice1"_s);
    QTRY_VERIFY(second && second->isVisible());
    QTest::mouseClick(second, Qt::LeftButton);
    QTRY_COMPARE(tab()->editor()->sql(), u"SELECT id FROM parts"_s);
    QTRY_VERIFY(!tab()->isBusy());
    QCOMPARE(tab()->askPanel()->questionBox()->question(), u"Which parts?"_s);
    QCOMPARE(find<QTabBar>("tabs")->tabText(0), u"Which parts?"_s);
    QVERIFY(m_world->runner.ran.isEmpty());
    press(Qt::Key_F5);
    QTRY_COMPARE(rowsShown(), 3);
    QTRY_VERIFY(!tab()->isBusy());
    QCOMPARE(find<QLabel>("rowsText")->text(), u"rows 1–3 of 3"_s);
    QTRY_COMPARE(historyRows(), 1);
    QCOMPARE(m_world->runner.ran.size(), 1);
}

void TestWindow::editedSqlIsANewAttempt()
{
    ask(u"Which parts?"_s);
    QTRY_VERIFY(!tab()->isBusy() && tab()->attemptId() != 0);
    const qint64 first = tab()->attemptId();
    runSql(u"SELECT id FROM parts LIMIT 2"_s);
    QTRY_COMPARE(rowsShown(), 3);
    QVERIFY(tab()->attemptId() != first);
    QTRY_COMPARE(historyRows(), 2);
    // Both are about the same question.
    const auto *model = find<QListView>("historyList")->model();
    QCOMPARE(model->index(0, 0).data().toString(), u"Which parts?"_s);
    QCOMPARE(model->index(1, 0).data().toString(), u"Which parts?"_s);
}

void TestWindow::errorKeepsWhatWasTyped()
{
    m_world->runner.rows = 0;
    m_world->runner.runError = Error{
        .code = ErrorCode::SqlFailed, .detail = u"no such column"_s, .sqlState = u"42703"_s, .hint = {}, .position = 8};
    tab()->askPanel()->questionBox()->setQuestion(u"my question"_s);
    runSql(u"SELECT nme FROM parts"_s);
    QTRY_VERIFY(banner().contains(u"no such column"));
    QVERIFY(tab()->editor()->hasErrorMark());
    QCOMPARE(tab()->editor()->sql(), u"SELECT nme FROM parts"_s);
    QCOMPARE(tab()->askPanel()->questionBox()->question(), u"my question"_s);
    m_world->runner.rows = 3;
    m_world->runner.runError.reset();
    runSql(u"SELECT id FROM parts"_s);
    QTRY_COMPARE(rowsShown(), 3);
    QVERIFY(banner().isEmpty());
    QVERIFY(!tab()->editor()->hasErrorMark());
}

void TestWindow::deniedSqlSaysWhy()
{
    runSql(u"DROP TABLE parts"_s);
    QTRY_VERIFY(banner().startsWith(u"This statement was not run"));
    QVERIFY(m_world->runner.ran.isEmpty());
    QCOMPARE(tab()->editor()->sql(), u"DROP TABLE parts"_s);
}

void TestWindow::tooManyQuestionsKeepTheResult()
{
    runSql(u"SELECT id FROM parts"_s);
    QTRY_COMPARE(rowsShown(), 3);
    m_world->limiter.left = 0;
    ask(u"one more"_s);
    QTRY_COMPARE(banner(), u"Later."_s);
    QCOMPARE(rowsShown(), 3);
    QCOMPARE(tab()->editor()->sql(), u"SELECT id FROM parts"_s);
    QCOMPARE(tab()->askPanel()->questionBox()->question(), u"one more"_s);
}

void TestWindow::escapeStopsAQuestion()
{
    m_world->provider.isThinking = true;
    ask(u"Which parts?"_s);
    QTRY_VERIFY(tab()->isBusy() && tab()->attemptId() != 0);
    QCOMPARE(find<QPushButton>("ask")->text(), u"Stop"_s);
    press(Qt::Key_Escape);
    QTRY_VERIFY(!tab()->isBusy());
    QCOMPARE(find<QLabel>("statusMessage")->text(), u"Stopped."_s);
    QVERIFY(banner().isEmpty());
    QCOMPARE(tab()->askPanel()->questionBox()->question(), u"Which parts?"_s);
}

void TestWindow::pagesTurnByKey()
{
    m_world->runner.rows = 500;
    runSql(u"SELECT id FROM parts"_s);
    QTRY_COMPARE(rowsShown(), 500);
    QVERIFY(!find<QAction>("nextPageAction")->isEnabled());
    m_world->runner.rows = 1200;
    runSql(u"SELECT id FROM parts"_s);
    QTRY_COMPARE(tab()->results()->pager()->state().rows, 1200);
    QTRY_COMPARE(rowsShown(), 500);
    press(Qt::ALT | Qt::Key_PageDown);
    QTRY_COMPARE(tab()->results()->pager()->state().page, 1);
    press(Qt::ALT | Qt::Key_End);
    QTRY_COMPARE(rowsShown(), 200);
    QVERIFY(!find<QAction>("nextPageAction")->isEnabled());
    press(Qt::ALT | Qt::Key_Home);
    QTRY_COMPARE(tab()->results()->table()->model()->index(0, 0).data().toString(), u"1"_s);
}

void TestWindow::exportWritesTheFile()
{
    m_world->prompter.path = m_world->folder.filePath(u"parts.csv"_s);
    ask(u"Which parts: all?"_s);
    QTRY_VERIFY(!tab()->isBusy() && tab()->attemptId() != 0);
    press(Qt::CTRL | Qt::SHIFT | Qt::Key_E);
    QVERIFY2(m_world->prompter.requests.isEmpty(), "there is nothing to export yet");
    press(Qt::Key_F5);
    QTRY_VERIFY(!tab()->isBusy() && rowsShown() == 3);
    QTest::mouseClick(find<QPushButton>("export"), Qt::LeftButton);
    QTRY_VERIFY(banner().contains(u"3 rows were written"));
    QVERIFY(m_world->prompter.requests.first().suggestedPath.endsWith(u"Which parts all.csv"));
    QFile file(m_world->prompter.path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "id\r\n1\r\n2\r\n3\r\n");
}

void TestWindow::partialResultIsExportedOnlyWhenWanted()
{
    m_world->runner.runError = Error{.code = ErrorCode::SqlFailed, .detail = u"gone"_s};
    runSql(u"SELECT id FROM parts"_s);
    QTRY_COMPARE(rowsShown(), 3);
    QCOMPARE(find<QLabel>("resultWarning")->text(), u"not the whole result"_s);
    m_world->prompter.path = m_world->folder.filePath(u"parts.csv"_s);
    QTest::mouseClick(find<QPushButton>("export"), Qt::LeftButton);
    QTRY_VERIFY(banner().contains(u"not the whole result"));
    QVERIFY(!QFile::exists(m_world->prompter.path));
    QTest::mouseClick(tab()->findChild<QPushButton *>(u"bannerAction"_s), Qt::LeftButton);
    QTRY_VERIFY(QFile::exists(m_world->prompter.path));
    QTRY_VERIFY(banner().contains(u"3 rows were written"));
}

void TestWindow::historyOpensWithoutRunning()
{
    ask(u"Which parts?"_s);
    QTRY_VERIFY(!tab()->isBusy() && tab()->attemptId() != 0);
    press(Qt::Key_F5);
    QTRY_VERIFY(!tab()->isBusy() && rowsShown() == 3);
    press(QKeySequence::AddTab);
    QTRY_VERIFY(tab()->isBlank());
    press(Qt::CTRL | Qt::Key_W);
    press(Qt::CTRL | Qt::Key_W);
    QTRY_VERIFY(tab()->isBlank());
    auto *list = find<QListView>("historyList");
    // The list is read anew a moment after each change: wait until it knows how the run ended.
    const auto told = [list] { return list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(); };
    QTRY_VERIFY2(told().contains(u"3 rows"), qPrintable(told()));
    QCOMPARE(historyRows(), 1);
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE(rowsShown(), 3);
    QCOMPARE(tab()->editor()->sql(), u"SELECT id FROM parts"_s);
    QCOMPARE(tab()->askPanel()->questionBox()->question(), u"Which parts?"_s);
    QCOMPARE(m_world->runner.ran.size(), 1);
    // Opened once more, the tab that shows it comes to the front.
    press(QKeySequence::AddTab);
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE(find<QTabBar>("tabs")->currentIndex(), 0);
}

void TestWindow::historyRunsAgain()
{
    runSql(u"SELECT id FROM parts"_s);
    QTRY_COMPARE(historyRows(), 1);
    auto *list = find<QListView>("historyList");
    Q_EMIT list->customContextMenuRequested(list->visualRect(list->model()->index(0, 0)).center());
    auto *menu = find<QMenu>("historyMenu");
    QVERIFY(menu);
    menu->actions().at(1)->trigger();
    menu->close();
    QTRY_COMPARE(historyRows(), 2);
    QTRY_VERIFY(!tab()->isBusy() && rowsShown() == 3);
    QCOMPARE(m_world->runner.ran.size(), 2);
}

void TestWindow::tabsOpenAndClose()
{
    auto *tabs = find<QTabBar>("tabs");
    tab()->editor()->setSql(u"SELECT 1"_s);
    QTest::mouseClick(find<QToolButton>("newTab"), Qt::LeftButton);
    QCOMPARE(tabs->count(), 2);
    QVERIFY(tab()->isBlank());
    tab()->editor()->setSql(u"SELECT 2"_s);
    tabs->moveTab(1, 0);
    tabs->setCurrentIndex(1);
    QCOMPARE(tab()->editor()->sql(), u"SELECT 1"_s);
    press(Qt::CTRL | Qt::Key_W);
    QCOMPARE(tab()->editor()->sql(), u"SELECT 2"_s);
    press(Qt::CTRL | Qt::Key_W);
    QCOMPARE(tabs->count(), 1);
    QVERIFY(tab()->isBlank());
}

void TestWindow::busyTabClosesAtOnce()
{
    m_world->provider.isThinking = true;
    ask(u"Which parts?"_s);
    QTRY_VERIFY(tab()->isBusy() && tab()->attemptId() != 0);
    QSignalSpy idle(&m_world->service, &query::QueryService::becameIdle);
    press(Qt::CTRL | Qt::Key_W);
    QVERIFY(tab()->isBlank());
    QVERIFY(idle.count() == 1 || idle.wait());
}

void TestWindow::schemaNamesGoIntoTheEditor()
{
    tab()->editor()->setSql(u"SELECT id FROM "_s);
    tab()->editor()->setCursorPosition(0, 15);
    Q_EMIT find<SchemaPanel>("schema")->nameChosen(u"parts"_s);
    QCOMPARE(tab()->editor()->sql(), u"SELECT id FROM parts"_s);
}

void TestWindow::everyControlHasAName()
{
    runSql(u"SELECT id FROM parts"_s);
    QTRY_COMPARE(rowsShown(), 3);
    const auto widgets = m_world->window->findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        const bool isInner = widget->objectName().startsWith(u"qt_") || qobject_cast<QMenuBar *>(widget);
        if (widget->focusPolicy() == Qt::NoFocus || isInner || qobject_cast<QMenu *>(widget))
            continue;
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        QVERIFY(face);
        // A chip shows its name only once a step has one; a step line without steps has no chip.
        QVERIFY2(!face->text(QAccessible::Name).isEmpty(),
                 qPrintable(u"%1 %2 has no name"_s.arg(QString::fromLatin1(widget->metaObject()->className()),
                                                       widget->objectName())));
    }
}

void TestWindow::schemeChangesWhileRunning()
{
    const auto ground = [this] { return m_world->window->grab().toImage().pixelColor(3, 300); };
    m_world->theme.setScheme(Scheme::Light);
    QTRY_COMPARE(ground(), coloursOf(Scheme::Light).window);
    find<QAction>("darkAction")->trigger();
    QTRY_COMPARE(ground(), coloursOf(Scheme::Dark).window);
    QCOMPARE(m_world->theme.scheme(), Scheme::Dark);
    find<QAction>("lightAction")->trigger();
    QTRY_COMPARE(ground(), coloursOf(Scheme::Light).window);
}

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
