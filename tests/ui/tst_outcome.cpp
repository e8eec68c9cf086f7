// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ErrorText.h"
#include "ui/window/Outcome.h"
#include "ui/window/PastSteps.h"

#include <QTest>

using namespace sqlai;
using namespace sqlai::ui;
using namespace Qt::StringLiterals;
using report::Attempt;
using report::AttemptStatus;
using report::StepKind;
using report::StepState;

/// What an attempt, past or just over, tells the window.
class TestOutcome : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pastStepsAreThoseOfTheStore();
    void pastAnswerWasCheckedAndPlanned_data();
    void pastAnswerWasCheckedAndPlanned();
    void providerToneFollowsTheAnswer_data();
    void providerToneFollowsTheAnswer();
    void providerTextSaysWhatHappened_data();
    void providerTextSaysWhatHappened();
    void nextStepOfWhatCanBeAllowed();
    void refusedSuperuserIsNotTriedAgain();
};

void TestOutcome::pastStepsAreThoseOfTheStore()
{
    Attempt attempt{.id = 1, .question = u"q"_s, .sql = u"SELECT 1"_s, .tables = {u"a"_s, u"b"_s}};
    attempt.examples = {{.name = u"late"_s, .similarity = 0.834}};
    const auto steps = pastSteps(attempt);
    QCOMPARE(steps.size(), 3);
    QCOMPARE(steps[0].count, 2);
    QCOMPARE(steps[1].kind, StepKind::Examples);
    QVERIFY(steps[1].detail.contains(u"0.83"));
    QCOMPARE(steps[2].state, StepState::Done);
    attempt.sql.clear();
    attempt.status = AttemptStatus::FailedGeneration;
    QCOMPARE(pastSteps(attempt).last().state, StepState::Failed);
    attempt.question.clear();
    QVERIFY(pastSteps(attempt).isEmpty());
}

void TestOutcome::pastAnswerWasCheckedAndPlanned_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("state");
    const auto row = [](const char *name, AttemptStatus status, ErrorCode code, StepKind kind, StepState state) {
        QTest::newRow(name) << static_cast<int>(status) << static_cast<int>(code) << static_cast<int>(kind)
                            << static_cast<int>(state);
    };
    row("not run", AttemptStatus::NotExecuted, ErrorCode::Internal, StepKind::Planned, StepState::Done);
    row("run failed", AttemptStatus::FailedExecution, ErrorCode::SqlFailed, StepKind::Planned, StepState::Done);
    row("denied", AttemptStatus::FailedGeneration, ErrorCode::SqlDenied, StepKind::Checked, StepState::Failed);
    row("no plan", AttemptStatus::FailedGeneration, ErrorCode::SqlFailed, StepKind::Planned, StepState::Failed);
    row("stopped", AttemptStatus::Cancelled, ErrorCode::Cancelled, StepKind::Planned, StepState::Stopped);
}

void TestOutcome::pastAnswerWasCheckedAndPlanned()
{
    QFETCH(const int, status);
    QFETCH(const int, code);
    const Attempt attempt{.question = u"q"_s,
                          .sql = u"SELECT 1"_s,
                          .status = static_cast<AttemptStatus>(status),
                          .generatedAt = QDateTime::currentDateTimeUtc(),
                          .error = Error{.code = static_cast<ErrorCode>(code)}};
    const auto last = pastSteps(attempt).last();
    QTEST(static_cast<int>(last.kind), "kind");
    QTEST(static_cast<int>(last.state), "state");
}

void TestOutcome::providerToneFollowsTheAnswer_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("sql");
    /// -1: it says nothing.
    QTest::addColumn<int>("tone");
    const auto row = [](const char *name, AttemptStatus status, int code, const QString &sql, int tone) {
        QTest::newRow(name) << static_cast<int>(status) << code << sql << tone;
    };
    const auto failed = AttemptStatus::FailedGeneration;
    const int ok = static_cast<int>(Tone::Ok);
    const int danger = static_cast<int>(Tone::Danger);
    row("answered", AttemptStatus::NotExecuted, -1, u"SELECT 1"_s, ok);
    row("network", failed, static_cast<int>(ErrorCode::Network), {}, danger);
    row("time", failed, static_cast<int>(ErrorCode::Timeout), {}, danger);
    row("status", failed, static_cast<int>(ErrorCode::HttpStatus), {}, danger);
    row("key", failed, static_cast<int>(ErrorCode::ProviderAuth), {}, danger);
    row("bad reply", failed, static_cast<int>(ErrorCode::BadReply), {}, static_cast<int>(Tone::Warning));
    row("unanswerable", failed, static_cast<int>(ErrorCode::Unanswerable), {}, ok);
    row("denied", failed, static_cast<int>(ErrorCode::SqlDenied), u"DROP TABLE t"_s, ok);
    row("no folder", failed, static_cast<int>(ErrorCode::File), {}, -1);
    row("stopped", AttemptStatus::Cancelled, static_cast<int>(ErrorCode::Cancelled), {}, -1);
    row("run", AttemptStatus::FailedExecution, static_cast<int>(ErrorCode::SqlFailed), u"SELECT 1"_s, -1);
    row("asked", AttemptStatus::Generating, -1, {}, -1);
}

void TestOutcome::providerToneFollowsTheAnswer()
{
    QFETCH(const int, status);
    QFETCH(const int, code);
    QFETCH(const QString, sql);
    Attempt attempt{.sql = sql, .provider = u"openai"_s, .status = static_cast<AttemptStatus>(status)};
    if (code >= 0)
        attempt.error = Error{.code = static_cast<ErrorCode>(code)};
    const auto tone = providerTone(attempt);
    QTEST(tone ? static_cast<int>(*tone) : -1, "tone");
    attempt.provider.clear();
    QVERIFY(!providerTone(attempt));
}

void TestOutcome::providerTextSaysWhatHappened_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, ErrorCode code, const QString &sql, const QString &text) {
        QTest::newRow(name) << static_cast<int>(code) << sql << text;
    };
    const auto select = u"SELECT 1"_s;
    const auto refused = u"The last question got SQL that did not pass the checks."_s;
    QTest::newRow("answered") << -1 << select << u"The last question was answered."_s;
    row("unanswerable", ErrorCode::Unanswerable, {}, u"The last question got an answer without SQL."_s);
    row("denied", ErrorCode::SqlDenied, u"DROP TABLE t"_s, refused);
    row("no plan", ErrorCode::SqlFailed, select, refused);
    row("bad reply", ErrorCode::BadReply, {}, ErrorText::sentence({.code = ErrorCode::BadReply, .detail = u"x"_s}));
    row("key", ErrorCode::ProviderAuth, {}, ErrorText::sentence({.code = ErrorCode::ProviderAuth, .detail = u"x"_s}));
}

void TestOutcome::providerTextSaysWhatHappened()
{
    QFETCH(const int, code);
    QFETCH(const QString, sql);
    Attempt attempt{.sql = sql, .provider = u"openai"_s, .status = AttemptStatus::NotExecuted};
    if (code >= 0) {
        attempt.status = AttemptStatus::FailedGeneration;
        attempt.error = Error{.code = static_cast<ErrorCode>(code), .detail = u"x"_s};
    }
    QTEST(providerText(attempt), "text");
}

void TestOutcome::nextStepOfWhatCanBeAllowed()
{
    Attempt attempt{.status = AttemptStatus::FailedExecution, .error = Error{.code = ErrorCode::SqlDenied}};
    QVERIFY(!nextStep(attempt).contains(u"allowed"_s));
    attempt.error->subject = u"function public.f()"_s;
    QVERIFY(nextStep(attempt).contains(u"allowed"_s));
}

void TestOutcome::refusedSuperuserIsNotTriedAgain()
{
    const Error refused{.code = ErrorCode::Forbidden, .subject = u"superuser postgres"_s};
    QVERIFY(!mayFareBetter(refused));
    const QString next = nextStep({.status = AttemptStatus::FailedExecution, .error = refused});
    QVERIFY2(!next.contains(u"statement"_s), qPrintable(next)); // It is not the statement's fault.
}

QTEST_APPLESS_MAIN(TestOutcome)
#include "tst_outcome.moc"
