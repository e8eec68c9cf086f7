// SPDX-License-Identifier: GPL-3.0-or-later
#include "Corpus.h"
#include "core/sql/SqlGuard.h"

#include <QTest>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

using namespace sqlai;
using namespace sqlai::sql;
using namespace Qt::StringLiterals;

/// The guard in other threads than the main one, small ones above all.
class TestSqlGuardThreads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judgesOnASmallStack();
    void judgesForManyAtOnce();
    void comesAndGoes();
    void livesUntilTheProcessEnds();
};

namespace {

constexpr uint smallStack = 512 * 1024;

/// How many statements of the corpus, and of chains that are deadly to a parser on a small stack, are judged wrongly.
int wrongVerdicts(const SqlGuard &guard)
{
    const QList<CorpusRow> attacks = readCorpus(u"attacks.jsonl"_s);
    const QList<CorpusRow> honest = readCorpus(u"honest.jsonl"_s);
    int wrong = attacks.isEmpty() || honest.isEmpty() ? 1 : 0;
    for (const CorpusRow &row : attacks) {
        const report::Verdict verdict = guard.verdict(row.sql);
        wrong += verdict.isAllowed || verdict.layer != row.layer ? 1 : 0;
    }
    for (const CorpusRow &row : honest)
        wrong += guard.verdict(row.sql).isAllowed ? 0 : 1;
    for (const char *link : {"+1", "::int", " COLLATE a", " UNION SELECT 1"})
        wrong += guard.verdict("SELECT 1" + QByteArray(link).repeated(12'000)).isAllowed ? 1 : 0;
    return wrong;
}

std::unique_ptr<QThread> startSmallThread(std::function<void()> job)
{
    std::unique_ptr<QThread> thread(QThread::create(std::move(job)));
    thread->setStackSize(smallStack);
    thread->start();
    return thread;
}

}

void TestSqlGuardThreads::judgesOnASmallStack()
{
    const SqlGuard guard;
    std::atomic<int> wrong = -1;
    const auto thread = startSmallThread([&] { wrong = wrongVerdicts(guard); });
    QVERIFY(thread->wait());
    QCOMPARE(wrong.load(), 0);
}

void TestSqlGuardThreads::judgesForManyAtOnce()
{
    const SqlGuard guard;
    std::atomic<int> wrong = 0;
    std::atomic<int> finished = 0;
    constexpr int many = 4;
    std::vector<std::unique_ptr<QThread>> threads;
    threads.reserve(many);
    for (int i = 0; i < many; ++i) {
        threads.push_back(startSmallThread([&] {
            wrong += wrongVerdicts(guard);
            ++finished;
        }));
    }
    for (const auto &thread : threads)
        QVERIFY(thread->wait());
    QCOMPARE(finished.load(), 4);
    QCOMPARE(wrong.load(), 0);
}

void TestSqlGuardThreads::comesAndGoes()
{
    for (int i = 0; i < 50; ++i) {
        const SqlGuard used;
        QVERIFY(used.check("SELECT 1"));
        const SqlGuard unused;
    }
}

void TestSqlGuardThreads::livesUntilTheProcessEnds()
{
    // Goes after main(), when its thread must end by itself: a hang here is a time-out of this test.
    static const SqlGuard guard;
    QVERIFY(guard.check("SELECT 1"));
}

QTEST_GUILESS_MAIN(TestSqlGuardThreads)
#include "tst_sqlguardthreads.moc"
