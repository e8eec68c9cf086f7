// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/llm/Faults.h"
#include "tests/support/OpenAiServer.h"

#include <QElapsedTimer>
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
    void deadlineEndsAPause();
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

void TestPatience::deadlineEndsAPause()
{
    const HttpServer server([](const SeenRequest &) {
        return ScriptedAnswer{.status = 429, .headers = {{"Retry-After", "59"}}};
    });
    Endpoint endpoint(server.url(u"/v1"_s));
    const CancelSource source;
    QObject owner;
    endpoint.timers.callAfter(120s, &owner, [&] { source.cancel(); });
    const auto future = endpoint.client.chat(endpoint.question(), source.token());
    const auto isPausing = [&] { return endpoint.timers.waiting().contains(59s); };
    int pauses = 0;
    while (pauses < 3 && QTest::qWaitFor(isPausing)) {
        endpoint.timers.advance(59s);
        ++pauses;
    }
    QCOMPARE(endpoint.timers.now(), std::chrono::milliseconds(177s));
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().error().code, ErrorCode::Cancelled);
    QCOMPARE(server.requests().size(), 3);
}

QTEST_GUILESS_MAIN(TestPatience)
#include "tst_patience.moc"
