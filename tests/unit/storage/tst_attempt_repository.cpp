// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/AttemptRepository.h"
#include "core/storage/LocalDatabase.h"
#include "core/storage/Sqlite.h"
#include "tests/unit/storage/Await.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace sqlai;
using namespace sqlai::storage;
using namespace Qt::StringLiterals;

class TestAttemptRepository : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void keepsEveryField();
    void keepsAnEmptyAttempt();
    void updates();
    void updatesOnlyFromTheExpectedStatus();
    void saysWhatIsNotThere();
    void listsNewestFirst();
    void filters();
    void searches_data();
    void searches();
    void listsAHundredThousandFast();

private:
    report::Attempt insert(const report::Attempt &attempt);
    QStringList questionsOf(const report::HistoryFilter &filter);

    std::unique_ptr<QTemporaryDir> m_folder;
    SystemClock m_clock;
    std::unique_ptr<LocalDatabase> m_database;
    std::unique_ptr<AttemptRepository> m_attempts;
};

namespace {

QDateTime at(qint64 milliseconds)
{
    return QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 + milliseconds, Qt::UTC);
}

report::Attempt fullAttempt()
{
    return {.userId = u"local:änna"_s,
            .connectionKey = u"localhost:5432/fleet/reader"_s,
            .question = u"Welche \"Fahrten\" 🚚 endeten heute?"_s,
            .sql = u"SELECT 'o''clock' -- %_\\\nFROM t"_s,
            .explanation = u"From the example."_s,
            .tables = {u"fleet.trucks"_s, u"odd \"name\""_s},
            .examples = {{.name = u"finished_today"_s, .similarity = 0.8312}, {.name = u"b"_s, .similarity = 0}},
            .provider = u"openai"_s,
            .rawAnswer = u"```sql\nSELECT 'o''clock'\n``` Ende 🚚"_s,
            .status = report::AttemptStatus::TimedOut,
            .createdAt = at(1),
            .generatedAt = at(22),
            .startedAt = at(333),
            .finishedAt = at(4444),
            .rows = 3'000'000'000,
            .executionMilliseconds = 12'345,
            .isCapped = true,
            .isPartial = true,
            .hasResult = true,
            .error = Error{.code = ErrorCode::TimedOut,
                           .detail = u"canceling statement"_s,
                           .sqlState = u"57014"_s,
                           .hint = u"Ask less."_s,
                           .position = 17,
                           .subject = u"function public.f()"_s}};
}

/// Attempt has no operator==: every field, by hand once.
void compare(const report::Attempt &actual, const report::Attempt &expected)
{
    QCOMPARE(actual.id, expected.id);
    QCOMPARE(actual.userId, expected.userId);
    QCOMPARE(actual.connectionKey, expected.connectionKey);
    QCOMPARE(actual.question, expected.question);
    QCOMPARE(actual.sql, expected.sql);
    QCOMPARE(actual.explanation, expected.explanation);
    QCOMPARE(actual.tables, expected.tables);
    QCOMPARE(actual.examples, expected.examples);
    QCOMPARE(actual.provider, expected.provider);
    QCOMPARE(actual.rawAnswer, expected.rawAnswer);
    QCOMPARE(actual.status, expected.status);
    QCOMPARE(actual.createdAt, expected.createdAt);
    QCOMPARE(actual.generatedAt, expected.generatedAt);
    QCOMPARE(actual.startedAt, expected.startedAt);
    QCOMPARE(actual.finishedAt, expected.finishedAt);
    QCOMPARE(actual.rows, expected.rows);
    QCOMPARE(actual.executionMilliseconds, expected.executionMilliseconds);
    QCOMPARE(actual.isCapped, expected.isCapped);
    QCOMPARE(actual.isPartial, expected.isPartial);
    QCOMPARE(actual.hasResult, expected.hasResult);
    QVERIFY(actual.error == expected.error);
}

}

void TestAttemptRepository::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = std::make_unique<LocalDatabase>(m_folder->path());
    VERIFY_OK(await(m_database->open()));
    m_attempts = std::make_unique<AttemptRepository>(*m_database, u"this-program"_s, m_clock);
}

void TestAttemptRepository::cleanup()
{
    m_attempts.reset();
    m_database.reset();
    m_folder.reset();
}

report::Attempt TestAttemptRepository::insert(const report::Attempt &attempt)
{
    const auto stored = await(m_attempts->insert(attempt));
    return stored ? *stored : report::Attempt{};
}

QStringList TestAttemptRepository::questionsOf(const report::HistoryFilter &filter)
{
    const auto page = await(m_attempts->list(filter));
    if (!page)
        return {page.error().detail};
    QStringList questions;
    for (const report::Attempt &attempt : page->attempts)
        questions.append(attempt.question);
    return questions;
}

void TestAttemptRepository::keepsEveryField()
{
    const report::Attempt stored = insert(fullAttempt());
    QCOMPARE(stored.id, 1);
    const auto found = await(m_attempts->find(1));
    VERIFY_OK(found);
    compare(*found, stored);
}

void TestAttemptRepository::keepsAnEmptyAttempt()
{
    const report::Attempt stored = insert({});
    const auto found = await(m_attempts->find(stored.id));
    VERIFY_OK(found);
    compare(*found, stored);
    QVERIFY(!found->createdAt.isValid() && !found->error);
}

void TestAttemptRepository::updates()
{
    const qint64 id = insert({}).id;
    report::Attempt changed = fullAttempt();
    changed.id = id;
    VERIFY_OK(await(m_attempts->update(changed)));
    compare(*await(m_attempts->find(id)), changed);
}

void TestAttemptRepository::updatesOnlyFromTheExpectedStatus()
{
    report::Attempt attempt = insert({.status = report::AttemptStatus::NotExecuted});
    attempt.status = report::AttemptStatus::Running;
    VERIFY_OK(await(m_attempts->updateFrom(report::AttemptStatus::NotExecuted, attempt)));
    const auto second = await(m_attempts->updateFrom(report::AttemptStatus::NotExecuted, attempt));
    QCOMPARE(second.error().code, ErrorCode::Usage);
    QCOMPARE(await(m_attempts->updateFrom(report::AttemptStatus::NotExecuted, {.id = 77})).error().code,
             ErrorCode::NotFound);
}

void TestAttemptRepository::saysWhatIsNotThere()
{
    QCOMPARE(await(m_attempts->find(5)).error().code, ErrorCode::NotFound);
    QCOMPARE(await(m_attempts->update({.id = 5})).error().code, ErrorCode::NotFound);
}

void TestAttemptRepository::listsNewestFirst()
{
    for (int i = 1; i <= 45; ++i)
        insert({.question = QString::number(i)});
    const auto page = await(m_attempts->list({.page = 2}));
    VERIFY_OK(page);
    QCOMPARE(page->total, 45);
    QCOMPARE(page->attempts.size(), 20);
    QCOMPARE(page->attempts.first().question, u"25"_s);
    QCOMPARE(page->attempts.last().question, u"6"_s);
    QCOMPARE(await(m_attempts->list({.page = 3}))->attempts.size(), 5);
    QCOMPARE(await(m_attempts->list({.page = 4}))->attempts.size(), 0);
    QCOMPARE(await(m_attempts->list({.page = 0, .pageSize = 0}))->attempts.first().question, u"45"_s);
}

void TestAttemptRepository::filters()
{
    using enum report::AttemptStatus;
    insert({.userId = u"anna"_s, .question = u"a"_s, .status = Success});
    insert({.userId = u"ben"_s, .question = u"b"_s, .status = Success});
    insert({.userId = u"anna"_s, .question = u"c"_s, .status = Cancelled});
    insert({.userId = u"anna"_s, .question = u"d"_s, .status = TimedOut});
    QCOMPARE(questionsOf({.userId = u"anna"_s}), QStringList({u"d"_s, u"c"_s, u"a"_s}));
    QCOMPARE(questionsOf({.statuses = {Success}}), QStringList({u"b"_s, u"a"_s}));
    QCOMPARE(questionsOf({.userId = u"anna"_s, .statuses = {TimedOut, Cancelled}}), QStringList({u"d"_s, u"c"_s}));
    QCOMPARE(questionsOf({.userId = u"carl' OR 1=1 --"_s}), QStringList());
}

void TestAttemptRepository::searches_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<bool>("isFound");
    const auto add = [](const char *name, const QString &search, bool isFound) {
        QTest::newRow(name) << search << isFound;
    };
    add("word", u"Fahrten"_s, true);
    add("other case", u"fAHRTEN"_s, true);
    add("part of a word", u"ahrte"_s, true);
    add("umlaut in the other case", u"längste"_s, true);
    add("Cyrillic in the other case", u"грузовик"_s, true);
    add("in the SQL", u"license_plate"_s, true);
    add("one word in each", u"fahrten license"_s, true);
    add("words in another order", u"license  Fahrten "_s, true);
    add("not next to each other is not a phrase", u"plate längste"_s, true);
    add("one word missing", u"fahrten submarine"_s, false);
    add("two characters not there", u"ÄQ"_s, false);
    add("two characters in the other case", u"lä"_s, true);
    add("one character", u"й"_s, false);
    add("one character there", u"П"_s, true);
    add("Chinese", u"卡车"_s, true);
    add("per cent is no wildcard", u"%"_s, false);
    add("underscore is no wildcard", u"_"_s, true);
    add("quote", u"\"t\""_s, true);
    add("operator words", u"NOT OR AND"_s, false);
    add("star", u"fahr*"_s, false);
    add("injection", u"') OR 1=1 --"_s, false);
    add("spaces only", u"   "_s, true);
}

void TestAttemptRepository::searches()
{
    QFETCH(const QString, search);
    insert({.question = u"before"_s});
    insert({.question = u"Die LÄNGSTEN Fahrten, Грузовик П, 卡车"_s, .sql = u"SELECT license_plate FROM \"t\""_s});
    report::Attempt changed = insert({.question = u"submarine ÄN й"_s});
    changed.question = u"after"_s;
    VERIFY_OK(await(m_attempts->update(changed)));
    const auto page = await(m_attempts->list({.search = search}));
    VERIFY_OK(page);
    const bool isFound = std::ranges::any_of(page->attempts, [](const auto &attempt) { return attempt.id == 2; });
    QTEST(isFound, "isFound");
    if (!search.trimmed().isEmpty())
        QCOMPARE(page->total, isFound ? 1 : 0);
}

void TestAttemptRepository::listsAHundredThousandFast()
{
    // The same statement for all is the worst case: every search below meets every row.
    const auto filled = await(m_database->run([](const QSqlDatabase &database) {
        return inTransaction(database, [&]() -> Result<int> {
            const auto done = execute(
                database,
                u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "
                "INSERT INTO attempts (user_id, connection_key, question, sql, explanation, tables, examples, status, "
                "created_at, row_count, execution_milliseconds, is_capped, is_partial, has_result, process_lock) "
                "SELECT CASE i % 3 WHEN 0 THEN 'anna' ELSE 'ben' END, '', 'Which trucks finished job ' || i || ' "
                "today?', "
                "'SELECT t.license_plate, count(*) FROM activities a JOIN trucks t ON t.id = a.truck_id GROUP BY 1', "
                "'', "
                "'[]', '[]', CASE i % 7 WHEN 0 THEN 'failed_execution' ELSE 'success' END, i, 1, 1, 0, 0, 1, '' FROM n"_s);
            return done ? Result<int>(0) : Result<int>(done.error());
        });
    }));
    VERIFY_OK(filled);
    const QList<report::HistoryFilter> filters{
        {},
        {.page = 4900},
        {.userId = u"anna"_s},
        {.statuses = {report::AttemptStatus::FailedExecution}},
        {.userId = u"anna"_s, .statuses = {report::AttemptStatus::FailedExecution, report::AttemptStatus::Cancelled}},
        {.search = u"99999"_s},
        {.userId = u"anna"_s, .search = u"truck"_s},
        {.search = u"trucks license"_s},
        {.search = u"jo"_s}};
    for (const report::HistoryFilter &filter : filters) {
        QElapsedTimer timer;
        timer.start();
        const auto page = await(m_attempts->list(filter));
        const qint64 milliseconds = timer.elapsed();
        VERIFY_OK(page);
        QVERIFY(!page->attempts.isEmpty());
        qInfo("user '%s' status %lld search '%s' page %d: %lld of them in %lld ms", qUtf8Printable(filter.userId),
              qint64{filter.statuses.size()}, qUtf8Printable(filter.search), filter.page, page->total, milliseconds);
        // Far above what is measured on an idle machine; a lost index takes longer than this.
        QVERIFY2(milliseconds < 3000, "a list takes too long");
    }
}

QTEST_GUILESS_MAIN(TestAttemptRepository)
#include "tst_attempt_repository.moc"
