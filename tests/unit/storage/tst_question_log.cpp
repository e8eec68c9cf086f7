// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/LocalDatabase.h"
#include "core/storage/QuestionLog.h"
#include "tests/unit/storage/Await.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>

using namespace sqlai;
using namespace sqlai::storage;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class FakeClock final : public Clock
{
public:
    QDateTime now() const override { return QDateTime::fromMSecsSinceEpoch(m_now, Qt::UTC); }
    void advance(std::chrono::milliseconds by) { m_now += by.count(); }

private:
    // Read in the store's worker.
    std::atomic<qint64> m_now = 1'700'000'000'000;
};

}

class TestQuestionLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void allowsSoManyInAWindow();
    void slidesWithTheTimes();
    void knowsUsersApart();
    void aJumpOfTheClockLocksNobodyOut_data();
    void aJumpOfTheClockLocksNobodyOut();
    void aLoweredLimitCounts();
    void twoProgramsShareTheLimit();

private:
    QuestionSlot take(int limit = 3) { return await(m_log->take(u"anna"_s, limit, 60s)).value(); }

    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LocalDatabase> m_database;
    std::unique_ptr<QuestionLog> m_log;
};

void TestQuestionLog::init()
{
    m_log.reset();
    m_database.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = std::make_unique<LocalDatabase>(m_folder->path());
    VERIFY_OK(await(m_database->open()));
    m_log = std::make_unique<QuestionLog>(*m_database, m_clock);
}

void TestQuestionLog::allowsSoManyInAWindow()
{
    for (int left = 2; left >= 0; --left) {
        const QuestionSlot slot = take();
        QVERIFY(slot.isTaken);
        QCOMPARE(slot.left, left);
    }
    const QuestionSlot refused = take();
    QVERIFY(!refused.isTaken);
    QCOMPARE(refused.nextFreeAt, m_clock.now().addSecs(60));
}

void TestQuestionLog::slidesWithTheTimes()
{
    const QDateTime first = m_clock.now();
    take();
    m_clock.advance(20s);
    take();
    take();
    QCOMPARE(take().nextFreeAt, first.addSecs(60));
    m_clock.advance(39'999ms);
    QVERIFY(!take().isTaken);
    m_clock.advance(1ms);
    QVERIFY(take().isTaken);
    QCOMPARE(take().nextFreeAt, first.addSecs(80));
}

void TestQuestionLog::knowsUsersApart()
{
    take(1);
    QVERIFY(!take(1).isTaken);
    QVERIFY(await(m_log->take(u"ben"_s, 1, 60s)).value().isTaken);
    QVERIFY(await(m_log->take({}, 1, 60s)).value().isTaken);
}

void TestQuestionLog::aJumpOfTheClockLocksNobodyOut_data()
{
    QTest::addColumn<std::chrono::milliseconds>("jump");
    QTest::newRow("an hour back") << std::chrono::milliseconds(-1h);
    QTest::newRow("ten years back") << std::chrono::milliseconds(-87'600h);
    QTest::newRow("ten years on") << std::chrono::milliseconds(87'600h);
}

void TestQuestionLog::aJumpOfTheClockLocksNobodyOut()
{
    QFETCH(const std::chrono::milliseconds, jump);
    take(1);
    QVERIFY(!take(1).isTaken);
    m_clock.advance(jump);
    QVERIFY(take(1).isTaken);
    QVERIFY(!take(1).isTaken);
}

void TestQuestionLog::aLoweredLimitCounts()
{
    const QDateTime first = m_clock.now();
    take();
    m_clock.advance(10s);
    take();
    m_clock.advance(10s);
    take();
    QCOMPARE(take(1).nextFreeAt, first.addSecs(80));
    QCOMPARE(take(2).nextFreeAt, first.addSecs(70));
}

void TestQuestionLog::twoProgramsShareTheLimit()
{
    LocalDatabase secondDatabase(m_folder->path());
    VERIFY_OK(await(secondDatabase.open()));
    QuestionLog second(secondDatabase, m_clock);
    QList<QFuture<Result<QuestionSlot>>> asked;
    for (int i = 0; i < 20; ++i)
        asked << m_log->take(u"anna"_s, 10, 60s) << second.take(u"anna"_s, 10, 60s);
    int taken = 0;
    for (const auto &future : std::as_const(asked))
        taken += await(future).value().isTaken ? 1 : 0;
    QCOMPARE(taken, 10);
}

QTEST_GUILESS_MAIN(TestQuestionLog)
#include "tst_question_log.moc"
