// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/ModelProvider.h"
#include "core/sql/SqlGuard.h"
#include "tests/integration/llm/Faults.h"
#include "tests/support/OpenAiServer.h"
#include "tests/unit/query/FakeChat.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace sqlai;
using namespace sqlai::llm;
using namespace sqlai::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Silence, slowness and places that cannot be reached; Stop and the deadline, at every moment.
class TestPatience : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void silentStreamTimesOut();
    void streamEndsWithTheModel_data();
    void streamEndsWithTheModel();
    void silentServerTimesOut();
    void slowHandshakeTimesOut();
    void slowConnectTimesOut();
    void unknownHost();
    void nobodyListens();
    void untrustedCertificate();
    void plainTextForTls();
    void keyStaysAtHome();
    void cancels_data();
    void cancels();
    void cancelsBetweenBatches();
    void cancelsALookUp();
    void deadlineEndsAnExchange();
    void refusalStandsWhereNoTimeIsLeft();

private:
    static query::Answer answerOf(Endpoint &endpoint, const std::function<void()> &passTime);
};

void TestPatience::initTestCase()
{
    forgetProxies();
}

void TestPatience::silentStreamTimesOut()
{
    const HttpServer server([](const SeenRequest &) {
        ScriptedAnswer answer = events(delta("SELECT 1") + delta(" FROM"));
        answer.stallAfter = answer.body.size();
        return answer;
    });
    Endpoint endpoint(server.url(u"/v1"_s));
    const auto future = endpoint.client.chat(endpoint.question(Delivery::Streamed), {},
                                             [&](const QString &text) { endpoint.texts += text; });
    for (int tries = 1; tries <= 4; ++tries) {
        QTRY_COMPARE(endpoint.texts.count(u"SELECT 1 FROM"_s), tries);
        endpoint.timers.advance(29'999ms);
        QCOMPARE(endpoint.timers.waiting(), QList{1ms});
        endpoint.timers.advance(1ms);
        if (tries < 4) {
            const auto waiting = endpoint.timers.waiting();
            QCOMPARE(waiting, (QList<std::chrono::milliseconds>{std::chrono::seconds(1 << (tries - 1))}));
            endpoint.timers.advance(waiting.first());
        }
    }
    const auto result = endpoint.settled(future);
    VERIFY_ERROR(result, ErrorCode::Timeout, u"began to answer and then stayed silent for 30 seconds"_s);
    QCOMPARE(server.requests().size(), 4);
}

void TestPatience::streamEndsWithTheModel_data()
{
    QTest::addColumn<QByteArray>("last");
    QTest::addColumn<bool>("isClosed");
    QTest::newRow("stays open") << ""_ba << false;
    QTest::newRow("breaks off") << ""_ba << true;
    QTest::newRow("stays open behind the usage")
        << "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":1}}\n\n"_ba << false;
}

/// Some servers send no [DONE]; what they have said is paid for and not bought again.
void TestPatience::streamEndsWithTheModel()
{
    QFETCH(const QByteArray, last);
    QFETCH(const bool, isClosed);
    const HttpServer server([&](const SeenRequest &) {
        ScriptedAnswer answer = events(
            "data: {\"choices\":[{\"delta\":{\"content\":\"SELECT 1\"},\"finish_reason\":\"stop\"}]}\n\n" + last);
        (isClosed ? answer.closeAfter : answer.stallAfter) = answer.body.size();
        return answer;
    });
    Endpoint endpoint(server.url(u"/v1"_s));
    const auto future = endpoint.client.chat(endpoint.question(Delivery::Streamed), {},
                                             [&](const QString &text) { endpoint.texts += text; });
    QTRY_VERIFY(!endpoint.texts.isEmpty());
    const bool isWaitedFor = last.isEmpty() && !isClosed;
    if (isWaitedFor) // For the usage.
        endpoint.timers.advance(30s);
    const auto answer = endpoint.settled(future);
    QVERIFY(answer);
    QCOMPARE(answer->text, u"SELECT 1"_s);
    QCOMPARE(endpoint.texts, QStringList(u"SELECT 1"_s));
    QCOMPARE(server.requests().size(), 1);
}

void TestPatience::silentServerTimesOut()
{
    const HttpServer server([](const SeenRequest &) { return ScriptedAnswer{.isMute = true}; });
    Endpoint endpoint(server.url(u"/v1"_s));
    const auto future = endpoint.client.chat(endpoint.question(), {});
    for (int tries = 1; tries <= 4; ++tries) {
        QTRY_COMPARE(server.requests().size(), tries);
        QTRY_COMPARE(endpoint.timers.waiting(), QList{std::chrono::milliseconds(60s)});
        endpoint.timers.advance(60s);
        if (tries < 4)
            endpoint.timers.advance(endpoint.timers.waiting().first());
    }
    const auto result = endpoint.settled(future);
    VERIFY_ERROR(result, ErrorCode::Timeout, u"Nothing came from 127.0.0.1"_s);
    QCOMPARE(server.requests().size(), 4);
}

void TestPatience::slowHandshakeTimesOut()
{
    const HttpServer server([](const SeenRequest &) { return ScriptedAnswer{}; }, Transport::Mute);
    Endpoint endpoint(server.url(u"/v1"_s));
    const auto future = endpoint.client.chat(endpoint.question(), {});
    for (int tries = 1; tries <= 4; ++tries) {
        QTRY_VERIFY(server.connections() >= tries);
        QCOMPARE(endpoint.timers.waiting(), QList{std::chrono::milliseconds(10s)});
        endpoint.timers.advance(10s);
        if (tries < 4)
            endpoint.timers.advance(endpoint.timers.waiting().first());
    }
    const auto result = endpoint.settled(future);
    VERIFY_ERROR(result, ErrorCode::Timeout, u"no connection to 127.0.0.1"_s);
}

void TestPatience::slowConnectTimesOut()
{
    QTcpServer deaf;
    deaf.setListenBacklogSize(1);
    QVERIFY(deaf.listen(QHostAddress::LocalHost));
    deaf.pauseAccepting();
    std::array<QTcpSocket, 3> crowd;
    for (QTcpSocket &socket : crowd)
        socket.connectToHost(QHostAddress::LocalHost, deaf.serverPort());
    QTRY_VERIFY(crowd[1].state() == QAbstractSocket::ConnectedState);

    Endpoint endpoint(u"http://127.0.0.1:%1/v1"_s.arg(deaf.serverPort()));
    const auto future = endpoint.client.chat(endpoint.question(), {});
    QCoreApplication::processEvents();
    for (const auto pause : {1s, 2s, 4s}) {
        QCOMPARE(endpoint.timers.waiting(), QList{std::chrono::milliseconds(10s)});
        endpoint.timers.advance(10s);
        QCOMPARE(endpoint.timers.waiting(), QList{std::chrono::milliseconds(pause)});
        endpoint.timers.advance(pause);
    }
    endpoint.timers.advance(10s);
    const auto result = endpoint.settled(future);
    VERIFY_ERROR(result, ErrorCode::Timeout, u"within 10 seconds"_s);
}

void TestPatience::unknownHost()
{
    Endpoint endpoint(u"https://api.nowhere.invalid/v1"_s);
    const auto result = endpoint.ask();
    VERIFY_ERROR(result, ErrorCode::Network, u"api.nowhere.invalid"_s);
    QCOMPARE(endpoint.pauses.size(), 0);
}

void TestPatience::nobodyListens()
{
    quint16 port = 0;
    {
        QTcpServer once;
        QVERIFY(once.listen(QHostAddress::LocalHost));
        port = once.serverPort();
    }
    Endpoint endpoint(u"http://127.0.0.1:%1/v1"_s.arg(port));
    const auto result = endpoint.ask();
    VERIFY_ERROR(result, ErrorCode::Network, u"refuses connections"_s);
    QCOMPARE(endpoint.pauses.size(), 3);
}

void TestPatience::untrustedCertificate()
{
    const HttpServer server([](const SeenRequest &) { return ScriptedAnswer{}; }, Transport::SelfSigned);
    Endpoint endpoint(server.url(u"/v1"_s));
    const auto result = endpoint.ask();
    VERIFY_ERROR(result, ErrorCode::Network, u"no secure connection"_s);
    QCOMPARE(server.requests().size(), 0);
    QCOMPARE(endpoint.pauses.size(), 0);
}

void TestPatience::plainTextForTls()
{
    QTcpServer plain;
    QVERIFY(plain.listen(QHostAddress::LocalHost));
    connect(&plain, &QTcpServer::newConnection, &plain, [&] {
        QTcpSocket *socket = plain.nextPendingConnection();
        socket->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    });
    Endpoint endpoint(u"https://127.0.0.1:%1/v1"_s.arg(plain.serverPort()));
    const auto result = endpoint.ask();
    VERIFY_ERROR(result, ErrorCode::Network, u"no secure connection"_s);
}

void TestPatience::keyStaysAtHome()
{
    Endpoint endpoint(u"http://models.example.invalid/v1"_s);
    const auto result = endpoint.ask();
    VERIFY_ERROR(result, ErrorCode::ProviderAuth, u"https://"_s);
    Endpoint keyless(u"http://models.example.invalid/v1"_s, {});
    const auto sent = keyless.ask();
    VERIFY_ERROR(sent, ErrorCode::Network, u"models.example.invalid"_s); // It was looked for.
}

void TestPatience::cancels_data()
{
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::addColumn<Transport>("transport");
    QTest::addColumn<int>("requests");
    const QByteArray body = delta("SELECT 1") + delta(" FROM");
    ScriptedAnswer stalled = events(body);
    stalled.stallAfter = body.size();

    QTest::newRow("before anything is sent") << ScriptedAnswer{} << Transport::Plain << 0;
    QTest::newRow("while connecting") << ScriptedAnswer{} << Transport::Mute << 0;
    QTest::newRow("before the first byte") << ScriptedAnswer{.isMute = true} << Transport::Plain << 1;
    QTest::newRow("in the body") << ScriptedAnswer{.body = QByteArray(1000, ' '), .stallAfter = 500} << Transport::Plain
                                 << 1;
    QTest::newRow("in the stream") << stalled << Transport::Plain << 1;
    QTest::newRow("between two tries") << json("", 503) << Transport::Plain << 1;
}

void TestPatience::cancels()
{
    QFETCH(const ScriptedAnswer, answer);
    QFETCH(const Transport, transport);
    QFETCH(const int, requests);
    const HttpServer server([&](const SeenRequest &) { return answer; }, transport);
    Endpoint endpoint(server.url(u"/v1"_s));
    const CancelSource source;
    const auto chat = endpoint.client.chat(endpoint.question(Delivery::Streamed), source.token());
    const auto embed = endpoint.client.embed({u"a"_s}, source.token());
    QTRY_COMPARE(server.requests().size(), qsizetype(2) * requests);
    if (transport == Transport::Mute)
        QTRY_VERIFY(server.connections() >= 2);
    const std::chrono::milliseconds expected = answer.status == 503 ? 1s : answer.isMute ? 60s : 30s;
    if (requests > 0) // The step that the row is about has been reached.
        QTRY_COMPARE(endpoint.timers.waiting(), (QList<std::chrono::milliseconds>{expected, expected}));

    QElapsedTimer clock;
    clock.start();
    source.cancel();
    QTRY_VERIFY(chat.isFinished() && embed.isFinished());
    QVERIFY2(clock.elapsed() < 200, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(chat.result().error().code, ErrorCode::Cancelled);
    QCOMPARE(embed.result().error().code, ErrorCode::Cancelled);
    QCOMPARE(endpoint.timers.waiting().size(), 0);
    QCOMPARE(server.requests().size(), qsizetype(2) * requests);
}

/// The whole question, as the program asks it.
query::Answer TestPatience::answerOf(Endpoint &endpoint, const std::function<void()> &passTime)
{
    FakeFinder finder;
    const sql::SqlGuard guard;
    query::ModelProvider provider({.model = endpoint.client,
                                   .examples = finder,
                                   .guard = guard,
                                   .clock = endpoint.clock,
                                   .timers = endpoint.timers,
                                   .timeout = 120s});
    const schema::Schema schema{.tables = {{.schema = u"a"_s, .name = u"b"_s}, {.schema = u"a"_s, .name = u"c"_s}}};
    const std::unique_ptr<query::AnswerStream> stream(provider.answer({.text = u"?"_s, .schema = schema}, {}, nullptr));
    QSignalSpy finished(stream.get(), &query::AnswerStream::finished);
    passTime();
    [&] { QTRY_COMPARE(finished.size(), 1); }();
    return finished.isEmpty() ? query::Answer() : finished.first().first().value<query::Answer>();
}

void TestPatience::deadlineEndsAnExchange()
{
    const HttpServer server([](const SeenRequest &) { return ScriptedAnswer{.isMute = true}; });
    Endpoint endpoint(server.url(u"/v1"_s));
    const auto answer = answerOf(endpoint, [&] {
        QTRY_COMPARE(endpoint.timers.waiting(), (QList<std::chrono::milliseconds>{120s, 60s}));
        endpoint.timers.advance(60s);
        endpoint.timers.advance(1s);
        QTRY_COMPARE(endpoint.timers.waiting(), (QList<std::chrono::milliseconds>{59s, 60s}));
        endpoint.timers.advance(59s);
    });
    QCOMPARE(answer.error->code, ErrorCode::Timeout);
    QVERIFY(answer.error->detail.contains(u"ASK_TIMEOUT_SECONDS"_s));
    QCOMPARE(server.requests().size(), 2);
}

/// Not after the deadline, which could only say that time has run out.
void TestPatience::refusalStandsWhereNoTimeIsLeft()
{
    const HttpServer server([](const SeenRequest &) {
        return ScriptedAnswer{.status = 429, .headers = {{"Retry-After", "59"}}};
    });
    Endpoint endpoint(server.url(u"/v1"_s));
    const auto answer = answerOf(endpoint, [&] {
        for (int pauses = 0; pauses < 2; ++pauses) {
            QTRY_VERIFY(endpoint.timers.waiting().contains(59s));
            endpoint.timers.advance(59s);
        }
    });
    QCOMPARE(answer.error->code, ErrorCode::HttpStatus);
    QVERIFY(answer.error->detail.contains(u"429"_s));
    QCOMPARE(endpoint.timers.now(), std::chrono::milliseconds(118s));
    QCOMPARE(server.requests().size(), 3);
}

/// Texts that go out in three requests.
void TestPatience::cancelsBetweenBatches()
{
    OpenAiServer server({}, 8);
    std::atomic<int> requests = 0;
    server.setDetour([&](const SeenRequest &) {
        return requests++ == 0 ? std::nullopt : std::optional(ScriptedAnswer{.isMute = true});
    });
    Endpoint endpoint(server.baseUrl());
    const CancelSource source;
    const auto embed = endpoint.client.embed(QStringList(250, u"text"_s), source.token());
    QTRY_COMPARE(server.http().requests().size(), 2);
    source.cancel();
    QTRY_VERIFY(embed.isFinished());
    QCOMPARE(embed.result().error().code, ErrorCode::Cancelled);
    QCOMPARE(server.http().requests().size(), 2);
}

void TestPatience::cancelsALookUp()
{
    Endpoint endpoint(u"https://api.nowhere.invalid/v1"_s);
    const CancelSource source;
    const auto chat = endpoint.client.chat(endpoint.question(), source.token());
    source.cancel();
    QTRY_VERIFY(chat.isFinished());
    QCOMPARE(chat.result().error().code, ErrorCode::Cancelled);
    QCOMPARE(endpoint.timers.waiting().size(), 0);
}

QTEST_GUILESS_MAIN(TestPatience)
#include "tst_patience.moc"
