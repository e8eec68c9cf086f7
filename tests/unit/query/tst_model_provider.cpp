// SPDX-License-Identifier: GPL-3.0-or-later
#include "FakeChat.h"

#include "Fakes.h"
#include "tests/support/FakeTimers.h"

#include "core/query/ModelProvider.h"
#include "core/sql/SqlGuard.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace sqlai;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using query::Answer;
using query::AnswerStream;
using report::Step;
using report::StepKind;
using report::StepState;

namespace {

const QString question = u"How many late {{tables}}?"_s;
const QString chosen = uR"({"tables":["trucks","weather","staff.drivers"],"reason":""})"_s;
const QString written = u"```sql\nSELECT count(*) FROM fleet.trucks;\n```\nCounts the trucks."_s;
const knowledge::FoundExamples found{
    .examples = {{.example = {.name = u"late"_s, .question = u"Late ones?"_s, .sql = u"SELECT 1"_s},
                  .similarity = 0.5}},
    .note = u"Ranked without a model."_s,
    .uses = {{.purpose = u"embeddings"_s, .model = u"fake-embedding"_s, .promptTokens = 5}}};

schema::Schema fleet()
{
    return {.tables = {{.schema = u"fleet"_s, .name = u"trucks"_s, .columns = {{.name = u"id"_s, .type = u"bigint"_s}}},
                       {.schema = u"staff"_s, .name = u"drivers"_s}},
            .searchPath = {u"fleet"_s}};
}

/// Where a question stands when something happens to it.
enum class At { Start, Tables, Examples, Sql };

/// A provider over fakes, and one question to it.
struct World {
    test::FakeChat chat = {};
    test::FakeFinder finder = {};
    test::FakeTimers timers = {};
    test::FakeClock clock = {};
    sql::SqlGuard guard = {};
    query::ModelProvider provider{
        {.model = chat, .examples = finder, .guard = guard, .clock = clock, .timers = timers, .timeout = 120s}};
    CancelSource stop = {};
    std::unique_ptr<AnswerStream> stream;
    QSignalSpy steps;
    QSignalSpy sql;
    QSignalSpy finished;

    explicit World(const schema::Schema &schema = fleet())
        : stream(provider.answer({.text = question, .schema = schema}, stop.token(), nullptr))
        , steps(stream.get(), &AnswerStream::stepChanged)
        , sql(stream.get(), &AnswerStream::sqlArrived)
        , finished(stream.get(), &AnswerStream::finished)
    {
    }

    /// Or ends the program: a test that went on would look at the last of nothing.
    static void waitForSize(const auto &asked, std::size_t size)
    {
        if (!QTest::qWaitFor([&] { return asked.size() == size; }))
            qFatal("Asked %zu times instead of %zu.", asked.size(), size);
    }
    void advanceTo(At place)
    {
        if (place == At::Start)
            return;
        waitForSize(chat.asked, 1);
        if (place == At::Tables)
            return;
        chat.answer(chosen);
        waitForSize(finder.asked, 1);
        if (place == At::Examples)
            return;
        finder.answer(found);
        waitForSize(chat.asked, 2);
    }
    Answer end()
    {
        [&] { QTRY_COMPARE(finished.size(), 1); }();
        return finished.isEmpty() ? Answer() : finished.first().first().value<Answer>();
    }
    Step step(qsizetype index) const { return steps.at(index).first().value<Step>(); }
    /// Whether whoever was asked last knows that nobody waits any more.
    bool isLastStopped(At place) const
    {
        if (place == At::Start)
            return chat.asked.empty();
        return place == At::Examples ? finder.asked.back().token.isCancelled() : chat.asked.back().token.isCancelled();
    }
};

void addPlaces()
{
    QTest::addColumn<int>("place");
    QTest::newRow("while tables are chosen") << static_cast<int>(At::Tables);
    QTest::newRow("while examples are looked for") << static_cast<int>(At::Examples);
    QTest::newRow("while the SQL comes") << static_cast<int>(At::Sql);
}

}

/// Provider `openai` over a model that says what the test wants.
class TestModelProvider : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersInThreeSteps();
    void sqlStreamsIn();
    void onlyTableNeedsNoChoice();
    void unseenTablesAreTold_data();
    void unseenTablesAreTold();
    void errorsKeepWhatIsKnown_data();
    void errorsKeepWhatIsKnown();
    void failedAnswersAreCounted();
    void stopEndsIt_data();
    void stopEndsIt();
    void stopInAStepEndsIt();
    void deadlineEndsIt_data();
    void deadlineEndsIt();
    void deletionTakesItBack_data();
    void deletionTakesItBack();
};

void TestModelProvider::answersInThreeSteps()
{
    World world;
    QVERIFY(world.chat.asked.empty()); // Nothing happens before the event loop runs.
    world.advanceTo(At::Tables);
    const llm::ChatRequest first = world.chat.asked.back().request;
    QCOMPARE(first.responseSchema.name, u"table_selection"_s);
    QVERIFY(first.delivery == llm::Delivery::Whole);
    QVERIFY(first.messages.last() == (llm::ChatMessage{.role = llm::ChatRole::User, .content = question}));
    world.chat.answer(chosen);
    QTRY_COMPARE(world.finder.asked.size(), 1U);
    QCOMPARE(world.finder.asked.back().question, question);
    QCOMPARE(world.finder.asked.back().limit, 3);
    world.finder.answer(found);
    QTRY_COMPARE(world.chat.asked.size(), 2U);
    const llm::ChatRequest second = world.chat.asked.back().request;
    QVERIFY(second.responseSchema.name.isEmpty());
    QVERIFY(second.delivery == llm::Delivery::Streamed);
    QVERIFY(second.messages.last() == first.messages.last());
    QVERIFY(second.messages.first().content.contains(u"Friday, 2026-01-02"_s));
    QVERIFY(second.messages.first().content.contains(u"Question: Late ones?"_s));
    world.chat.answer(written);

    const Answer answer = world.end();
    QVERIFY(!answer.error);
    QCOMPARE(answer.sql, u"SELECT count(*) FROM fleet.trucks"_s);
    QCOMPARE(answer.explanation, u"Counts the trucks."_s);
    QCOMPARE(answer.tables, (QStringList{u"fleet.trucks"_s, u"staff.drivers"_s}));
    QCOMPARE(answer.examples, (QList<report::ExampleUse>{{.name = u"late"_s, .similarity = 0.5}}));
    QCOMPARE(answer.rawText, written);
    const report::ModelUse use{
        .purpose = u"tables"_s, .model = u"fake-4"_s, .promptTokens = 100, .completionTokens = 10};
    auto sqlUse = use;
    sqlUse.purpose = u"sql"_s;
    QCOMPARE(answer.uses, (QList<report::ModelUse>{use, found.uses.first(), sqlUse}));

    QCOMPARE(world.steps.size(), 5);
    QCOMPARE(world.step(1).count, 2);
    QVERIFY(world.step(1).detail.startsWith(u"fleet.trucks\nstaff.drivers\n"_s));
    QVERIFY(world.step(1).detail.endsWith(u": weather"_s));
    QVERIFY(world.step(3).detail.startsWith(found.note));
    QCOMPARE(world.step(4), (Step{.kind = StepKind::Sql, .state = StepState::Running}));
}

void TestModelProvider::sqlStreamsIn()
{
    World world;
    world.advanceTo(At::Sql);
    for (const QString &text : {u"Well:"_s, u"Well:\n```sql\nSELECT 1"_s, u"Well:\n```sql\nSELECT 1 "_s,
                                u"Well:\n```sql\nSELECT 1 + 2;\n``"_s, u"```sql\nSELECT"_s})
        world.chat.say(text);
    QStringList seen;
    for (const QList<QVariant> &arrived : world.sql)
        seen += arrived.first().toString();
    // The last one is a second try, which begins anew.
    QCOMPARE(seen, (QStringList{u"SELECT 1"_s, u"SELECT 1 + 2"_s, u"SELECT"_s}));
    QVERIFY(world.finished.isEmpty());
}

void TestModelProvider::onlyTableNeedsNoChoice()
{
    World world({.tables = {fleet().tables.first()}});
    QTRY_COMPARE(world.finder.asked.size(), 1U);
    QVERIFY(world.chat.asked.empty());
    QCOMPARE(world.step(1).state, StepState::Done);
    world.finder.answer(knowledge::FoundExamples());
    QTRY_COMPARE(world.chat.asked.size(), 1U);
    world.chat.answer(written);
    QCOMPARE(world.end().tables, QStringList{u"fleet.trucks"_s});
}

void TestModelProvider::unseenTablesAreTold_data()
{
    QTest::addColumn<QString>("said");
    QTest::newRow("in the step") << uR"({"tables":["t1"]})"_s;
    QTest::newRow("in the reason") << uR"({"tables":[],"reason":"No weather here."})"_s;
}

void TestModelProvider::unseenTablesAreTold()
{
    QFETCH(const QString, said);
    schema::Schema many{.searchPath = {u"fleet"_s}};
    for (int i = 0; i < 3'000; ++i)
        many.tables.append({.schema = u"fleet"_s, .name = u"t%1"_s.arg(i)});
    World world(many);
    world.advanceTo(At::Tables);
    world.chat.answer(said);
    QTRY_VERIFY(!world.finished.isEmpty() || !world.finder.asked.empty());
    const bool hasFailed = !world.finished.isEmpty();
    const QString told = hasFailed ? world.end().error->detail : world.step(1).detail;
    QVERIFY2(told.startsWith(hasFailed ? u"No weather here. Tables that"_s : u"fleet.t1\nTables that"_s),
             qPrintable(told));
}

void TestModelProvider::errorsKeepWhatIsKnown_data()
{
    QTest::addColumn<int>("place");
    QTest::addColumn<QString>("said");
    QTest::addColumn<int>("failure");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("detail");
    constexpr int none = -1;
    const auto row = [](const char *name, At place, const QString &said, int failure, ErrorCode code,
                        const QString &detail = {}) {
        QTest::newRow(name) << static_cast<int>(place) << said << failure << static_cast<int>(code) << detail;
    };
    const auto failing = [&](const char *name, At place, const QString &said, ErrorCode code) {
        row(name, place, said, static_cast<int>(code), code, u"bad luck"_s);
    };
    failing("tables: no network", At::Tables, {}, ErrorCode::Network);
    failing("tables: cut off", At::Tables, u"{\"tab"_s, ErrorCode::BadReply);
    failing("examples: folder", At::Examples, {}, ErrorCode::File);
    failing("sql: no network", At::Sql, {}, ErrorCode::Network);
    failing("sql: cut off", At::Sql, u"```sql\nSELECT 1"_s, ErrorCode::BadReply);
    row("tables: none", At::Tables, uR"({"tables":[],"reason":"No weather here."})"_s, none, ErrorCode::Unanswerable,
        u"No weather here."_s);
    row("tables: unknown ones only", At::Tables, uR"({"tables":["rain","wind"]})"_s, none, ErrorCode::Unanswerable,
        u"rain, wind"_s);
    row("tables: prose", At::Tables, u"The trucks, I think."_s, none, ErrorCode::BadReply, u"The trucks"_s);
    row("sql: none", At::Sql, u"I would rather not."_s, none, ErrorCode::BadReply, u"I would rather not."_s);
    row("sql: cannot", At::Sql, u"CANNOT ANSWER: no rain gauge"_s, none, ErrorCode::Unanswerable, u"no rain gauge"_s);
    row("sql: not closed", At::Sql, u"```sql\nSELECT 1"_s, none, ErrorCode::BadReply, u"breaks off"_s);
}

void TestModelProvider::errorsKeepWhatIsKnown()
{
    QFETCH(const int, place);
    QFETCH(const QString, said);
    QFETCH(const int, failure);
    QFETCH(const int, code);
    QFETCH(const QString, detail);
    World world;
    world.advanceTo(static_cast<At>(place));
    const Error error{.code = static_cast<ErrorCode>(failure), .detail = u"bad luck"_s};
    if (static_cast<At>(place) == At::Examples) {
        world.finder.answer(error);
    } else {
        world.chat.say(said);
        if (failure >= 0)
            world.chat.fail(error);
        else
            world.chat.answer(said);
    }
    const Answer answer = world.end();
    QCOMPARE(static_cast<int>(answer.error->code), code);
    QVERIFY2(answer.error->detail.contains(detail), qPrintable(answer.error->detail));
    QVERIFY(answer.sql.isEmpty());
    QCOMPARE(answer.tables.size(), static_cast<At>(place) == At::Tables ? 0 : 2);
    QCOMPARE(answer.examples.size(), static_cast<At>(place) == At::Sql ? 1 : 0);
    QCOMPARE(answer.rawText, static_cast<At>(place) == At::Examples ? chosen : said);
}

void TestModelProvider::failedAnswersAreCounted()
{
    World world;
    world.advanceTo(At::Sql);
    world.chat.asked.back().usageOfFailure({.promptTokens = 70, .completionTokens = 1'000});
    world.chat.fail({.code = ErrorCode::BadReply, .detail = u"cut off"_s});
    const report::ModelUse cut{
        .purpose = u"sql"_s, .model = u"fake-4"_s, .promptTokens = 70, .completionTokens = 1'000};
    QCOMPARE(world.end().uses.last(), cut);
}

void TestModelProvider::stopEndsIt_data()
{
    addPlaces();
    QTest::newRow("before it starts") << static_cast<int>(At::Start);
}

void TestModelProvider::stopEndsIt()
{
    QFETCH(const int, place);
    World world;
    world.advanceTo(static_cast<At>(place));
    world.stop.cancel();
    QVERIFY(world.isLastStopped(static_cast<At>(place)));
    QVERIFY(world.finished.isEmpty()); // Never from within the call that stops.
    const Answer answer = world.end();
    QCOMPARE(answer.error->code, ErrorCode::Cancelled);
    if (static_cast<At>(place) == At::Sql) {
        world.chat.say(u"```sql\nSELECT 1\n```"_s);
        world.chat.answer(written); // Too late.
        QCoreApplication::processEvents();
        QCOMPARE(world.sql.size(), 0);
    }
    world.timers.advance(1h);
    QCOMPARE(world.finished.size(), 1);
    QCOMPARE(world.chat.asked.empty(), static_cast<At>(place) == At::Start);
}

void TestModelProvider::stopInAStepEndsIt()
{
    World world;
    connect(world.stream.get(), &AnswerStream::stepChanged, world.stream.get(), [&](const Step &step) {
        if (step.kind == StepKind::Examples)
            world.stop.cancel();
    });
    world.advanceTo(At::Examples);
    QCOMPARE(world.end().error->code, ErrorCode::Cancelled);
    QCOMPARE(world.chat.asked.size(), 1U);
}

void TestModelProvider::deadlineEndsIt_data()
{
    addPlaces();
}

void TestModelProvider::deadlineEndsIt()
{
    QFETCH(const int, place);
    World world;
    world.advanceTo(static_cast<At>(place));
    world.timers.advance(119s);
    QVERIFY(world.finished.isEmpty());
    QVERIFY(!world.isLastStopped(static_cast<At>(place)));
    world.timers.advance(1s);
    const Answer answer = world.end();
    QCOMPARE(answer.error->code, ErrorCode::Timeout);
    QVERIFY(answer.error->detail.contains(u"120"_s));
    QVERIFY(world.isLastStopped(static_cast<At>(place)));
    QCOMPARE(answer.tables.size(), static_cast<At>(place) == At::Tables ? 0 : 2);
}

void TestModelProvider::deletionTakesItBack_data()
{
    addPlaces();
    QTest::newRow("before it starts") << static_cast<int>(At::Start);
}

void TestModelProvider::deletionTakesItBack()
{
    QFETCH(const int, place);
    World world;
    world.advanceTo(static_cast<At>(place));
    world.stream.reset();
    QVERIFY(world.isLastStopped(static_cast<At>(place)));
    if (static_cast<At>(place) == At::Sql) {
        world.chat.say(written);
        world.chat.answer(written);
    }
    world.stop.cancel();
    world.timers.advance(1h);
    QCoreApplication::processEvents();
    QVERIFY(world.finished.isEmpty());
    QVERIFY(world.sql.isEmpty());
    QCOMPARE(world.chat.asked.empty(), static_cast<At>(place) == At::Start);
}

QTEST_GUILESS_MAIN(TestModelProvider)
#include "tst_model_provider.moc"
