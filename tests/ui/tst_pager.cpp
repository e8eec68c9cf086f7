// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/Pager.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace sqlai::ui;
using namespace Qt::StringLiterals;

class TestPager : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void saysWhereOneIs_data();
    void saysWhereOneIs();
    void turnsPagesByClick();
    void goesToATypedPage_data();
    void goesToATypedPage();
    void growsWhileRowsArrive();
    void typingSurvivesArrivingRows();
    void saysWhatIsMissing();
    void exportsByClick();

private:
    void click(const char *name) const
    {
        QTest::mouseClick(m_pager->findChild<QToolButton *>(QString::fromLatin1(name)), Qt::LeftButton);
    }

    Theme m_theme;
    std::unique_ptr<Pager> m_pager;
};

void TestPager::init()
{
    m_pager = std::make_unique<Pager>(m_theme);
    m_pager->resize(800, 40);
    m_pager->show();
}

void TestPager::saysWhereOneIs_data()
{
    QTest::addColumn<qint64>("page");
    QTest::addColumn<qint64>("rows");
    QTest::addColumn<bool>("arriving");
    QTest::addColumn<QString>("text");
    QTest::newRow("first") << 0LL << 2312LL << false << u"rows 1–500 of 2,312"_s;
    QTest::newRow("last") << 4LL << 2312LL << false << u"rows 2,001–2,312 of 2,312"_s;
    QTest::newRow("short") << 0LL << 7LL << false << u"rows 1–7 of 7"_s;
    QTest::newRow("arriving") << 0LL << 1500LL << true << u"rows 1–500 of at least 1,500"_s;
    QTest::newRow("none") << 0LL << 0LL << false << u"no rows"_s;
    QTest::newRow("none yet") << 0LL << 0LL << true << u"no rows yet"_s;
}

void TestPager::saysWhereOneIs()
{
    QFETCH(const qint64, page);
    QFETCH(const qint64, rows);
    QFETCH(const bool, arriving);
    m_pager->setState({.page = page, .rows = rows, .isArriving = arriving});
    QTEST(m_pager->findChild<QLabel *>(u"rowsText"_s)->text(), "text");
}

void TestPager::turnsPagesByClick()
{
    QSignalSpy wanted(m_pager.get(), &Pager::pageWanted);
    m_pager->setState({.page = 2, .rows = 2312});
    for (const char *name : {"firstPage", "previousPage", "nextPage", "lastPage"})
        click(name);
    QCOMPARE(wanted.count(), 4);
    QCOMPARE(wanted[0].first().toLongLong(), 0);
    QCOMPARE(wanted[1].first().toLongLong(), 1);
    QCOMPARE(wanted[2].first().toLongLong(), 3);
    QCOMPARE(wanted[3].first().toLongLong(), 4);
    m_pager->setState({.page = 4, .rows = 2312});
    QVERIFY(!m_pager->findChild<QToolButton *>(u"nextPage"_s)->isEnabled());
    m_pager->goNext();
    QCOMPARE(wanted.count(), 4);
}

void TestPager::goesToATypedPage_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("page");
    QTest::newRow("there") << u"3"_s << 2;
    QTest::newRow("beyond the last") << u"99"_s << 4;
    QTest::newRow("where one is") << u"1"_s << -1;
}

void TestPager::goesToATypedPage()
{
    QFETCH(const QString, typed);
    QFETCH(const int, page);
    QSignalSpy wanted(m_pager.get(), &Pager::pageWanted);
    m_pager->setState({.rows = 2312});
    auto *field = m_pager->findChild<QLineEdit *>(u"pageNumber"_s);
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, typed);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(wanted.isEmpty() ? -1 : wanted.last().first().toInt(), page);
}

void TestPager::growsWhileRowsArrive()
{
    m_pager->setState({.rows = 500, .isArriving = true});
    QVERIFY(!m_pager->findChild<QToolButton *>(u"nextPage"_s)->isEnabled());
    QVERIFY(!m_pager->findChild<QPushButton *>(u"export"_s)->isEnabled());
    m_pager->setState({.rows = 501, .isArriving = true});
    QVERIFY(m_pager->findChild<QToolButton *>(u"nextPage"_s)->isEnabled());
    QCOMPARE(m_pager->findChild<QLabel *>(u"executionTime"_s)->text(), u"still running…"_s);
    m_pager->setState({.rows = 501, .milliseconds = 120});
    QCOMPARE(m_pager->findChild<QLabel *>(u"executionTime"_s)->text(), u"0.12 s"_s);
    QVERIFY(m_pager->findChild<QPushButton *>(u"export"_s)->isEnabled());
}

void TestPager::typingSurvivesArrivingRows()
{
    m_pager->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_pager.get()));
    m_pager->setState({.rows = 2'000, .isArriving = true});
    auto *field = m_pager->findChild<QLineEdit *>(u"pageNumber"_s);
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, u"3"_s);
    m_pager->setState({.rows = 2'500, .isArriving = true});
    QCOMPARE(field->text(), u"3"_s);
    m_pager->setState({.page = 1, .rows = 3'000, .isArriving = true});
    QCOMPARE(field->text(), u"2"_s);
}

void TestPager::saysWhatIsMissing()
{
    auto *warning = m_pager->findChild<QLabel *>(u"resultWarning"_s);
    m_pager->setState({.rows = 10});
    QVERIFY(warning->text().isEmpty());
    m_pager->setState({.rows = 10, .isCapped = true});
    QCOMPARE(warning->text(), u"stopped at the row limit"_s);
    m_pager->setState({.rows = 10, .isPartial = true});
    QCOMPARE(warning->text(), u"not the whole result"_s);
    QVERIFY(!warning->toolTip().isEmpty());
}

void TestPager::exportsByClick()
{
    QSignalSpy wanted(m_pager.get(), &Pager::exportWanted);
    m_pager->setState({.rows = 10});
    QTest::mouseClick(m_pager->findChild<QPushButton *>(u"export"_s), Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
}

QTEST_MAIN(TestPager)
#include "tst_pager.moc"
