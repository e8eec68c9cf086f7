// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/HistoryModel.h"
#include "ui/history/HistoryPanel.h"
#include "ui/history/HistoryText.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace sqlai;
using namespace sqlai::ui;
using namespace Qt::StringLiterals;
using report::Attempt;
using report::AttemptStatus;
using report::HistoryFilter;
using report::HistoryPage;

namespace {

class FixedClock final : public Clock
{
public:
    /// A Friday; noon in Berlin, where the tests run.
    QDateTime now() const override { return QDateTime(QDate(2026, 7, 3), QTime(10, 0), Qt::UTC); }
};

Attempt attemptOf(qint64 id, AttemptStatus status = AttemptStatus::Success)
{
    return {.id = id,
            .question = u"Question %1"_s.arg(id),
            .sql = u"SELECT 1"_s,
            .status = status,
            .createdAt = FixedClock().now().addSecs(-id * 60),
            .rows = 2312,
            .executionMilliseconds = 120};
}

HistoryPage pageOf(int from, int count, qint64 total, int number = 1)
{
    HistoryPage page{.total = total, .page = number};
    for (int i = 0; i < count; ++i)
        page.attempts.append(attemptOf(from + i));
    return page;
}

}

class TestHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme.apply(); }
    void init();
    void momentsAreShort_data();
    void momentsAreShort();
    void detailTellsTheOutcome_data();
    void detailTellsTheOutcome();
    void handWrittenSqlIsItsOwnTitle();
    void modelHoldsAPage();
    void searchWaitsForTheTypist();
    void filtersByStatus();
    void pagesBackAndForth();
    void opensByKeyAndDoubleClick();
    void rowOfTheKeysIsFramed();
    void marksWhatIsShown();
    void rerunsFromTheMenu();
    void emptyPlacesSayWhy();

private:
    template <typename T>
    T *find(const char *name) const
    {
        return m_panel->findChild<T *>(QString::fromLatin1(name));
    }

    Theme m_theme;
    FixedClock m_clock;
    std::unique_ptr<HistoryPanel> m_panel;
};

void TestHistory::init()
{
    m_panel = std::make_unique<HistoryPanel>(m_theme, m_clock);
    m_panel->resize(264, 600);
    m_panel->show();
    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
}

void TestHistory::momentsAreShort_data()
{
    QTest::addColumn<qint64>("hoursAgo");
    QTest::addColumn<QString>("text");
    QTest::newRow("today") << 1LL << u"11:00"_s;
    QTest::newRow("yesterday") << 24LL << u"yesterday"_s;
    QTest::newRow("this week") << 72LL << u"Tuesday"_s;
    QTest::newRow("long ago") << 24LL * 40 << QLocale().toString(QDate(2026, 5, 24), QLocale::ShortFormat);
}

void TestHistory::momentsAreShort()
{
    QFETCH(const qint64, hoursAgo);
    QTEST(momentText(m_clock.now().addSecs(-hoursAgo * 3600), m_clock.now()), "text");
}

void TestHistory::detailTellsTheOutcome_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("tone");
    const auto row = [](const char *name, AttemptStatus status, const QString &text, Tone tone) {
        QTest::newRow(name) << static_cast<int>(status) << text << static_cast<int>(tone);
    };
    row("success", AttemptStatus::Success, u"11:59 · 2,312 rows · 0.12 s"_s, Tone::Ok);
    row("not run", AttemptStatus::NotExecuted, u"11:59 · not run"_s, Tone::Warning);
    row("failed", AttemptStatus::FailedExecution, u"11:59 · no such column"_s, Tone::Danger);
    row("no answer", AttemptStatus::FailedGeneration, u"11:59 · no such column"_s, Tone::Danger);
    row("too long", AttemptStatus::TimedOut, u"11:59 · time limit reached"_s, Tone::Danger);
    row("stopped", AttemptStatus::Cancelled, u"11:59 · stopped"_s, Tone::Warning);
    row("running", AttemptStatus::Running, u"11:59 · running…"_s, Tone::Running);
}

void TestHistory::detailTellsTheOutcome()
{
    QFETCH(const int, status);
    QFETCH(const int, tone);
    Attempt attempt = attemptOf(1, static_cast<AttemptStatus>(status));
    attempt.error = Error{.code = ErrorCode::SqlFailed, .detail = u"no such\ncolumn"_s};
    QTEST(attemptDetail(attempt, m_clock.now()), "text");
    QCOMPARE(static_cast<int>(attemptTone(attempt)), tone);
}

void TestHistory::handWrittenSqlIsItsOwnTitle()
{
    Attempt attempt = attemptOf(1);
    attempt.question.clear();
    attempt.sql = u"SELECT *\nFROM trucks"_s;
    QCOMPARE(attemptTitle(attempt), u"SELECT * FROM trucks"_s);
}

void TestHistory::modelHoldsAPage()
{
    HistoryModel model(m_clock);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setPage(pageOf(1, 3, 3));
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(resets.count(), 1);
    // The same attempts anew: nothing jumps.
    model.setPage(pageOf(1, 3, 3));
    QCOMPARE(resets.count(), 1);
    QCOMPARE(changes.count(), 1);
    QCOMPARE(model.indexOf(2).row(), 1);
    QVERIFY(!model.indexOf(99).isValid());
    QVERIFY(model.index(0).data(Qt::AccessibleTextRole).toString().contains(u"2,312 rows"));
}

void TestHistory::searchWaitsForTheTypist()
{
    QSignalSpy wanted(m_panel.get(), &HistoryPanel::pageWanted);
    QTest::keyClicks(find<QLineEdit>("historySearch"), u"truck"_s);
    QCOMPARE(wanted.count(), 0);
    QVERIFY(wanted.wait());
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.first().first().value<HistoryFilter>().search, u"truck"_s);
}

void TestHistory::filtersByStatus()
{
    QSignalSpy wanted(m_panel.get(), &HistoryPanel::pageWanted);
    QTest::mouseClick(find<QAbstractButton>("segment2"), Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
    auto filter = wanted.last().first().value<HistoryFilter>();
    QVERIFY(filter.statuses.contains(AttemptStatus::FailedExecution));
    QVERIFY(!filter.statuses.contains(AttemptStatus::Success));
    QTest::mouseClick(find<QAbstractButton>("segment1"), Qt::LeftButton);
    filter = wanted.last().first().value<HistoryFilter>();
    QVERIFY(filter.statuses.contains(AttemptStatus::NotExecuted));
    QTest::mouseClick(find<QAbstractButton>("segment0"), Qt::LeftButton);
    QVERIFY(wanted.last().first().value<HistoryFilter>().statuses.isEmpty());
}

void TestHistory::pagesBackAndForth()
{
    QSignalSpy wanted(m_panel.get(), &HistoryPanel::pageWanted);
    m_panel->setPage(pageOf(1, 20, 20));
    QVERIFY(!find<QToolButton>("older")->isVisible());
    m_panel->setPage(pageOf(1, 20, 45));
    QVERIFY(find<QToolButton>("older")->isVisible());
    QVERIFY(!find<QToolButton>("newer")->isEnabled());
    QCOMPARE(find<QLabel>("historyWhere")->text(), u"page 1 of 3"_s);
    QTest::mouseClick(find<QToolButton>("older"), Qt::LeftButton);
    QCOMPARE(wanted.last().first().value<HistoryFilter>().page, 2);
    m_panel->setPage(pageOf(41, 5, 45, 3));
    QVERIFY(!find<QToolButton>("older")->isEnabled());
    QTest::mouseClick(find<QToolButton>("newer"), Qt::LeftButton);
    QCOMPARE(wanted.last().first().value<HistoryFilter>().page, 2);
    // Other words begin at the first page again.
    QTest::keyClicks(find<QLineEdit>("historySearch"), u"x"_s);
    QVERIFY(wanted.wait());
    QCOMPARE(wanted.last().first().value<HistoryFilter>().page, 1);
}

void TestHistory::opensByKeyAndDoubleClick()
{
    QSignalSpy opened(m_panel.get(), &HistoryPanel::opened);
    m_panel->setPage(pageOf(1, 3, 3));
    auto *list = find<QListView>("historyList");
    const QPoint second = list->visualRect(list->model()->index(1, 0)).center();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, second);
    QTest::mouseDClick(list->viewport(), Qt::LeftButton, {}, second);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.last().first().value<Attempt>().id, 2);
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(opened.count(), 2);
    QCOMPARE(opened.last().first().value<Attempt>().id, 3);
    // The list is read anew, and another attempt stands where the chosen one stood.
    m_panel->setPage(pageOf(2, 3, 4));
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(opened.last().first().value<Attempt>().id, 3);
}

void TestHistory::rowOfTheKeysIsFramed()
{
    m_panel->setPage(pageOf(1, 3, 3));
    auto *list = find<QListView>("historyList");
    list->setCurrentIndex(list->model()->index(1, 0));
    const auto corner = [list] {
        const QRect row = list->visualRect(list->model()->index(1, 0));
        return list->viewport()->grab().toImage().pixelColor(row.topLeft() + QPoint(3, 0));
    };
    find<QLineEdit>("historySearch")->setFocus();
    QCOMPARE(corner(), m_theme.colours().selection);
    list->setFocus();
    QCOMPARE(corner(), m_theme.colours().accent);
}

void TestHistory::marksWhatIsShown()
{
    auto *list = find<QListView>("historyList");
    m_panel->setPage(pageOf(2, 3, 3));
    m_panel->setCurrent(2);
    QCOMPARE(list->currentIndex().row(), 0);
    // A new one is shown before the list knows of it.
    m_panel->setCurrent(1);
    QVERIFY(!list->currentIndex().isValid());
    m_panel->setPage(pageOf(1, 4, 4));
    QCOMPARE(list->currentIndex().row(), 0);
    // Told the same once more, the panel leaves the person's choice alone.
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    m_panel->setCurrent(1);
    QCOMPARE(list->currentIndex().row(), 1);
}

void TestHistory::rerunsFromTheMenu()
{
    QSignalSpy wanted(m_panel.get(), &HistoryPanel::rerunWanted);
    m_panel->setPage(pageOf(1, 3, 3));
    auto *list = find<QListView>("historyList");
    Q_EMIT list->customContextMenuRequested(list->visualRect(list->model()->index(2, 0)).center());
    auto *menu = find<QMenu>("historyMenu");
    QVERIFY(menu);
    // Another page comes while the menu is open: what was pointed at is meant.
    m_panel->setPage(pageOf(11, 3, 3));
    menu->actions().at(1)->trigger();
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.first().first().value<Attempt>().id, 3);
    menu->close();
}

void TestHistory::emptyPlacesSayWhy()
{
    m_panel->setPage({});
    QCOMPARE(find<QLabel>("emptyTitle")->text(), u"No questions yet"_s);
    auto *search = find<QLineEdit>("historySearch");
    QTest::keyClicks(search, u"zzz"_s);
    QSignalSpy wanted(m_panel.get(), &HistoryPanel::pageWanted);
    QVERIFY(wanted.wait());
    m_panel->setPage({});
    QCOMPARE(find<QLabel>("emptyTitle")->text(), u"Nothing found"_s);
    auto *all = find<QAbstractButton>("choice0");
    QTRY_VERIFY(all->isVisible());
    QTest::mouseClick(all, Qt::LeftButton);
    QVERIFY(search->text().isEmpty());
    QVERIFY(wanted.wait());
}

QTEST_MAIN(TestHistory)
#include "tst_history.moc"
