// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowTest.h"
#include "ui/schema/SchemaPanel.h"

#include <QAccessible>
#include <QAction>
#include <QLabel>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QToolButton>

using namespace sqlai;
using namespace sqlai::ui;
using namespace Qt::StringLiterals;

/// Tabs, panels, keys, and what stands around the questions.
class TestWindowKeys : public test::WindowTest
{
    Q_OBJECT

private Q_SLOTS:
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
};

void TestWindowKeys::tabsOpenAndClose()
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

void TestWindowKeys::tabsTurnByKey()
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

void TestWindowKeys::panelsFollowEachOther()
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

void TestWindowKeys::tabKeyGoesFromQuestionToHistory()
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

void TestWindowKeys::busyTabClosesAtOnce()
{
    m_world->provider.isThinking = true;
    ask(u"Which parts?"_s);
    QTRY_VERIFY(tab()->isBusy() && tab()->attemptId() != 0);
    QSignalSpy idle(&m_world->service, &query::QueryService::becameIdle);
    press(Qt::CTRL | Qt::Key_W);
    QVERIFY(tab()->isBlank());
    QVERIFY(idle.count() == 1 || idle.wait());
}

void TestWindowKeys::schemaNamesGoIntoTheEditor()
{
    tab()->editor()->setSql(u"SELECT id FROM "_s);
    tab()->editor()->setCursorPosition(0, 15);
    Q_EMIT find<SchemaPanel>("schema")->nameChosen(u"parts"_s);
    QCOMPARE(tab()->editor()->sql(), u"SELECT id FROM parts"_s);
}

void TestWindowKeys::missingSchemaCanBeReadAgain()
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

void TestWindowKeys::connectionIsToldInWords()
{
    const auto *status = find<QLabel>("connectionStatus");
    m_world->window->setConnection(Tone::Muted, u"fleet @ localhost"_s);
    QCOMPARE(status->text(), u"PostgreSQL: connecting…"_s);
    m_world->window->setConnection(Tone::Danger, u"fleet @ localhost"_s);
    QCOMPARE(status->text(), u"PostgreSQL: not reachable"_s);
    m_world->window->setConnection(Tone::Ok, u"fleet @ localhost"_s);
    QCOMPARE(status->text(), u"PostgreSQL ok"_s);
}

void TestWindowKeys::fitsTheScreen()
{
    QCOMPARE_LT(m_world->window->height(), m_world->window->screen()->availableSize().height());
}

void TestWindowKeys::everyControlHasAName()
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

void TestWindowKeys::schemeChangesWhileRunning()
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

QTEST_MAIN(TestWindowKeys)
#include "tst_windowkeys.moc"
