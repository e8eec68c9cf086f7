// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Chip.h"
#include "ui/widgets/ElidedButton.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/Numbers.h"
#include "ui/widgets/SegmentedControl.h"
#include "ui/window/ConnectionLabel.h"
#include "ui/window/StatusLine.h"
#include "ui/window/TabStrip.h"

#include <QAbstractButton>
#include <QLabel>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QTextDocument>
#include <QTextDocumentFragment>
#include <QToolButton>

using namespace sqlai::ui;
using namespace Qt::StringLiterals;

class TestWidgets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme.apply(); }
    void numbers_data();
    void numbers();
    void flowGoesOnInTheNextLine();
    void flowIsMirrored();
    void segmentsExcludeEachOther();
    void longChoiceEndsInAnEllipsis();
    void tipsOfTheWindowShowLetters();
    void tabsOpenAndClose();
    void tabsAreWideEnoughToRead();
    void closersChangeSidesWithTheLanguage();
    void statusLineShowsWhoAndWhat();
    void toolTipsShowLetters();

private:
    Theme m_theme;
};

void TestWidgets::numbers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("count") << countText(1'234'567) << u"1,234,567"_s;
    QTest::newRow("short, small") << shortCountText(9'999) << u"9,999"_s;
    QTest::newRow("short, thousands") << shortCountText(249'700) << u"250 k"_s;
    QTest::newRow("short, millions") << shortCountText(1'230'000) << u"1.2 M"_s;
    QTest::newRow("too short to tell") << durationText(0) << u"< 0.01 s"_s;
    QTest::newRow("milliseconds") << durationText(120) << u"0.12 s"_s;
    QTest::newRow("seconds") << durationText(1'800) << u"1.8 s"_s;
    QTest::newRow("minutes") << durationText(125'000) << u"2 min 5 s"_s;
}

void TestWidgets::numbers()
{
    QFETCH(const QString, text);
    QTEST(text, "expected");
}

void TestWidgets::flowGoesOnInTheNextLine()
{
    QWidget host;
    auto *flow = new FlowLayout(6, &host);
    QList<Chip *> chips;
    for (int i = 0; i < 6; ++i) {
        chips.append(new Chip(m_theme, Tone::Ok, Chip::Arrow::Before));
        chips.last()->setText(u"a step with a name"_s);
        flow->addWidget(chips.last());
    }
    const int line = chips.first()->sizeHint().height();
    QCOMPARE(flow->heightForWidth(2000), line);
    const int width = chips.first()->sizeHint().width() * 2 + 10;
    QCOMPARE(flow->heightForWidth(width), 3 * line + 2 * 6);
    host.resize(width, 200);
    host.show();
    QVERIFY(QTest::qWaitForWindowExposed(&host));
    QCOMPARE(chips[2]->x(), chips[0]->x());
    QCOMPARE_GT(chips[2]->y(), chips[1]->y());
}

void TestWidgets::flowIsMirrored()
{
    QWidget host;
    host.setLayoutDirection(Qt::RightToLeft);
    auto *flow = new FlowLayout(6, &host);
    auto *first = new Chip(m_theme, Tone::Ok);
    auto *second = new Chip(m_theme, Tone::Ok);
    flow->addWidget(first);
    flow->addWidget(second);
    host.resize(300, 40);
    host.show();
    QVERIFY(QTest::qWaitForWindowExposed(&host));
    QCOMPARE_GT(first->x(), second->x());
}

void TestWidgets::segmentsExcludeEachOther()
{
    SegmentedControl control(m_theme, {u"All"_s, u"Answered"_s, u"Failed"_s});
    control.show();
    control.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&control));
    QSignalSpy changed(&control, &SegmentedControl::currentChanged);
    QCOMPARE(control.current(), 0);
    auto *failed = control.findChild<QAbstractButton *>(u"segment2"_s);
    QTest::mouseClick(failed, Qt::LeftButton);
    QTest::mouseClick(failed, Qt::LeftButton);
    QCOMPARE(control.current(), 2);
    QCOMPARE(changed.count(), 1);
    failed->setFocus();
    QTest::keyClick(failed, Qt::Key_Left);
    QCOMPARE(control.current(), 1);
}

void TestWidgets::longChoiceEndsInAnEllipsis()
{
    const QString words = u"Which customers & depots had more than ten late deliveries?"_s;
    ElidedButton button(words);
    button.resize(button.sizeHint());
    button.show();
    QVERIFY(QTest::qWaitForWindowExposed(&button));
    QCOMPARE(button.shownText(), button.text());
    QVERIFY(button.toolTip().isEmpty());
    button.resize(200, button.height());
    QVERIFY(button.shownText().endsWith(u'…'));
    QTRY_COMPARE(button.toolTip(), plainToolTip(words));
    QCOMPARE(button.accessibleName(), words);
}

void TestWidgets::tipsOfTheWindowShowLetters()
{
    const QString words = u"a > b \"c\" <img>"_s;
    const auto plain = [](const QString &tip) { return QTextDocumentFragment::fromHtml(tip).toPlainText(); };
    TabStrip strip(m_theme);
    strip.addTab(words);
    QCOMPARE(plain(strip.findChild<QTabBar *>(u"tabs"_s)->tabToolTip(0)), words);
    StatusLine line(m_theme);
    line.showMessage(words);
    QCOMPARE(plain(line.findChild<QLabel *>(u"statusMessage"_s)->toolTip()), words);
    ConnectionLabel connection(m_theme);
    connection.setConnection(Tone::Ok, words);
    QCOMPARE(plain(connection.toolTip()), words);
}

void TestWidgets::tabsAreWideEnoughToRead()
{
    TabStrip strip(m_theme);
    strip.resize(600, 36);
    for (int i = 0; i < 9; ++i)
        strip.addTab(u"New question"_s);
    strip.show();
    QVERIFY(QTest::qWaitForWindowExposed(&strip));
    QCOMPARE_GE(strip.findChild<QTabBar *>(u"tabs"_s)->tabRect(4).width(), 120);
}

void TestWidgets::tabsOpenAndClose()
{
    TabStrip strip(m_theme);
    strip.resize(600, 36);
    strip.show();
    QSignalSpy wanted(&strip, &TabStrip::newWanted);
    QSignalSpy closed(&strip, &TabStrip::closeWanted);
    strip.addTab(u"First"_s);
    strip.addTab(u"Cost & time"_s);
    auto *tabs = strip.findChild<QTabBar *>(u"tabs"_s);
    QCOMPARE(tabs->tabText(1), u"Cost && time"_s);
    QTest::mouseClick(strip.findChild<QToolButton *>(u"newTab"_s), Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
    auto *closer = qobject_cast<QToolButton *>(tabs->tabButton(1, QTabBar::RightSide));
    QVERIFY(closer);
    strip.removeTab(0);
    QTest::mouseClick(closer, Qt::LeftButton);
    QCOMPARE(closed.last().first().toInt(), 0);
}

void TestWidgets::closersChangeSidesWithTheLanguage()
{
    TabStrip strip(m_theme);
    strip.resize(600, 36);
    strip.show();
    QVERIFY(QTest::qWaitForWindowExposed(&strip));
    strip.addTab(u"A question of some length"_s);
    const auto *tabs = strip.findChild<QTabBar *>(u"tabs"_s);
    const auto *closer = tabs->tabButton(0, QTabBar::RightSide);
    const auto isAtTheRight = [&] { return closer->geometry().center().x() > tabs->tabRect(0).center().x(); };
    QTRY_VERIFY(isAtTheRight());
    strip.setLayoutDirection(Qt::RightToLeft);
    QTRY_VERIFY(!isAtTheRight());
    strip.setLayoutDirection(Qt::LeftToRight);
    QTRY_VERIFY(isAtTheRight());
}

void TestWidgets::statusLineShowsWhoAndWhat()
{
    StatusLine line(m_theme);
    line.show();
    line.setActor({.userId = u"1"_s, .name = u"anna"_s, .role = sqlai::Role::Admin});
    QCOMPARE(line.findChild<QLabel *>(u"actor"_s)->text(), u"anna · admin"_s);
    auto *connection = line.findChild<QLabel *>(u"connectionStatus"_s);
    QVERIFY(!connection->isVisible());
    line.setConnection(Tone::Ok, u"PostgreSQL"_s);
    QVERIFY(connection->isVisible());
    line.showMessage(u"2,312 rows"_s);
    QCOMPARE(line.message(), u"2,312 rows"_s);
}

void TestWidgets::toolTipsShowLetters()
{
    QVERIFY(plainToolTip({}).isEmpty());
    const QString tip = plainToolTip(u"<b>a & b</b>"_s);
    QVERIFY(Qt::mightBeRichText(tip));
    QTextDocument document;
    document.setHtml(tip);
    QCOMPARE(document.toPlainText(), u"<b>a & b</b>"_s);
}

QTEST_MAIN(TestWidgets)
#include "tst_widgets.moc"
