// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/RetryPolicy.h"

#include <QTest>

using namespace sqlai;
using namespace sqlai::net;
using namespace std::chrono_literals;

using Delay = std::optional<std::chrono::milliseconds>;

class TestRetryPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void triesWhatMayPass_data();
    void triesWhatMayPass();
    void waitsLongerEachTime_data();
    void waitsLongerEachTime();
    void obeysRetryAfter_data();
    void obeysRetryAfter();
    void dateIsOfNoPlace();
    void waitsForNothingTooLate();
    void systemChanceStaysInItsBounds();
};

namespace {

class StandingClock final : public Clock
{
public:
    QDateTime now() const override { return QDateTime(QDate(2026, 2, 28), QTime(23, 59, 50), Qt::UTC); }
};

HttpEnd status(int code, const QByteArray &retryAfter = {})
{
    return {.head = {.status = code, .retryAfter = retryAfter}};
}

const StandingClock standingClock;

}

void TestRetryPolicy::triesWhatMayPass_data()
{
    QTest::addColumn<Ending>("ending");
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("isTried");
    for (const int code : {429, 500, 502, 503, 504, 529, 599})
        QTest::addRow("status %d", code) << Ending::Whole << code << true;
    for (const int code : {200, 204, 301, 307, 400, 401, 403, 404, 408, 413, 422, 501, 600})
        QTest::addRow("status %d", code) << Ending::Whole << code << false;
    QTest::newRow("time-out") << Ending::TimedOut << 0 << true;
    QTest::newRow("time-out in an answer") << Ending::TimedOut << 200 << true;
    QTest::newRow("broken") << Ending::Broken << 0 << true;
    for (const int code : {408, 429, 500, 503})
        QTest::addRow("broken in a %d", code) << Ending::Broken << code << true;
    for (const int code : {307, 400, 401, 403, 404, 501}) {
        QTest::addRow("broken in a %d", code) << Ending::Broken << code << false;
        QTest::addRow("time-out in a %d", code) << Ending::TimedOut << code << false;
    }
    QTest::newRow("failed") << Ending::Failed << 0 << false;
    QTest::newRow("failed in an answer") << Ending::Failed << 500 << false;
    QTest::newRow("cancelled") << Ending::Cancelled << 503 << false;
}

void TestRetryPolicy::triesWhatMayPass()
{
    QFETCH(const Ending, ending);
    QFETCH(const int, code);
    const RetryPolicy policy(standingClock, [] { return 0.0; });
    const HttpEnd end{.ending = ending, .head = {.status = code}};
    QTEST(policy.delayAfter(end, 0).has_value(), "isTried");
    QVERIFY(!policy.delayAfter(end, 3));
}

void TestRetryPolicy::waitsLongerEachTime_data()
{
    QTest::addColumn<double>("chance");
    QTest::addColumn<QList<int>>("delays");
    QTest::newRow("longest") << 0.0 << QList{1000, 2000, 4000};
    QTest::newRow("between") << 0.5 << QList{750, 1500, 3000};
    QTest::newRow("shortest") << 1.0 << QList{500, 1000, 2000};
}

void TestRetryPolicy::waitsLongerEachTime()
{
    QFETCH(const double, chance);
    QFETCH(const QList<int>, delays);
    const RetryPolicy policy(standingClock, [&] { return chance; });
    for (int retries = 0; retries < 3; ++retries)
        QCOMPARE(policy.delayAfter(status(503), retries), Delay(std::chrono::milliseconds(delays[retries])));
    QCOMPARE(policy.delayAfter(status(503), 3), Delay());
}

void TestRetryPolicy::obeysRetryAfter_data()
{
    QTest::addColumn<QByteArray>("retryAfter");
    QTest::addColumn<std::chrono::milliseconds>("delay");
    const auto row = [](const char *name, const char *retryAfter, std::chrono::milliseconds delay) {
        QTest::newRow(name) << QByteArray(retryAfter) << delay;
    };
    row("seconds", "20", 20s);
    row("with spaces", " 20 ", 20s);
    row("at the cap", "60", 60s);
    row("beyond the cap", "61", 60s);
    row("a day", "86400", 60s);
    row("beyond 64 bits", "99999999999999999999", 60s);
    row("sooner than the usual pause", "0", 1s);
    row("negative", "-5", 1s);
    row("fraction", "1.5", 1s);
    row("date", "Sun, 01 Mar 2026 00:00:10 GMT", 20s);
    row("date beyond the cap", "Sun, 01 Mar 2026 01:00:00 GMT", 60s);
    row("date gone by", "Sat, 28 Feb 2026 23:00:00 GMT", 1s);
    row("no date", "Sun, 31 Feb 2026 01:00:00 GMT", 1s);
    row("words", "later", 1s);
    row("empty", "", 1s);
}

void TestRetryPolicy::obeysRetryAfter()
{
    QFETCH(const QByteArray, retryAfter);
    QFETCH(const std::chrono::milliseconds, delay);
    const RetryPolicy policy(standingClock, [] { return 0.0; });
    QCOMPARE(policy.delayAfter(status(429, retryAfter), 0), Delay(delay));
    QCOMPARE(policy.delayAfter(status(503, retryAfter), 0), Delay(delay));
}

void TestRetryPolicy::dateIsOfNoPlace()
{
    // Summer time begins with the 1st of March here: its first hour does not exist.
    qputenv("TZ", "WINTER0SUMMER,J60/0,J300/0");
    const RetryPolicy policy(standingClock, [] { return 0.0; });
    const auto delay = policy.delayAfter(status(429, "Sun, 01 Mar 2026 00:00:10 GMT"), 0);
    qunsetenv("TZ");
    QCOMPARE(delay, Delay(20s));
}

void TestRetryPolicy::waitsForNothingTooLate()
{
    const RetryPolicy policy(standingClock, [] { return 0.0; });
    const QDateTime answerBy = standingClock.now().addSecs(60);
    QCOMPARE(policy.delayAfter(status(429, "59"), 0, answerBy), Delay(59s));
    QCOMPARE(policy.delayAfter(status(429, "60"), 0, answerBy), Delay());
    QCOMPARE(policy.delayAfter(status(503), 0, standingClock.now()), Delay());
}

void TestRetryPolicy::systemChanceStaysInItsBounds()
{
    const RetryPolicy policy(standingClock);
    for (int i = 0; i < 1000; ++i) {
        const auto delay = policy.delayAfter(status(500), 1);
        QVERIFY(delay > 999ms && delay <= 2000ms);
    }
}

QTEST_GUILESS_MAIN(TestRetryPolicy)
#include "tst_retry_policy.moc"
