// SPDX-License-Identifier: GPL-3.0-or-later
#include "World.h"
#include "ui/ask/AskPanel.h"
#include "ui/ask/QuestionBox.h"
#include "ui/editor/SqlEditor.h"
#include "ui/history/HistoryModel.h"
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
#include <QScreen>
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
    void escapeInTheEditorStopsARun();
    void stopKeepsTheFocus();
    void editedSqlHasNoProof();
    void failedQuestionKeepsTheResult();
    void answerTakesTheFocusOnlyFromItsQuestion();
    void emptyQuestionIsToldSo();
    void runWithoutRowsSaysWhatToDo_data();
    void runWithoutRowsSaysWhatToDo();
    void pagesTurnByKey();
    void exportWritesTheFile();
    void partialResultIsExportedOnlyWhenWanted();
    void tooLongResultIsRefusedBeforeTheDialog();
    void exportCanBeStopped();
    void historyOpensWithoutRunning();
    void historyRunsAgain();
    void historyRunsAgainBesideWhatWasTyped();
    void historyMarksWhatIsShown();
    void tabsOpenAndClose();
    void tabsTurnByKey();
    void panelsFollowEachOther();
    void tabKeyGoesFromQuestionToHistory();
    void busyTabClosesAtOnce();
    void schemaNamesGoIntoTheEditor();
    void missingSchemaCanBeReadAgain();
    void connectionIsToldInWords();
    void fitsTheScreen();
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
    /// Where a person's keys would go.
    void press(const QKeySequence &keys) const
    {
        QWidget *focused = QApplication::focusWidget();
        QTest::keySequence(focused ? focused : m_world->window.get(), keys);
    }
    QString focusName() const
    {
        return QApplication::focusWidget() ? QApplication::focusWidget()->objectName() : u"none"_s;
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

void TestWindow::escapeInTheEditorStopsARun()
{
    m_world->runner.isSlow = true;
    tab()->editor()->setSql(u"SELECT id FROM parts"_s);
    tab()->editor()->setFocus();
    press(Qt::Key_F5);
    QTRY_COMPARE(m_world->runner.ran.size(), 1);
    press(Qt::Key_Escape);
    QTRY_VERIFY(!tab()->isBusy());
    QCOMPARE(find<QLabel>("statusMessage")->text(), u"Stopped."_s);
    QCOMPARE(tab()->editor()->sql(), u"SELECT id FROM parts"_s);
}

void TestWindow::stopKeepsTheFocus()
{
    m_world->runner.isSlow = true;
    tab()->editor()->setSql(u"SELECT id FROM parts"_s);
    auto *button = find<QPushButton>("run");
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(m_world->runner.ran.size(), 1);
    button->setFocus();
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(!tab()->isBusy());
    QCOMPARE(focusName(), u"run"_s);
}

void TestWindow::editedSqlHasNoProof()
{
    ask(u"Which parts?"_s);
    QTRY_VERIFY(!tab()->isBusy() && tab()->attemptId() != 0);
    const auto isShown = [this](const char *name) {
        const auto *widget = tab()->findChild<QWidget *>(QString::fromLatin1(name));
        return widget && widget->isVisible();
    };
    const auto chip = [](report::StepKind kind) { return "step" + QByteArray::number(static_cast<int>(kind)); };
    const QList<QByteArray> proofs{chip(report::StepKind::Sql), chip(report::StepKind::Checked),
                                   chip(report::StepKind::Planned), "explanation"};
    for (const QByteArray &proof : proofs)
        QVERIFY2(isShown(proof), proof);
    QVERIFY(!isShown("stepEdited"));
    QTest::keyClicks(tab()->editor(), u"--"_s);
    for (const QByteArray &proof : proofs)
        QVERIFY2(!isShown(proof), proof);
    QVERIFY(isShown("stepEdited"));
    tab()->editor()->undo();
    QTRY_VERIFY(isShown(proofs.first()) && !isShown("stepEdited"));
    // Nor does a run of something else bring it back.
    runSql(u"SELECT id FROM parts LIMIT 2"_s);
    for (const QByteArray &proof : proofs)
        QVERIFY2(!isShown(proof), proof);
}

void TestWindow::failedQuestionKeepsTheResult()
{
    runSql(u"SELECT id FROM parts"_s);
    QTRY_COMPARE(rowsShown(), 3);
    m_world->provider.next = query::Answer{.error = Error{.code = ErrorCode::Unanswerable, .detail = u"No example."_s}};
    ask(u"Why?"_s);
    QTRY_COMPARE(banner(), u"No example."_s);
    QTRY_VERIFY(!tab()->isBusy());
    QCOMPARE(rowsShown(), 3);
    // What is exported is what is seen.
    m_world->prompter.path = m_world->folder.filePath(u"parts.csv"_s);
    QTest::mouseClick(find<QPushButton>("export"), Qt::LeftButton);
    QTRY_VERIFY(banner().contains(u"3 rows were written"));
}

void TestWindow::answerTakesTheFocusOnlyFromItsQuestion()
{
    ask(u"Which parts?"_s);
    QTRY_COMPARE(focusName(), u"sql"_s);
    QTRY_VERIFY(!tab()->isBusy());
    ask(u"Which parts now?"_s);
    find<QWidget>("schemaFilter")->setFocus();
    QTRY_VERIFY(!tab()->isBusy());
    QCOMPARE(focusName(), u"schemaFilter"_s);
}

void TestWindow::emptyQuestionIsToldSo()
{
    tab()->askPanel()->setFocus();
    QTest::keyClick(tab()->askPanel()->questionBox()->edit(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(find<QLabel>("statusMessage")->text(), u"Type a question first."_s);
}

void TestWindow::runWithoutRowsSaysWhatToDo_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, ErrorCode code, const QString &text) {
        QTest::newRow(name) << static_cast<int>(code) << text;
    };
    row("stopped", ErrorCode::Cancelled, u"Stopped. F5 runs it again."_s);
    row("too long", ErrorCode::TimedOut, u"Narrow the statement, or raise the time limit."_s);
    row("wrong", ErrorCode::SqlFailed, u"Mend the statement above and run it again."_s);
    row("connection lost", ErrorCode::Connection, u"See the message above."_s);
}

void TestWindow::runWithoutRowsSaysWhatToDo()
{
    QFETCH(const int, code);
    m_world->runner.rows = 0;
    m_world->runner.runError = Error{.code = static_cast<ErrorCode>(code), .detail = u"so it is"_s};
    runSql(u"SELECT id FROM parts"_s);
    QTEST(tab()->results()->findChild<QLabel *>(u"emptyText"_s)->text(), "text");
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
    QVERIFY2(!find<QAction>("exportAction")->isEnabled(), "there is nothing to export yet");
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

void TestWindow::tooLongResultIsRefusedBeforeTheDialog()
{
    m_world->runner.rows = 10'001;
    runSql(u"SELECT id FROM parts"_s);
    QTRY_COMPARE(rowsShown(), 500);
    m_world->prompter.path = m_world->folder.filePath(u"parts.csv"_s);
    QTest::mouseClick(find<QPushButton>("export"), Qt::LeftButton);
    QTRY_VERIFY(banner().contains(u"10,001 rows"));
    QVERIFY(m_world->prompter.requests.isEmpty());
}

void TestWindow::exportCanBeStopped()
{
    m_world->runner.rows = 10'000;
    runSql(u"SELECT id FROM parts"_s);
    QTRY_COMPARE(rowsShown(), 500);
    m_world->prompter.path = m_world->folder.filePath(u"parts.csv"_s);
    auto *button = find<QPushButton>("export");
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(tab()->isExporting());
    QVERIFY(!button->isEnabled());
    QVERIFY(find<QAction>("stopAction")->isEnabled());
    press(Qt::Key_Escape);
    QTRY_VERIFY(!tab()->isExporting());
    QCOMPARE(find<QLabel>("statusMessage")->text(), u"Stopped."_s);
    QVERIFY(!QFile::exists(m_world->prompter.path));
    QVERIFY(button->isEnabled());
    QVERIFY(!find<QAction>("stopAction")->isEnabled());
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
    rerunFirst();
    QTRY_COMPARE(historyRows(), 2);
    QTRY_VERIFY(!tab()->isBusy() && rowsShown() == 3);
    QCOMPARE(m_world->runner.ran.size(), 2);
    QCOMPARE(find<QTabBar>("tabs")->count(), 1);
}

void TestWindow::historyRunsAgainBesideWhatWasTyped()
{
    runSql(u"SELECT id FROM parts"_s);
    QTRY_COMPARE(historyRows(), 1);
    tab()->askPanel()->questionBox()->setQuestion(u"a draft"_s);
    tab()->editor()->setSql(u"SELECT draft"_s);
    rerunFirst();
    QTRY_COMPARE(m_world->runner.ran.size(), 2);
    auto *tabs = find<QTabBar>("tabs");
    QCOMPARE(tabs->count(), 2);
    QCOMPARE(tab()->editor()->sql(), u"SELECT id FROM parts"_s);
    tabs->setCurrentIndex(0);
    QCOMPARE(tab()->editor()->sql(), u"SELECT draft"_s);
    QCOMPARE(tab()->askPanel()->questionBox()->question(), u"a draft"_s);
}

void TestWindow::historyMarksWhatIsShown()
{
    auto *list = find<QListView>("historyList");
    const auto marked = [list] {
        const auto *model = static_cast<const HistoryModel *>(list->model());
        const report::Attempt *attempt = model->attemptAt(list->currentIndex());
        return attempt ? attempt->id : 0;
    };
    runSql(u"SELECT id FROM parts"_s);
    QTRY_COMPARE(historyRows(), 1);
    QTRY_COMPARE(marked(), tab()->attemptId());
    runSql(u"SELECT id FROM parts LIMIT 2"_s);
    QTRY_COMPARE(historyRows(), 2);
    QTRY_COMPARE(marked(), tab()->attemptId());
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

void TestWindow::tabsTurnByKey()
{
    auto *tabs = find<QTabBar>("tabs");
    press(QKeySequence::AddTab);
    press(QKeySequence::AddTab);
    QCOMPARE(tabs->currentIndex(), 2);
    for (const auto next : {Qt::CTRL | Qt::Key_Tab, Qt::CTRL | Qt::Key_PageDown}) {
        const int before = tabs->currentIndex();
        tab()->editor()->setFocus();
        press(next);
        QCOMPARE(tabs->currentIndex(), (before + 1) % 3);
    }
    press(Qt::CTRL | Qt::Key_PageUp);
    press(Qt::CTRL | Qt::SHIFT | Qt::Key_Backtab);
    QCOMPARE(tabs->currentIndex(), 2);
}

void TestWindow::panelsFollowEachOther()
{
    runSql(u"SELECT id FROM parts"_s);
    QTRY_COMPARE(rowsShown(), 3);
    tab()->askPanel()->setFocus();
    const QStringList round{u"sql"_s, u"results"_s, u"historySearch"_s, u"schemaFilter"_s, u"question"_s};
    for (const QString &name : round) {
        press(Qt::Key_F6);
        QCOMPARE(focusName(), name);
    }
    press(Qt::SHIFT | Qt::Key_F6);
    QCOMPARE(focusName(), u"schemaFilter"_s);
    // A panel is entered where it was left, a hidden one not at all.
    QTRY_COMPARE(historyRows(), 1);
    find<QListView>("historyList")->setFocus();
    press(Qt::Key_F6);
    press(Qt::SHIFT | Qt::Key_F6);
    QCOMPARE(focusName(), u"historyList"_s);
    find<QAction>("showHistoryAction")->trigger();
    tab()->results()->table()->setFocus();
    press(Qt::Key_F6);
    QCOMPARE(focusName(), u"schemaFilter"_s);
}

void TestWindow::tabKeyGoesFromQuestionToHistory()
{
    ask(u"Which parts?"_s);
    QTRY_VERIFY(!tab()->isBusy() && tab()->attemptId() != 0);
    press(Qt::Key_F5);
    QTRY_VERIFY(!tab()->isBusy() && rowsShown() == 3);
    const auto walk = [this](const QString &from, const QString &to) {
        find<QWidget>(from.toLatin1())->setFocus();
        QStringList way;
        while (focusName() != to && way.size() < 20) {
            press(Qt::Key_Tab);
            way += focusName();
        }
        return way;
    };
    const QStringList upper = walk(u"question"_s, u"sql"_s);
    QCOMPARE(upper.first(), u"ask"_s);
    QVERIFY2(upper.contains(u"step3"_s), qPrintable(upper.join(u' ')));
    QVERIFY2(!upper.contains(u"historySearch"_s), qPrintable(upper.join(u' ')));
    const QStringList lower = walk(u"run"_s, u"historySearch"_s);
    QCOMPARE(lower.first(), u"results"_s);
    QVERIFY2(lower.contains(u"export"_s), qPrintable(lower.join(u' ')));
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

void TestWindow::missingSchemaCanBeReadAgain()
{
    QSignalSpy wanted(m_world->window.get(), &MainWindow::schemaWanted);
    const Error error{.code = ErrorCode::Connection, .detail = u"nobody listens"_s};
    m_world->window->setSchemaFailed(error);
    QVERIFY(banner().contains(u"nobody listens"));
    QTest::mouseClick(tab()->findChild<QPushButton *>(u"bannerAction"_s), Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
    m_world->window->setSchemaFailed(error);
    const auto again = [this] { return find<SchemaPanel>("schema")->findChild<QPushButton *>(u"choice0"_s); };
    QTRY_VERIFY(again() && again()->isVisible());
    QTest::mouseClick(again(), Qt::LeftButton);
    QCOMPARE(wanted.count(), 2);
    QVERIFY(banner().isEmpty());
}

void TestWindow::connectionIsToldInWords()
{
    const auto *status = find<QLabel>("connectionStatus");
    m_world->window->setConnection(Tone::Muted, u"fleet @ localhost"_s);
    QCOMPARE(status->text(), u"PostgreSQL: connecting…"_s);
    m_world->window->setConnection(Tone::Danger, u"fleet @ localhost"_s);
    QCOMPARE(status->text(), u"PostgreSQL: not reachable"_s);
    m_world->window->setConnection(Tone::Ok, u"fleet @ localhost"_s);
    QCOMPARE(status->text(), u"PostgreSQL ok"_s);
}

void TestWindow::fitsTheScreen()
{
    QCOMPARE_LT(m_world->window->height(), m_world->window->screen()->availableSize().height());
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
