// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowTest.h"
#include "ui/history/HistoryModel.h"

#include <QAction>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTabBar>

using namespace sqlai;
using namespace sqlai::ui;
using namespace Qt::StringLiterals;

/// Pages, exports and the history.
class TestWindowResults : public test::WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void pagesTurnByKey();
    void exportWritesTheFile();
    void partialResultIsExportedOnlyWhenWanted();
    void tooLongResultIsRefusedBeforeTheDialog();
    void exportCanBeStopped();
    void historyOpensWithoutRunning();
    void historyRunsAgain();
    void historyRunsAgainBesideWhatWasTyped();
    void historyMarksWhatIsShown();
};

void TestWindowResults::pagesTurnByKey()
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

void TestWindowResults::exportWritesTheFile()
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

void TestWindowResults::partialResultIsExportedOnlyWhenWanted()
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

void TestWindowResults::tooLongResultIsRefusedBeforeTheDialog()
{
    m_world->runner.rows = 10'001;
    runSql(u"SELECT id FROM parts"_s);
    QTRY_COMPARE(rowsShown(), 500);
    m_world->prompter.path = m_world->folder.filePath(u"parts.csv"_s);
    QTest::mouseClick(find<QPushButton>("export"), Qt::LeftButton);
    QTRY_VERIFY(banner().contains(u"10,001 rows"));
    QVERIFY(m_world->prompter.requests.isEmpty());
}

void TestWindowResults::exportCanBeStopped()
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

void TestWindowResults::historyOpensWithoutRunning()
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

void TestWindowResults::historyRunsAgain()
{
    runSql(u"SELECT id FROM parts"_s);
    QTRY_COMPARE(historyRows(), 1);
    rerunFirst();
    QTRY_COMPARE(historyRows(), 2);
    QTRY_VERIFY(!tab()->isBusy() && rowsShown() == 3);
    QCOMPARE(m_world->runner.ran.size(), 2);
    QCOMPARE(find<QTabBar>("tabs")->count(), 1);
}

void TestWindowResults::historyRunsAgainBesideWhatWasTyped()
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

void TestWindowResults::historyMarksWhatIsShown()
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

QTEST_MAIN(TestWindowResults)
#include "tst_windowresults.moc"
