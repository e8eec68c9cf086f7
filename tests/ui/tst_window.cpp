// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowTest.h"

#include "ui/ask/ExplanationLine.h"
#include "ui/widgets/Dot.h"
#include "ui/widgets/Labels.h"

#include <QLabel>
#include <QPushButton>
#include <QTabBar>

using namespace sqlai;
using namespace sqlai::ui;
using namespace Qt::StringLiterals;

/// Questions, statements and runs.
class TestWindow : public test::WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void clickOnASuggestionGivesSqlAndRunGivesRows();
    void editedSqlIsANewAttempt();
    void runByAnotherProgramIsRunAgain();
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
    void providerLightFollowsTheAnswers();

private:
    bool isShown(const QByteArray &name) const
    {
        const auto *widget = tab()->findChild<QWidget *>(QString::fromLatin1(name));
        return widget && widget->isVisible();
    }
    /// The names of what speaks of one answer and no other statement.
    static QList<QByteArray> proofs()
    {
        const auto chip = [](report::StepKind kind) { return "step" + QByteArray::number(static_cast<int>(kind)); };
        return {chip(report::StepKind::Sql), chip(report::StepKind::Checked), chip(report::StepKind::Planned),
                "explanation"};
    }
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

void TestWindow::runByAnotherProgramIsRunAgain()
{
    ask(u"Which parts?"_s);
    QTRY_VERIFY(!tab()->isBusy() && tab()->attemptId() != 0);
    const qint64 asked = tab()->attemptId();
    // The tab hears nothing of this, as of a run by another program.
    const Actor anna{.userId = u"anna"_s, .name = u"Anna"_s, .role = Role::User};
    QVERIFY(test::House::endOf(m_world->service.run(anna, asked)).hasResult);
    press(Qt::Key_F5);
    QTRY_VERIFY2(banner().contains(u"has its result already"), qPrintable(banner()));
    // What the words speak of is there.
    QTRY_COMPARE(rowsShown(), 3);
    QCOMPARE(tab()->attemptId(), asked);
    press(Qt::Key_F5);
    QTRY_VERIFY(!tab()->isBusy() && tab()->attemptId() != asked);
    QCOMPARE(banner(), QString());
    QTRY_COMPARE(rowsShown(), 3);
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
    ask(u"Which parts?"_s);
    QTRY_VERIFY(!tab()->isBusy() && tab()->attemptId() != 0);
    press(Qt::Key_F5);
    QTRY_COMPARE(rowsShown(), 3);
    QTRY_VERIFY(!tab()->isBusy());
    m_world->limiter.left = 0;
    ask(u"one more"_s);
    QTRY_COMPARE(banner(), u"Later."_s);
    QTRY_VERIFY(!tab()->isBusy());
    QCOMPARE(rowsShown(), 3);
    QCOMPARE(tab()->editor()->sql(), u"SELECT id FROM parts"_s);
    for (const QByteArray &proof : proofs())
        QVERIFY2(isShown(proof), proof);
    QCOMPARE(tab()->askPanel()->explanation()->text(), u"From nowhere."_s);
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
    for (const QByteArray &proof : proofs())
        QVERIFY2(isShown(proof), proof);
    QVERIFY(!isShown("stepEdited"));
    QTest::keyClicks(tab()->editor(), u"--"_s);
    for (const QByteArray &proof : proofs())
        QVERIFY2(!isShown(proof), proof);
    QVERIFY(isShown("stepEdited"));
    tab()->editor()->undo();
    QTRY_VERIFY(isShown(proofs().first()) && !isShown("stepEdited"));
    // Nor does a run of something else bring it back.
    runSql(u"SELECT id FROM parts LIMIT 2"_s);
    for (const QByteArray &proof : proofs())
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

void TestWindow::providerLightFollowsTheAnswers()
{
    m_world->window->setProvider(Tone::Muted, u"model gpt-4"_s);
    auto *label = find<QLabel>("providerStatus");
    auto *dot = find<Dot>("providerDot");
    QCOMPARE(label->text(), u"model gpt-4"_s);
    QCOMPARE(dot->tone(), Tone::Muted);
    const auto fail = [this](ErrorCode code) {
        m_world->provider.next = query::Answer{.error = Error{.code = code, .detail = u"for a reason"_s}};
        ask(u"Which parts?"_s);
        QTRY_VERIFY(!tab()->isBusy());
    };
    fail(ErrorCode::Network);
    QCOMPARE(dot->tone(), Tone::Danger);
    QVERIFY(label->toolTip().contains(u"could not be reached"));
    fail(ErrorCode::BadReply);
    QCOMPARE(dot->tone(), Tone::Warning);
    fail(ErrorCode::Unanswerable);
    QCOMPARE(dot->tone(), Tone::Ok);
    QCOMPARE(label->toolTip(), plainToolTip(u"The last question got an answer without SQL."_s));
    m_world->provider.next = query::Answer{.sql = u"SELECT id FROM parts"_s};
    ask(u"Which parts?"_s);
    QTRY_VERIFY(label->toolTip().contains(u"was answered"));
    QCOMPARE(dot->tone(), Tone::Ok);
    QCOMPARE(label->text(), u"model gpt-4"_s);
}

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
