// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/AnswerSteps.h"
#include "ui/ask/AskPanel.h"
#include "ui/ask/ExplanationLine.h"
#include "ui/ask/QuestionBox.h"
#include "ui/ask/StepLine.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Chip.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace sqlai::ui;
using namespace Qt::StringLiterals;
using sqlai::report::Step;
using sqlai::report::StepKind;
using sqlai::report::StepState;

class TestAsk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme.apply(); }
    void init();
    void cleanup() { m_panel.reset(); }
    void asksByKeyAndByClick();
    void emptyQuestionIsNotAsked();
    void stopsWhileBusy();
    void growsUpToSixLines();
    void newQuestionCanBeUndone();
    void stepsSayWhatTheySaw_data();
    void stepsSayWhatTheySaw();
    void stepOpensItsDetail();
    void stepsFollowTheFlow();
    void stepsStandInOrder();
    void localExamplesSayWhy();
    void explanationOpens();
    void bannerOffersAnAction();

private:
    template <typename T>
    T *find(const QString &name) const
    {
        return m_panel->findChild<T *>(name);
    }

    Theme m_theme;
    std::unique_ptr<AskPanel> m_panel;
    QPlainTextEdit *m_edit = nullptr;
    QPushButton *m_button = nullptr;
};

void TestAsk::init()
{
    m_panel = std::make_unique<AskPanel>(m_theme);
    m_panel->resize(800, 300);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    m_edit = find<QPlainTextEdit>(u"question"_s);
    m_button = find<QPushButton>(u"ask"_s);
}

void TestAsk::asksByKeyAndByClick()
{
    QSignalSpy asked(m_panel.get(), &AskPanel::asked);
    QTest::keyClicks(m_edit, u"  How many trucks? "_s);
    QTest::keyClick(m_edit, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.last().first().toString(), u"How many trucks?"_s);
    QTest::mouseClick(m_button, Qt::LeftButton);
    QCOMPARE(asked.count(), 2);
    // A plain Return belongs to the text.
    QTest::keyClick(m_edit, Qt::Key_Return);
    QCOMPARE(asked.count(), 2);
    QVERIFY(m_edit->toPlainText().contains(u'\n'));
}

void TestAsk::emptyQuestionIsNotAsked()
{
    QSignalSpy asked(m_panel.get(), &AskPanel::asked);
    QVERIFY(!m_button->isEnabled());
    QVERIFY(!m_button->toolTip().isEmpty());
    QTest::keyClicks(m_edit, u"   "_s);
    QTest::keyClick(m_edit, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(asked.count(), 0);
    QVERIFY(!m_button->isEnabled());
}

void TestAsk::stopsWhileBusy()
{
    QSignalSpy asked(m_panel.get(), &AskPanel::asked);
    QSignalSpy stopped(m_panel.get(), &AskPanel::stopRequested);
    QTest::keyClicks(m_edit, u"x"_s);
    QTest::keyClick(m_edit, Qt::Key_Escape);
    QCOMPARE(stopped.count(), 0);
    m_panel->questionBox()->setBusy(true);
    QTest::keyClick(m_edit, Qt::Key_Escape);
    QTest::mouseClick(m_button, Qt::LeftButton);
    QCOMPARE(stopped.count(), 2);
    QTest::keyClick(m_edit, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(asked.count(), 0);
    QCOMPARE(m_edit->toPlainText(), u"x"_s);
}

void TestAsk::growsUpToSixLines()
{
    const int one = m_edit->height();
    m_edit->setPlainText(u"a\nb\nc"_s);
    QTRY_COMPARE_GT(m_edit->height(), 2 * one);
    m_edit->setPlainText(u"a\n"_s.repeated(5) + u"a"_s);
    QTRY_COMPARE_GT(m_edit->height(), 5 * (one - 10));
    const int six = m_edit->height();
    m_edit->setPlainText(u"a\n"_s.repeated(40));
    QTRY_COMPARE(m_edit->height(), six);
    m_edit->clear();
    QTRY_COMPARE(m_edit->height(), one);
}

void TestAsk::newQuestionCanBeUndone()
{
    QTest::keyClicks(m_edit, u"mine"_s);
    m_panel->questionBox()->setQuestion(u"theirs"_s);
    QCOMPARE(m_panel->questionBox()->question(), u"theirs"_s);
    m_edit->undo();
    QCOMPARE(m_panel->questionBox()->question(), u"mine"_s);
}

void TestAsk::stepsSayWhatTheySaw_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("state");
    QTest::addColumn<qint64>("count");
    QTest::addColumn<qint64>("tables");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, StepKind kind, StepState state, qint64 count, qint64 tables,
                        const QString &text) {
        QTest::newRow(name) << static_cast<int>(kind) << static_cast<int>(state) << count << tables << text;
    };
    row("schema", StepKind::Schema, StepState::Done, 15, 0, u"15 tables"_s);
    row("one table", StepKind::Schema, StepState::Done, 1, 0, u"1 table"_s);
    row("tables of schema", StepKind::Tables, StepState::Done, 2, 15, u"2 of 15 tables"_s);
    row("all tables", StepKind::Tables, StepState::Done, 15, 15, u"15 tables"_s);
    row("examples", StepKind::Examples, StepState::Done, 3, 15, u"3 examples"_s);
    row("looking", StepKind::Examples, StepState::Running, 0, 15, u"looking for examples…"_s);
    row("no example near", StepKind::Examples, StepState::Done, 0, 15, u"no examples"_s);
    row("stopped", StepKind::Sql, StepState::Stopped, 0, 15, u"SQL: stopped"_s);
    row("no example", StepKind::Examples, StepState::Failed, 0, 15, u"no example"_s);
    row("checked", StepKind::Checked, StepState::Done, 2, 15, u"checked: reads only"_s);
    row("denied", StepKind::Checked, StepState::Failed, 0, 15, u"not allowed"_s);
    row("planned", StepKind::Planned, StepState::Done, 2312, 15, u"plan ok, ~2,312 rows"_s);
}

void TestAsk::stepsSayWhatTheySaw()
{
    QFETCH(const int, kind);
    QFETCH(const int, state);
    QFETCH(const qint64, count);
    QFETCH(const qint64, tables);
    const Step step{
        .kind = static_cast<StepKind>(kind), .state = static_cast<StepState>(state), .count = count, .detail = {}};
    QTEST(stepText(step, tables), "text");
}

void TestAsk::stepOpensItsDetail()
{
    m_panel->steps()->begin();
    m_panel->steps()->setStep({.kind = StepKind::Sql, .state = StepState::Done, .count = 0, .detail = {}});
    m_panel->steps()->setStep(
        {.kind = StepKind::Examples, .state = StepState::Done, .count = 1, .detail = u"late_activities 0.83"_s});
    auto *chip = find<Chip>(u"step2"_s);
    auto *detail = find<QPlainTextEdit>(u"stepDetail"_s);
    QVERIFY(chip && detail);
    QVERIFY(!detail->isVisible());
    QTRY_VERIFY(chip->width() > 0 && chip->isVisible());
    QTest::mouseClick(chip, Qt::LeftButton);
    QVERIFY(detail->isVisible());
    QCOMPARE(detail->toPlainText(), u"late_activities 0.83"_s);
    QTest::mouseClick(chip, Qt::LeftButton);
    QVERIFY(!detail->isVisible());
    // A step that saw nothing has nothing to open.
    QVERIFY(!find<Chip>(u"step3"_s)->isEnabled());
}

void TestAsk::stepsFollowTheFlow()
{
    StepLine *steps = m_panel->steps();
    QVERIFY(!steps->isVisible());
    steps->begin();
    steps->setStep({.kind = StepKind::Sql, .state = StepState::Running, .count = 0, .detail = {}});
    auto *chip = find<Chip>(u"step3"_s);
    QCOMPARE(chip->tone(), Tone::Running);
    steps->setStep({.kind = StepKind::Sql, .state = StepState::Failed, .count = 0, .detail = {}});
    QCOMPARE(chip->tone(), Tone::Danger);
    QVERIFY(!find<Chip>(u"step2"_s)->isVisible());
    steps->setStep({.kind = StepKind::Sql, .state = StepState::Stopped, .count = 0, .detail = {}});
    QCOMPARE(chip->tone(), Tone::Warning);
    steps->end();
    steps->setPast({}, 0);
    QVERIFY(!steps->isVisible());
}

void TestAsk::stepsStandInOrder()
{
    StepLine *steps = m_panel->steps();
    steps->begin();
    // Tables and examples are looked for at the same time: either may come first.
    for (const auto kind : {StepKind::Schema, StepKind::Examples, StepKind::Tables, StepKind::Sql})
        steps->setStep({.kind = kind, .state = StepState::Running, .count = 2, .detail = {}});
    const auto left = [this](int kind) { return find<Chip>(u"step%1"_s.arg(kind))->x(); };
    QTRY_VERIFY(left(0) < left(1) && left(1) < left(2) && left(2) < left(3));
    // The chosen tables stand for the schema.
    steps->setStep({.kind = StepKind::Schema, .state = StepState::Done, .count = 15, .detail = {}});
    steps->setStep({.kind = StepKind::Tables, .state = StepState::Done, .count = 2, .detail = {}});
    QVERIFY(!find<Chip>(u"step0"_s)->isVisible());
    QCOMPARE(find<Chip>(u"step1"_s)->text(), u"2 of 15 tables"_s);
    steps->begin();
    QVERIFY(!find<Chip>(u"step1"_s)->isVisible());
}

void TestAsk::localExamplesSayWhy()
{
    const QList<sqlai::report::ExampleUse> examples{{.name = u"late_activities"_s, .similarity = 0.83}};
    m_panel->steps()->begin();
    m_panel->steps()->setStep(sqlai::query::examplesStep(examples, u"The endpoint has no embeddings."_s));
    auto *chip = find<Chip>(u"step2"_s);
    QCOMPARE(chip->text(), u"1 example (local)"_s);
    QVERIFY(chip->toolTip().contains(u"The endpoint has no embeddings."));
    m_panel->steps()->setStep(sqlai::query::examplesStep(examples));
    QCOMPARE(chip->text(), u"1 example"_s);
}

void TestAsk::explanationOpens()
{
    ExplanationLine *line = m_panel->explanation();
    QVERIFY(!line->isVisible());
    line->setText(u"short"_s);
    QVERIFY(line->isVisible());
    auto *more = find<QToolButton>(u"explanationMore"_s);
    QTRY_VERIFY(!more->isVisible());
    line->setText(u"a long explanation of many words "_s.repeated(20));
    QTRY_VERIFY(more->isVisible());
    const int closed = line->height();
    QTest::mouseClick(more, Qt::LeftButton);
    QTRY_COMPARE_GT(line->height(), closed);
    QVERIFY(find<QLabel>(u"explanationText"_s)->text().startsWith(u"a long explanation"));
}

void TestAsk::bannerOffersAnAction()
{
    Banner *banner = m_panel->banner();
    int runs = 0;
    banner->showMessage(Tone::Danger, u"<b>No</b> connection."_s, {.text = u"Try again"_s, .run = [&] { ++runs; }});
    QVERIFY(banner->isVisible());
    QCOMPARE(banner->text(), u"<b>No</b> connection."_s);
    QTest::mouseClick(find<QPushButton>(u"bannerAction"_s), Qt::LeftButton);
    QCOMPARE(runs, 1);
    QVERIFY(!banner->isVisible());
    banner->showMessage(Tone::Ok, u"done"_s);
    QVERIFY(!find<QPushButton>(u"bannerAction"_s)->isVisible());
    QTest::mouseClick(find<QToolButton>(u"bannerClose"_s), Qt::LeftButton);
    QVERIFY(!banner->isVisible());
}

QTEST_MAIN(TestAsk)
#include "tst_ask.moc"
