// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/CancelToken.h"
#include "core/base/ErrorText.h"
#include "core/base/SteeringText.h"
#include "core/base/WhenReady.h"
#include "core/base/Worker.h"

#include <QSemaphore>
#include <QTest>

#include <memory>

using namespace sqlai;
using namespace Qt::StringLiterals;

class TestBase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cancelCallsBackOnce();
    void releasedRegistrationIsNotCalled();
    void callbackReleasesAnother();
    void workerRunsInOrder();
    void closingWorkerCancelsWaitingJobs();
    void deadReceiverIsNotCalled();
    void droppedPromiseIsCancelled();
    void everyErrorHasWords();
    void interruptedReadsWell();
    void tellsWhatSteersAndWhatIsUnseen_data();
    void tellsWhatSteersAndWhatIsUnseen();
};

void TestBase::cancelCallsBackOnce()
{
    const CancelSource source;
    int calls = 0;
    const auto registration = source.token().onCancel([&] { ++calls; });
    source.cancel();
    source.cancel();
    QCOMPARE(calls, 1);
    QVERIFY(source.token().isCancelled());
    const auto late = source.token().onCancel([&] { ++calls; });
    QCOMPARE(calls, 2);
}

void TestBase::releasedRegistrationIsNotCalled()
{
    const CancelSource source;
    int calls = 0;
    {
        const auto registration = source.token().onCancel([&] { ++calls; });
    }
    source.cancel();
    QCOMPARE(calls, 0);
}

void TestBase::callbackReleasesAnother()
{
    const CancelSource source;
    bool isCalled = false;
    CancelToken::Registration second;
    const auto first = source.token().onCancel([&] { second = {}; });
    second = source.token().onCancel([&] { isCalled = true; });
    source.cancel();
    QVERIFY(!isCalled);
}

void TestBase::workerRunsInOrder()
{
    Worker worker(u"test"_s);
    QString order;
    worker.run([&]() -> Result<int> {
        order += u'a';
        return 1;
    });
    const auto last = worker.run([&]() -> Result<QString> {
        order += u'b';
        return order;
    });
    QTRY_VERIFY(last.isFinished());
    QCOMPARE(last.result().value(), u"ab"_s);
}

void TestBase::closingWorkerCancelsWaitingJobs()
{
    QSemaphore isRunning;
    QSemaphore mayEnd;
    QFuture<Result<int>> first;
    QFuture<Result<int>> second;
    {
        Worker worker(u"test"_s);
        first = worker.run([&]() -> Result<int> {
            isRunning.release();
            mayEnd.acquire();
            return 1;
        });
        second = worker.run([]() -> Result<int> { return 2; });
        isRunning.acquire();
        worker.close();
        mayEnd.release();
    }
    QCOMPARE(first.result().value(), 1);
    QCOMPARE(second.result().error().code, ErrorCode::Cancelled);
}

void TestBase::deadReceiverIsNotCalled()
{
    QPromise<Result<int>> promise;
    promise.start();
    int calls = 0;
    {
        QObject receiver;
        whenReady(promise.future(), &receiver, [&](const Result<int> &) { ++calls; });
    }
    promise.addResult(Result<int>(1));
    promise.finish();
    QCoreApplication::sendPostedEvents();
    QCOMPARE(calls, 0);
}

void TestBase::droppedPromiseIsCancelled()
{
    auto promise = std::make_unique<QPromise<Result<int>>>();
    promise->start();
    QObject receiver;
    std::optional<ErrorCode> code;
    whenReady(promise->future(), &receiver, [&](const Result<int> &result) { code = result.error().code; });
    promise.reset();
    QTRY_VERIFY(code.has_value());
    QCOMPARE(*code, ErrorCode::Cancelled);
}

void TestBase::everyErrorHasWords()
{
    for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i) {
        const auto code = static_cast<ErrorCode>(i);
        const QString sentence = ErrorText::sentence({.code = code, .detail = u"the 100%1 reason"_s});
        QVERIFY2(!sentence.isEmpty(), qPrintable(ErrorText::name(code)));
        QVERIFY(ErrorText::exitCode(code) >= 2);
    }
}

void TestBase::interruptedReadsWell()
{
    const QString detail = u"Interrupted: the program ended while it ran. Run it again."_s;
    QCOMPARE(ErrorText::sentence({.code = ErrorCode::Interrupted, .detail = detail}), detail);
}

void TestBase::tellsWhatSteersAndWhatIsUnseen_data()
{
    QTest::addColumn<uint>("character");
    QTest::addColumn<bool>("steers");
    QTest::addColumn<bool>("unseen");
    QTest::newRow("letter") << 0x61U << false << false;
    QTest::newRow("space") << 0x20U << false << false;
    QTest::newRow("line feed") << 0x0AU << true << true;
    QTest::newRow("escape") << 0x1BU << true << true;
    QTest::newRow("turning") << 0x202EU << true << true;
    QTest::newRow("paragraph") << 0x2029U << true << true;
    QTest::newRow("tag") << 0xE0041U << true << true;
    // These stand in what people write: they are shown as they are in a table, not in a definition.
    QTest::newRow("no-break space") << 0xA0U << false << true;
    QTest::newRow("wide space") << 0x3000U << false << true;
    QTest::newRow("filler") << 0x3164U << false << true;
    QTest::newRow("variation of an emoji") << 0xFE0FU << false << true;
    QTest::newRow("Korean") << 0xD55CU << false << false;
}

void TestBase::tellsWhatSteersAndWhatIsUnseen()
{
    QFETCH(const uint, character);
    const char32_t symbol = character;
    QTEST(isSteering(character), "steers");
    QTEST(isUnseen(character), "unseen");
    QTEST(hasSteering(u'a' + QString::fromUcs4(&symbol, 1) + u'b'), "steers");
}

QTEST_GUILESS_MAIN(TestBase)
#include "tst_base.moc"
