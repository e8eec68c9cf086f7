// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/Endpoint.h"
#include "core/net/SystemProxies.h"

#include <QNetworkProxyQuery>
#include <QTest>

using namespace sqlai::net;
using namespace Qt::StringLiterals;

class TestEndpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mayCarrySecret_data();
    void mayCarrySecret();
    void proxiesAreForOthers();
    void placeOf_data();
    void placeOf();
    void foreignLine_data();
    void foreignLine();
};

void TestEndpoint::mayCarrySecret_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("isSafe");
    const auto row = [](const char *url, bool isSafe) { QTest::newRow(url) << QString::fromLatin1(url) << isSafe; };
    row("https://api.openai.com/v1", true);
    row("https://10.0.0.1/v1", true);
    row("http://localhost:8080/v1", true);
    row("http://LocalHost/v1", true);
    row("http://127.0.0.1/v1", true);
    row("http://127.9.9.9/v1", true);
    row("http://[::1]:8080/v1", true);
    row("http://api.openai.com/v1", false);
    row("http://10.0.0.1/v1", false);
    row("http://0.0.0.0/v1", false);
    row("http://localhost.evil.example/v1", false);
    row("http://127.0.0.1.evil.example/v1", false);
    row("http://localhost@evil.example/v1", false);
    row("ftp://127.0.0.1/v1", false);
    row("file:///etc/passwd", false);
    row("", false);
}

void TestEndpoint::mayCarrySecret()
{
    QFETCH(const QString, url);
    QTEST(sqlai::net::mayCarrySecret(QUrl(url)), "isSafe");
}

void TestEndpoint::proxiesAreForOthers()
{
    qputenv("http_proxy", "http://proxy.example:3128");
    SystemProxies proxies;
    const auto proxyOf = [&](const char *url) {
        return proxies.queryProxy(QNetworkProxyQuery(QUrl(QString::fromLatin1(url)))).constFirst();
    };
    QCOMPARE(proxyOf("http://127.0.0.1:8080/v1").type(), QNetworkProxy::NoProxy);
    QCOMPARE(proxyOf("http://localhost/v1").type(), QNetworkProxy::NoProxy);
    QCOMPARE(proxyOf("http://models.example/v1").hostName(), u"proxy.example"_s);
}

void TestEndpoint::placeOf_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("place");
    QTest::newRow("host") << u"https://api.openai.com/v1"_s << u"api.openai.com"_s;
    QTest::newRow("port") << u"http://127.0.0.1:8080/v1"_s << u"127.0.0.1, port 8080"_s;
}

void TestEndpoint::placeOf()
{
    QFETCH(const QString, url);
    QTEST(sqlai::net::placeOf(QUrl(url)), "place");
}

void TestEndpoint::foreignLine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("line");
    QTest::newRow("plain") << u"Rate limit reached"_s << u"Rate limit reached"_s;
    QTest::newRow("lines") << u" a\r\n\tb\u2028c\u00A0 d"_s << u"a b c d"_s;
    QTest::newRow("control characters") << u"a\u0000\u001B[31mb\u0085c"_s << u"a [31mb c"_s;
    QTest::newRow("invisible and turning") << u"a\u200B\u202Eb\uFEFF\u2066c"_s << u"abc"_s;
    QTest::newRow("half a pair") << QString(u"a"_s + QChar(0xD83D) + u"b"_s) << u"a\uFFFDb"_s;
    QTest::newRow("beyond 16 bits") << u"a 😀"_s << u"a 😀"_s;
    QTest::newRow("at the limit") << QString(20, u'x') << QString(20, u'x');
    QTest::newRow("too long") << QString(21, u'x') << QString(QString(19, u'x') + u'…');
    QTest::newRow("no half pair at the end")
        << QString(QString(18, u'x') + u"😀😀"_s) << QString(QString(18, u'x') + u'…');
    QTest::newRow("empty") << QString() << QString();
}

void TestEndpoint::foreignLine()
{
    QFETCH(const QString, text);
    QTEST(sqlai::net::foreignLine(text, 20), "line");
}

QTEST_GUILESS_MAIN(TestEndpoint)
#include "tst_endpoint.moc"
