// SPDX-License-Identifier: GPL-3.0-or-later
#include "House.h"

using namespace sqlai;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using report::Attempt;
using report::AttemptStatus;
using report::StepKind;
using report::StepState;
using test::House;

namespace {

const Actor anna{.userId = u"anna"_s, .name = u"Anna"_s, .role = Role::User};

/// A question that waits for ever at one place.
struct Waiting {
    House house;
    query::Flow *flow = nullptr;
    std::optional<report::Step> step = {};

    explicit Waiting(StepKind place)
    {
        house.source.isReading = place == StepKind::Schema;
        house.provider.isThinking = place == StepKind::Sql;
        house.runner.isPlanning = place == StepKind::Planned;
        flow = house.service.ask(anna, u"which parts?"_s);
        QObject::connect(flow, &query::Flow::stepChanged, flow, [this](const report::Step &now) { step = now; });
        [&] { QTRY_VERIFY(place == StepKind::Sql ? house.provider.stream != nullptr : step && step->kind == place); }();
    }
};

void addPlaces()
{
    QTest::addColumn<int>("place");
    QTest::newRow("schema") << static_cast<int>(StepKind::Schema);
    QTest::newRow("answer") << static_cast<int>(StepKind::Sql);
    QTest::newRow("planned") << static_cast<int>(StepKind::Planned);
}

}

/// A question on its way to SQL.
class TestGenerateFlow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deadlineEndsIt_data();
    void deadlineEndsIt();
    void stopIsNoDeadline_data();
    void stopIsNoDeadline();
    void tablesStayAsChosen_data();
    void tablesStayAsChosen();
};

void TestGenerateFlow::deadlineEndsIt_data()
{
    addPlaces();
}

void TestGenerateFlow::deadlineEndsIt()
{
    QFETCH(const int, place);
    Waiting waiting(static_cast<StepKind>(place));
    QSignalSpy finished(waiting.flow, &query::Flow::finished);
    waiting.house.timers.advance(119s);
    QCoreApplication::processEvents();
    QVERIFY(finished.isEmpty());
    waiting.house.timers.advance(1s);
    const Attempt ended = House::endOf(waiting.flow);
    QCOMPARE(ended.status, AttemptStatus::FailedGeneration);
    QCOMPARE(ended.error->code, ErrorCode::Timeout);
    QVERIFY2(ended.error->detail.contains(u"120 seconds"_s), qPrintable(ended.error->detail));
    QVERIFY(waiting.step->state != StepState::Stopped);
}

void TestGenerateFlow::stopIsNoDeadline_data()
{
    addPlaces();
}

void TestGenerateFlow::stopIsNoDeadline()
{
    QFETCH(const int, place);
    Waiting waiting(static_cast<StepKind>(place));
    waiting.flow->cancel();
    waiting.house.timers.advance(1h);
    const Attempt ended = House::endOf(waiting.flow);
    QCOMPARE(ended.status, AttemptStatus::Cancelled);
    QCOMPARE(ended.error->code, ErrorCode::Cancelled);
}

void TestGenerateFlow::tablesStayAsChosen_data()
{
    QTest::addColumn<QStringList>("chosen");
    QTest::addColumn<QStringList>("told");
    const QStringList two{u"public.parts"_s, u"public.rain"_s};
    QTest::newRow("one more than is used") << two << two;
    QTest::newRow("nobody chose") << QStringList() << QStringList{u"parts"_s};
}

void TestGenerateFlow::tablesStayAsChosen()
{
    QFETCH(const QStringList, chosen);
    House house;
    house.provider.next.tables = chosen;
    const Attempt ended = House::endOf(house.service.ask(anna, u"which parts?"_s));
    QTEST(ended.tables, "told");
    QTEST(House::answerOf(house.service.attempt(anna, ended.id))->tables, "told");
}

QTEST_GUILESS_MAIN(TestGenerateFlow)
#include "tst_generateflow.moc"
