// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowTest.h"

#include "core/operations/AllowanceService.h"
#include "core/storage/AllowanceRepository.h"
#include "ui/allow/AllowanceDesk.h"
#include "ui/allow/AllowancesDialog.h"
#include "ui/allow/DefinitionDialog.h"
#include "ui/widgets/VisibleText.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QTreeWidget>

using namespace sqlai;
using namespace sqlai::ui;
using namespace Qt::StringLiterals;
using report::DatabaseObject;
using report::ObjectKind;

namespace {

DatabaseObject sample()
{
    return {.name = u"public.f(integer)"_s,
            .definition = u"CREATE FUNCTION public.f(integer) …\n\tSELECT 1"_s,
            .fingerprint = u"abc"_s,
            .owner = u"postgres"_s,
            .language = u"plpgsql"_s};
}

Error refusal()
{
    return {.code = ErrorCode::SqlDenied,
            .detail = u"the function public.f(integer) is unknown. An administrator can allow it"_s,
            .position = 8,
            .subject = u"function public.f(integer)"_s};
}

}

/// A refused function from the refusal to the run, and the list of what is allowed.
class TestAllowWindow : public test::WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(Role::Admin); }
    void cleanup();
    void adminAllowsAndRuns();
    void refusedAnswerCanBeAllowed();
    void pastRefusalCanBeAllowed();
    void closingAllowsNothing();
    void returnAllowsNothing();
    void whatChangedIsReadAgain();
    void goneObjectIsToldSo();
    void userSeesWhoMayAllow();
    void warnsOfTheOwnersRights();
    void tellsWhatAllowingMeans_data();
    void tellsWhatAllowingMeans();
    void nothingHidesInADefinition_data();
    void nothingHidesInADefinition();
    void nothingStandsBesideTheDefinition();
    void listRevokesAndAllowsAgain();
    void listIsReadOnlyForUsers();
    void emptyListSaysWhatItIsFor();
    void everythingHasAName();

private:
    void begin(Role role);
    /// Runs a statement that is refused, and opens the definition by the button beside the reason.
    DefinitionDialog *openDefinition() const;
    AllowancesDialog *openList() const;
    template <typename T>
    T *inDialog(const QWidget *dialog, const char *name) const
    {
        return dialog->findChild<T *>(QString::fromLatin1(name));
    }
    QPushButton *bannerButton() const { return tab()->findChild<QPushButton *>(u"bannerAction"_s); }
    QList<report::Allowance> allowed() const { return test::House::answerOf(m_service->list(m_world->actor)).value(); }

    std::unique_ptr<storage::AllowanceRepository> m_store;
    std::unique_ptr<operations::AllowanceService> m_service;
};

void TestAllowWindow::begin(Role role)
{
    cleanup();
    m_world = std::make_unique<test::World>(role);
    m_world->runner.object = sample();
    m_store = std::make_unique<storage::AllowanceRepository>(m_world->database);
    m_service = std::make_unique<operations::AllowanceService>(*m_store, m_world->runner, m_world->clock, u"test"_s);
    new AllowanceDesk(*m_world->window, *m_service, m_world->actor, m_world->theme);
}

void TestAllowWindow::cleanup()
{
    if (m_world)
        m_world->window.reset(); // Before the service that it acts through.
    m_service.reset();
    m_store.reset();
    m_world.reset();
}

DefinitionDialog *TestAllowWindow::openDefinition() const
{
    m_world->runner.runError = refusal();
    m_world->runner.rows = 0;
    runSql(u"SELECT f(1)"_s);
    [&] { QTRY_VERIFY(bannerButton()->isVisible()); }();
    QTest::mouseClick(bannerButton(), Qt::LeftButton);
    [&] { QTRY_VERIFY(find<DefinitionDialog>("definitionDialog")); }();
    return find<DefinitionDialog>("definitionDialog");
}

AllowancesDialog *TestAllowWindow::openList() const
{
    find<QAction>("showAllowancesAction")->trigger();
    return find<AllowancesDialog>("allowancesDialog");
}

void TestAllowWindow::adminAllowsAndRuns()
{
    const auto *dialog = openDefinition();
    QVERIFY(dialog);
    QCOMPARE(bannerButton()->text(), u"Show definition…"_s);
    QVERIFY(tab()->editor()->hasErrorMark());
    QCOMPARE(inDialog<QPlainTextEdit>(dialog, "definitionText")->toPlainText(), sample().definition);
    QVERIFY(inDialog<QPlainTextEdit>(dialog, "definitionText")->isReadOnly());
    QVERIFY(inDialog<QLabel>(dialog, "definitionFacts")->text().contains(u"plpgsql"_s));
    QTest::mouseClick(inDialog<QPushButton>(dialog, "definitionAllow"), Qt::LeftButton);
    QTRY_VERIFY(!find<DefinitionDialog>("definitionDialog"));
    QCOMPARE(allowed().size(), 1);
    QCOMPARE(allowed().first().object, sample());
    QCOMPARE(allowed().first().allowedBy, u"anna"_s);
    QCOMPARE(m_world->runner.allowances.size(), 1);

    QVERIFY(banner().contains(u"public.f(integer) is allowed"_s));
    QCOMPARE(bannerButton()->text(), u"Run the statement"_s);
    QVERIFY(!tab()->editor()->hasErrorMark());
    m_world->runner.runError.reset();
    m_world->runner.rows = 3;
    QTest::mouseClick(bannerButton(), Qt::LeftButton);
    QTRY_COMPARE(rowsShown(), 3);
    QCOMPARE(m_world->runner.ran.last(), "SELECT f(1)");
}

void TestAllowWindow::refusedAnswerCanBeAllowed()
{
    m_world->runner.explainError = refusal();
    ask(u"Which parts?"_s);
    QTRY_VERIFY(!tab()->isBusy() && bannerButton()->isVisible());
    QTest::mouseClick(bannerButton(), Qt::LeftButton);
    QTRY_VERIFY(find<DefinitionDialog>("definitionDialog"));
    QTest::mouseClick(find<QPushButton>("definitionAllow"), Qt::LeftButton);
    QTRY_COMPARE(bannerButton()->text(), u"Run the statement"_s);
    QTest::mouseClick(bannerButton(), Qt::LeftButton);
    QTRY_COMPARE(rowsShown(), 3);
}

void TestAllowWindow::pastRefusalCanBeAllowed()
{
    m_world->runner.runError = refusal();
    runSql(u"SELECT f(1)"_s);
    const auto stored = test::House::answerOf(m_world->service.attempt(m_world->actor, tab()->attemptId()));
    m_world->window->openAttempt(*stored);
    tab()->openAttempt(*stored);
    QVERIFY(bannerButton()->isVisible());
    QCOMPARE(bannerButton()->text(), u"Show definition…"_s);
}

void TestAllowWindow::closingAllowsNothing()
{
    const auto *dialog = openDefinition();
    QTest::mouseClick(inDialog<QPushButton>(dialog, "definitionClose"), Qt::LeftButton);
    QTRY_VERIFY(!find<DefinitionDialog>("definitionDialog"));
    QVERIFY(allowed().isEmpty());
    // The refusal still stands there, and can be looked at once more.
    QVERIFY(banner().contains(u"An administrator can allow it"_s));
    QVERIFY(bannerButton()->isVisible());
}

void TestAllowWindow::returnAllowsNothing()
{
    QVERIFY(openDefinition());
    QTest::keyClick(find<DefinitionDialog>("definitionDialog"), Qt::Key_Return);
    QTRY_VERIFY(!find<DefinitionDialog>("definitionDialog"));
    QVERIFY(allowed().isEmpty());
}

void TestAllowWindow::whatChangedIsReadAgain()
{
    const auto *dialog = openDefinition();
    m_world->runner.object->fingerprint = u"def"_s;
    m_world->runner.object->definition = u"CREATE FUNCTION … another one"_s;
    auto *allow = inDialog<QPushButton>(dialog, "definitionAllow");
    QTest::mouseClick(allow, Qt::LeftButton);
    auto *told = inDialog<Banner>(dialog, "definitionBanner");
    QTRY_VERIFY(told->isVisible());
    QVERIFY(told->text().contains(u"has changed"_s));
    QVERIFY(!allow->isEnabled());
    QVERIFY(allowed().isEmpty());
    QTest::mouseClick(told->findChild<QPushButton *>(u"bannerAction"_s), Qt::LeftButton);
    QTRY_VERIFY(allow->isEnabled());
    QCOMPARE(inDialog<QPlainTextEdit>(dialog, "definitionText")->toPlainText(), u"CREATE FUNCTION … another one"_s);
    QTest::mouseClick(allow, Qt::LeftButton);
    QTRY_COMPARE(allowed().size(), 1);
}

void TestAllowWindow::goneObjectIsToldSo()
{
    m_world->runner.runError = refusal();
    m_world->runner.object.reset();
    runSql(u"SELECT f(1)"_s);
    QTest::mouseClick(bannerButton(), Qt::LeftButton);
    QTRY_COMPARE(banner(), u"public.f(integer)."_s); // The runner's words.
    QVERIFY(!find<DefinitionDialog>("definitionDialog"));
}

void TestAllowWindow::userSeesWhoMayAllow()
{
    begin(Role::User);
    m_world->runner.runError = refusal();
    m_world->runner.rows = 0;
    runSql(u"SELECT f(1)"_s);
    QTRY_VERIFY(banner().contains(u"An administrator can allow it"_s));
    QVERIFY(!bannerButton()->isVisible());
}

void TestAllowWindow::warnsOfTheOwnersRights()
{
    const auto *plain = openDefinition();
    QVERIFY(!inDialog<Banner>(plain, "definitionWarning")->isVisible());
    QTest::keyClick(find<DefinitionDialog>("definitionDialog"), Qt::Key_Escape);
    QTRY_VERIFY(!find<DefinitionDialog>("definitionDialog"));
    m_world->runner.object->isSecurityDefiner = true;
    const auto *definer = openDefinition();
    const auto *warning = inDialog<Banner>(definer, "definitionWarning");
    QVERIFY(warning->isVisible());
    QVERIFY(warning->text().contains(u"rights of its owner, postgres"_s));
    QVERIFY(!warning->findChild<QWidget *>(u"bannerClose"_s)->isVisible());
}

void TestAllowWindow::tellsWhatAllowingMeans_data()
{
    QTest::addColumn<bool>("isFunction");
    QTest::addColumn<QString>("words");
    QTest::newRow("function") << true << u"everything that it calls"_s;
    QTest::newRow("foreign table") << false << u"asks the other one"_s;
}

void TestAllowWindow::tellsWhatAllowingMeans()
{
    QFETCH(const bool, isFunction);
    QFETCH(const QString, words);
    m_world->runner.object->kind = isFunction ? ObjectKind::Function : ObjectKind::ForeignTable;
    const auto *dialog = openDefinition();
    const QString text = inDialog<QLabel>(dialog, "definitionMeaning")->text();
    QVERIFY2(text.contains(words), qPrintable(text));
    QVERIFY2(text.contains(u"refused again"_s), qPrintable(text));
}

void TestAllowWindow::nothingHidesInADefinition_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << u"a\n\tb ß 部品"_s << u"a\n\tb ß 部品"_s;
    QTest::newRow("turned") << u"a\u202Eb"_s << u"a‹U+202E›b"_s;
    QTest::newRow("no width") << u"a\u200Bb"_s << u"a‹U+200B›b"_s;
    QTest::newRow("bell") << u"a\ab"_s << u"a‹U+0007›b"_s;
    QTest::newRow("return") << u"a\rb"_s << u"a‹U+000D›b"_s;
    QTest::newRow("line") << u"a\u2028b"_s << u"a‹U+2028›b"_s;
    QTest::newRow("filler") << u"a\u3164b"_s << u"a‹U+3164›b"_s;
    QTest::newRow("half-width filler") << u"a\uFFA0b"_s << u"a‹U+FFA0›b"_s;
    QTest::newRow("first consonant") << u"a\u115Fb"_s << u"a‹U+115F›b"_s;
    QTest::newRow("Braille") << u"a\u2800b"_s << u"a‹U+2800›b"_s;
    QTest::newRow("joiner") << u"a\u034Fb"_s << u"a‹U+034F›b"_s;
    QTest::newRow("variation") << u"a\uFE0Fb"_s << u"a‹U+FE0F›b"_s;
    QTest::newRow("further variation") << u"a\U000E0100b"_s << u"a‹U+E0100›b"_s;
    QTest::newRow("odd space") << u"a\u00A0b"_s << u"a‹U+00A0›b"_s;
    QTest::newRow("wide space") << u"a\u3000b"_s << u"a‹U+3000›b"_s;
    QTest::newRow("tag") << u"a\U000E0041b"_s << u"a‹U+E0041›b"_s;
}

void TestAllowWindow::nothingHidesInADefinition()
{
    QFETCH(const QString, text);
    QFETCH(const QString, shown);
    QCOMPARE(visibleText(text), shown);
    m_world->runner.object->definition = text;
    QCOMPARE(inDialog<QPlainTextEdit>(openDefinition(), "definitionText")->toPlainText(), shown);
}

void TestAllowWindow::nothingStandsBesideTheDefinition()
{
    m_world->runner.object->definition = u"SELECT 1;%1DROP TABLE parts"_s.arg(QString(2'000, u' '));
    auto *text = inDialog<QPlainTextEdit>(openDefinition(), "definitionText");
    text->moveCursor(QTextCursor::End);
    QVERIFY(text->viewport()->rect().contains(text->cursorRect()));
    QCOMPARE(text->horizontalScrollBar()->value(), 0);
    QCOMPARE(text->horizontalScrollBar()->maximum(), 0);
}

void TestAllowWindow::listRevokesAndAllowsAgain()
{
    QVERIFY(test::House::answerOf(m_service->allow(m_world->actor, sample())).isOk());
    const auto *dialog = openList();
    const auto *list = inDialog<QTreeWidget>(dialog, "allowances");
    QTRY_COMPARE(list->topLevelItemCount(), 1);
    QCOMPARE(list->topLevelItem(0)->text(0), u"public.f(integer)"_s);
    QCOMPARE(list->topLevelItem(0)->text(2), u"Anna"_s);
    auto *revoke = inDialog<QPushButton>(dialog, "allowancesRevoke");
    QVERIFY(!revoke->isEnabled());
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->topLevelItem(0)).center());
    QTRY_VERIFY(revoke->isEnabled());
    QTest::mouseClick(revoke, Qt::LeftButton);
    QTRY_COMPARE(list->topLevelItemCount(), 0);
    QVERIFY(allowed().isEmpty());

    auto *told = inDialog<Banner>(dialog, "allowancesBanner");
    QTRY_VERIFY(told->isVisible());
    QTest::mouseClick(told->findChild<QPushButton *>(u"bannerAction"_s), Qt::LeftButton);
    QTRY_COMPARE(list->topLevelItemCount(), 1);
    QCOMPARE(allowed().first().object, sample());
    QTRY_VERIFY(told->text().contains(u"allowed again"_s));
}

void TestAllowWindow::listIsReadOnlyForUsers()
{
    begin(Role::User);
    QVERIFY(test::House::answerOf(m_store->save(u"test"_s, {.object = sample(), .allowedAt = m_world->clock.now()}))
                .isOk());
    const auto *dialog = openList();
    QTRY_COMPARE(inDialog<QTreeWidget>(dialog, "allowances")->topLevelItemCount(), 1);
    QVERIFY(!inDialog<QPushButton>(dialog, "allowancesRevoke")->isVisible());
}

void TestAllowWindow::emptyListSaysWhatItIsFor()
{
    const auto *dialog = openList();
    const auto *empty = inDialog<QWidget>(dialog, "emptyState");
    QTRY_VERIFY(empty->isVisible());
    QTest::keyClick(find<AllowancesDialog>("allowancesDialog"), Qt::Key_Escape);
    QTRY_VERIFY(!find<AllowancesDialog>("allowancesDialog"));
}

void TestAllowWindow::everythingHasAName()
{
    const QList<const QWidget *> dialogs{openDefinition(), openList()};
    for (const QWidget *dialog : dialogs) {
        QVERIFY(!dialog->windowTitle().isEmpty());
        const auto all = dialog->findChildren<QWidget *>();
        for (const QWidget *widget : all) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->inherits("QScrollBar"))
                continue;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const QString name = button && !button->text().isEmpty() ? button->text() : widget->accessibleName();
            const auto *label = qobject_cast<const QLabel *>(widget);
            QVERIFY2(!name.isEmpty() || label, qPrintable(widget->objectName()));
        }
    }
}

QTEST_MAIN(TestAllowWindow)
#include "tst_allow_window.moc"
