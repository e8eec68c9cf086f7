// SPDX-License-Identifier: GPL-3.0-or-later
#include "House.h"

#include "core/query/AttemptLog.h"

#include <QFile>

using namespace sqlai;
using namespace Qt::StringLiterals;
using report::Attempt;
using report::AttemptStatus;

namespace {

const Actor anna{.userId = u"anna"_s, .name = u"Anna"_s, .role = Role::User};
const Actor ben{.userId = u"ben"_s, .name = u"Ben"_s, .role = Role::User};
const Actor admin{.userId = u"root"_s, .name = u"Root"_s, .role = Role::Admin};

/// A small export limit and a small row cap, so that both can be met.
struct House final : test::House {
    House()
        : test::House({.connectionKey = u"test"_s, .resultMaxRows = 100, .exportMaxRows = 5})
    {
    }
};

}

class TestQueryService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asks();
    void askFails_data();
    void askFails();
    void sqlStreamsThrough();
    void usesAreRecorded_data();
    void usesAreRecorded();
    void emptySchemaIsReadAnew();
    void runsAnAnswerOnce();
    void runFails_data();
    void runFails();
    void refusalTouchesNothing();
    void oneOfTwoRunsWins();
    void logTellsTheRunsTime();
    void capIsTold();
    void cancelled();
    void usersReachTheirOwn();
    void exportIsRefused_data();
    void exportIsRefused();
    void damagedResultIsTold_data();
    void damagedResultIsTold();
    void tellsWhenIdle();
    void checksByAllLayers_data();
    void checksByAllLayers();
    void checkWithoutAServerIsAnError();
};

void TestQueryService::asks()
{
    House house;
    auto *flow = house.service.ask(anna, u"  which parts? "_s);
    QSignalSpy steps(flow, &query::Flow::stepChanged);
    QSignalSpy left(&house.service, &query::QueryService::questionsLeft);
    const Attempt attempt = House::endOf(flow);
    QVERIFY(!attempt.error);
    QCOMPARE(attempt.status, AttemptStatus::NotExecuted);
    QCOMPARE(attempt.question, u"which parts?"_s);
    QCOMPARE(attempt.tables, QStringList{u"parts"_s});
    QCOMPARE(left.first().first().toInt(), 9);
    QCOMPARE(steps.last().first().value<report::Step>(),
             (report::Step{.kind = report::StepKind::Planned,
                           .state = report::StepState::Done,
                           .count = 3,
                           .detail = steps.last().first().value<report::Step>().detail}));
    const auto stored = House::answerOf(house.service.attempt(anna, attempt.id));
    QCOMPARE(stored->sql, u"SELECT id FROM parts"_s);
    QVERIFY(house.runner.ran.isEmpty());
}

void TestQueryService::askFails_data()
{
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("isStored");
    const auto row = [](const char *name, const QString &question, const QString &sql, ErrorCode code, bool isStored) {
        QTest::newRow(name) << question << sql << static_cast<int>(code) << isStored;
    };
    row("empty", u" \n"_s, u"SELECT 1"_s, ErrorCode::Usage, false);
    row("a megabyte", QString(1'000'000, u'a'), u"SELECT 1"_s, ErrorCode::Usage, false);
    row("limit", u"limit"_s, u"SELECT 1"_s, ErrorCode::RateLimited, false);
    row("no schema", u"schema"_s, u"SELECT 1"_s, ErrorCode::Connection, true);
    row("no tables", u"tables"_s, u"SELECT 1"_s, ErrorCode::Unanswerable, true);
    row("no answer", u"answer"_s, u"SELECT 1"_s, ErrorCode::Unanswerable, true);
    row("denied", u"anything"_s, u"DELETE FROM parts"_s, ErrorCode::SqlDenied, true);
    row("not sql", u"anything"_s, u"SELECT FROM WHERE"_s, ErrorCode::SqlSyntax, true);
    row("plan", u"plan"_s, u"SELECT 1"_s, ErrorCode::SqlFailed, true);
}

void TestQueryService::askFails()
{
    QFETCH(const QString, question);
    QFETCH(const QString, sql);
    House house;
    house.provider.next = query::Answer{.sql = sql};
    if (question == u"limit"_s)
        house.limiter.left = 0;
    if (question == u"schema"_s)
        house.source.next = Error{.code = ErrorCode::Connection, .detail = u"gone"_s};
    if (question == u"tables"_s)
        house.source.next = schema::Schema();
    if (question == u"answer"_s)
        house.provider.next.error = Error{.code = ErrorCode::Unanswerable, .detail = u"unknown"_s};
    if (question == u"plan"_s)
        house.runner.explainError = Error{.code = ErrorCode::SqlFailed, .detail = u"no such column"_s};

    const Attempt attempt = House::endOf(house.service.ask(anna, question));
    QVERIFY(attempt.error.has_value());
    QTEST(static_cast<int>(attempt.error->code), "code");
    QCOMPARE(attempt.status, AttemptStatus::FailedGeneration);
    QTEST(attempt.id != 0, "isStored");
    if (attempt.id != 0)
        QCOMPARE(House::answerOf(house.service.attempt(anna, attempt.id))->error, attempt.error);
}

void TestQueryService::sqlStreamsThrough()
{
    House house;
    house.provider.pieces = {u"SELECT"_s, u"SELECT id"_s};
    auto *flow = house.service.ask(anna, u"which parts?"_s);
    QSignalSpy arrived(flow, &query::Flow::sqlArrived);
    QVERIFY(!House::endOf(flow).error);
    QCOMPARE(arrived.size(), 2);
    QCOMPARE(arrived.last().first().toString(), u"SELECT id"_s);
}

void TestQueryService::usesAreRecorded_data()
{
    QTest::addColumn<bool>("isAnswered");
    QTest::newRow("of an answer") << true;
    QTest::newRow("of a failure") << false;
}

void TestQueryService::usesAreRecorded()
{
    QFETCH(const bool, isAnswered);
    House house;
    house.provider.next.uses = {{.purpose = u"sql"_s, .model = u"gpt-4"_s, .promptTokens = 7}};
    if (!isAnswered)
        house.provider.next.error = Error{.code = ErrorCode::BadReply, .detail = u"cut"_s};
    const Attempt attempt = House::endOf(house.service.ask(anna, u"which parts?"_s));
    QCOMPARE(attempt.error.has_value(), !isAnswered);
    QCOMPARE(house.usage.attempts, QList<qint64>{attempt.id});
    QCOMPARE(house.usage.uses, house.provider.next.uses);

    house.provider.next.uses.clear(); // Without a model there is nothing to keep.
    House::endOf(house.service.ask(anna, u"which parts?"_s));
    QCOMPARE(house.usage.attempts.size(), 1);
}

void TestQueryService::emptySchemaIsReadAnew()
{
    House house;
    const auto granted = std::exchange(house.source.next, schema::Schema());
    QCOMPARE(House::endOf(house.service.ask(anna, u"now?"_s)).status, AttemptStatus::FailedGeneration);
    house.source.next = granted;
    QCOMPARE(House::endOf(house.service.ask(anna, u"and now?"_s)).status, AttemptStatus::NotExecuted);
}

void TestQueryService::runsAnAnswerOnce()
{
    House house;
    const Attempt asked = House::endOf(house.service.ask(anna, u"which parts?"_s));
    house.clock.advance(std::chrono::seconds(1));
    const Attempt ran = House::endOf(house.service.run(anna, asked.id));
    QCOMPARE(ran.id, asked.id);
    QCOMPARE(ran.status, AttemptStatus::Success);
    QVERIFY(ran.hasResult);
    QCOMPARE(ran.rows, 3);
    QCOMPARE(ran.executionMilliseconds, 7);
    QCOMPARE(house.runner.limits.maximumRows, 100);
    const auto manifest = House::answerOf(house.manifests.find(ran.id));
    QCOMPARE(manifest->rows, 3);
    QCOMPARE(manifest->state, storage::ResultState::Complete);

    const auto opened = House::answerOf(house.service.openResult(anna, ran.id));
    const auto page = House::answerOf(opened->pages->page(0));
    QCOMPARE((*page)->cell(2, 0)->toByteArray(), "3");

    QCOMPARE(House::endOf(house.service.run(anna, asked.id)).error->code, ErrorCode::Usage);
    const Attempt again = House::endOf(house.service.rerun(anna, asked.id));
    QVERIFY(again.id != asked.id);
    QCOMPARE(again.question, asked.question);
    QCOMPARE(house.runner.ran.size(), 2);
}

void TestQueryService::runFails_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<qint64>("rows");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, ErrorCode code, qint64 rows, AttemptStatus status) {
        QTest::newRow(name) << static_cast<int>(code) << rows << static_cast<int>(status);
    };
    row("before the first row", ErrorCode::SqlFailed, 0, AttemptStatus::FailedExecution);
    row("after some rows", ErrorCode::Connection, 4, AttemptStatus::FailedExecution);
    row("time", ErrorCode::TimedOut, 0, AttemptStatus::TimedOut);
    row("stopped", ErrorCode::Cancelled, 4, AttemptStatus::Cancelled);
}

void TestQueryService::runFails()
{
    QFETCH(const int, code);
    QFETCH(const qint64, rows);
    House house;
    house.runner.rows = rows;
    house.runner.runError = Error{.code = static_cast<ErrorCode>(code), .detail = u"bad luck"_s};
    const Attempt ran = House::endOf(house.service.runSql(anna, u"SELECT id FROM parts"_s));
    QTEST(static_cast<int>(ran.status), "status");
    QCOMPARE(ran.isPartial, rows > 0);
    QCOMPARE(ran.hasResult, rows > 0);
    QCOMPARE(House::answerOf(house.service.openResult(anna, ran.id)).isOk(), rows > 0);
    if (rows == 0) // Without a result it may be tried again in its place.
        QCOMPARE(House::endOf(house.service.run(anna, ran.id)).id, ran.id);
}

void TestQueryService::refusalTouchesNothing()
{
    House house;
    house.provider.next.error = Error{.code = ErrorCode::Unanswerable, .detail = u"unknown"_s};
    const Attempt asked = House::endOf(house.service.ask(anna, u"which parts?"_s));
    QSignalSpy changed(&house.service, &query::QueryService::attemptChanged);
    for (const bool isAgain : {false, true}) {
        const Attempt refused =
            House::endOf(isAgain ? house.service.rerun(anna, asked.id) : house.service.run(anna, asked.id));
        QCOMPARE(refused.error->code, ErrorCode::Usage);
        QVERIFY2(refused.error->detail.contains(u"has no SQL"_s), qPrintable(refused.error->detail));
        QCOMPARE(refused.id, 0);
    }
    QCOMPARE(changed.size(), 0);
    QCOMPARE(House::answerOf(house.service.attempt(anna, asked.id))->status, AttemptStatus::FailedGeneration);
}

void TestQueryService::oneOfTwoRunsWins()
{
    House house;
    const Attempt asked = House::endOf(house.service.ask(anna, u"which parts?"_s));
    QSignalSpy changed(&house.service, &query::QueryService::attemptChanged);
    QSignalSpy idle(&house.service, &query::QueryService::becameIdle);
    house.service.run(anna, asked.id);
    house.service.run(anna, asked.id);
    QVERIFY(idle.wait());
    for (const auto &signal : std::as_const(changed))
        QVERIFY(signal.first().value<Attempt>().status != AttemptStatus::FailedExecution);
    QCOMPARE(House::answerOf(house.service.attempt(anna, asked.id))->status, AttemptStatus::Success);
    QCOMPARE(house.runner.ran.size(), 1);
}

void TestQueryService::logTellsTheRunsTime()
{
    const QDateTime asked(QDate(2026, 1, 2), QTime(3, 4), Qt::UTC);
    Attempt attempt{.createdAt = asked, .finishedAt = asked.addMSecs(40)};
    QCOMPARE(query::logFields(attempt)[u"milliseconds"_s].toInteger(), 40);
    attempt.startedAt = asked.addDays(1);
    attempt.finishedAt = attempt.startedAt.addMSecs(7);
    QCOMPARE(query::logFields(attempt)[u"milliseconds"_s].toInteger(), 7);
}

void TestQueryService::capIsTold()
{
    House house;
    house.runner.rows = 100;
    const Attempt ran = House::endOf(house.service.runSql(anna, u"SELECT id FROM parts"_s));
    QVERIFY(ran.isCapped);
    QVERIFY(!ran.isPartial);
    QCOMPARE(House::answerOf(house.manifests.find(ran.id))->state, storage::ResultState::Capped);
}

void TestQueryService::cancelled()
{
    House house;
    auto *flow = house.service.runSql(anna, u"SELECT id FROM parts"_s);
    flow->cancel();
    const Attempt ended = House::endOf(flow);
    QCOMPARE(ended.status, AttemptStatus::Cancelled);
    QCOMPARE(House::answerOf(house.service.attempt(anna, ended.id))->status, AttemptStatus::Cancelled);
}

void TestQueryService::usersReachTheirOwn()
{
    House house;
    const Attempt mine = House::endOf(house.service.runSql(anna, u"SELECT id FROM parts"_s));
    QCOMPARE(House::answerOf(house.service.attempt(ben, mine.id)).error().code, ErrorCode::Forbidden);
    QCOMPARE(House::answerOf(house.service.openResult(ben, mine.id)).error().code, ErrorCode::Forbidden);
    QCOMPARE(House::endOf(house.service.rerun(ben, mine.id)).error->code, ErrorCode::Forbidden);
    QCOMPARE(House::endOf(house.service.run(ben, mine.id)).error->code, ErrorCode::Forbidden);
    const query::ExportRequest request{.attemptId = mine.id, .path = house.folder.filePath(u"x.csv"_s)};
    QCOMPARE(House::answerOf(house.service.exportCsv(ben, request, {})).error().code, ErrorCode::Forbidden);
    QCOMPARE(House::answerOf(house.service.history(ben, {.userId = u"anna"_s}))->total, 0);

    QVERIFY(House::answerOf(house.service.attempt(admin, mine.id)).isOk());
    QCOMPARE(House::answerOf(house.service.history(admin, {}))->total, 1);
    QVERIFY(House::answerOf(house.service.exportCsv(anna, request, {})).isOk());
}

void TestQueryService::exportIsRefused_data()
{
    QTest::addColumn<qint64>("rows");
    QTest::addColumn<bool>("isBroken");
    QTest::addColumn<qint64>("maximumRows");
    QTest::addColumn<bool>("isPartialAllowed");
    QTest::addColumn<int>("code");
    constexpr int fine = -1;
    QTest::newRow("within the setting") << qint64(5) << false << qint64(0) << false << fine;
    QTest::newRow("over the setting") << qint64(6) << false << qint64(0) << false << int(ErrorCode::OverLimit);
    QTest::newRow("within the request") << qint64(6) << false << qint64(6) << false << fine;
    QTest::newRow("over the request") << qint64(4) << false << qint64(3) << false << int(ErrorCode::OverLimit);
    QTest::newRow("partial") << qint64(4) << true << qint64(0) << false << int(ErrorCode::Usage);
    QTest::newRow("partial, wanted") << qint64(4) << true << qint64(0) << true << fine;
}

void TestQueryService::exportIsRefused()
{
    QFETCH(const qint64, rows);
    QFETCH(const bool, isBroken);
    QFETCH(const qint64, maximumRows);
    QFETCH(const bool, isPartialAllowed);
    House house;
    house.runner.rows = rows;
    if (isBroken)
        house.runner.runError = Error{.code = ErrorCode::Connection, .detail = u"cut"_s};
    const Attempt ran = House::endOf(house.service.runSql(anna, u"SELECT id FROM parts"_s));
    const query::ExportRequest request{.attemptId = ran.id,
                                       .path = house.folder.filePath(u"x.csv"_s),
                                       .maximumRows = maximumRows,
                                       .isPartialAllowed = isPartialAllowed};
    const auto summary = House::answerOf(house.service.exportCsv(anna, request, {}));
    QTEST(summary ? -1 : static_cast<int>(summary.error().code), "code");
    QCOMPARE(QFile::exists(request.path), summary.isOk());
}

void TestQueryService::damagedResultIsTold_data()
{
    QTest::addColumn<bool>("isPartial");
    QTest::newRow("whole") << false;
    QTest::newRow("partial") << true;
}

void TestQueryService::damagedResultIsTold()
{
    QFETCH(const bool, isPartial);
    House house;
    if (isPartial)
        house.runner.runError = Error{.code = ErrorCode::Connection, .detail = u"cut"_s};
    const Attempt ran = House::endOf(house.service.runSql(anna, u"SELECT id FROM parts"_s));
    const QString path = house.folder.filePath(u"results"_s);
    for (const QFileInfo &file : QDir(path).entryInfoList(QDir::Files))
        QVERIFY(QFile::resize(file.filePath(), file.size() - 40));
    QCOMPARE(House::answerOf(house.service.openResult(anna, ran.id)).error().code, ErrorCode::File);
}

void TestQueryService::tellsWhenIdle()
{
    House house;
    QSignalSpy idle(&house.service, &query::QueryService::becameIdle);
    house.service.ask(anna, u"one?"_s);
    house.service.runSql(anna, u"SELECT id FROM parts"_s);
    QVERIFY(house.service.isBusy());
    QVERIFY(idle.wait());
    QVERIFY(!house.service.isBusy());
    QCOMPARE(idle.size(), 1);
}

void TestQueryService::checksByAllLayers_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("layer");
    QTest::addColumn<bool>("isServerAsked");
    QTest::newRow("text") << QByteArray("SELECT 1\0", 9) << u"text"_s << false;
    QTest::newRow("parser") << QByteArray("SELEC 1") << u"parser"_s << false;
    QTest::newRow("tree") << QByteArray("DROP TABLE t") << u"tree"_s << false;
    QTest::newRow("function") << QByteArray("SELECT pg_sleep(1)") << u"function"_s << false;
    QTest::newRow("undecided") << QByteArray("SELECT f(1)") << u"catalogue"_s << true;
    QTest::newRow("reads") << QByteArray("SELECT 1") << u"catalogue"_s << true;
}

void TestQueryService::checksByAllLayers()
{
    QFETCH(const QByteArray, sql);
    QFETCH(const bool, isServerAsked);
    House house;
    house.runner.verdict = {.layer = u"catalogue"_s, .reason = u"No."_s, .position = 3};
    const auto verdict = House::answerOf(house.service.check(anna, sql, CancelToken()));
    QVERIFY(verdict.isOk());
    QTEST(verdict->layer, "layer");
    QCOMPARE(house.runner.checked, isServerAsked ? QList<QByteArray>{sql} : QList<QByteArray>());
    QCOMPARE(*verdict, isServerAsked ? house.runner.verdict : house.service.check(sql));
}

void TestQueryService::checkWithoutAServerIsAnError()
{
    House house;
    house.runner.checkError = Error{.code = ErrorCode::Connection};
    QCOMPARE(House::answerOf(house.service.check(anna, "SELECT 1", CancelToken())).error().code, ErrorCode::Connection);
}

QTEST_GUILESS_MAIN(TestQueryService)
#include "tst_query_service.moc"
