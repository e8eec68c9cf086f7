// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/SseParser.h"

#include <QTest>

using namespace sqlai::net;

using Events = QList<SseEvent>;

class TestSseParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void stopsAtItsLimit_data();
    void stopsAtItsLimit();
};

void TestSseParser::reads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Events>("events");
    const auto row = [](const char *name, const QByteArray &bytes, const Events &events) {
        QTest::newRow(name) << bytes << events;
    };

    row("one", "data: a\n\n", {{"", "a"}});
    row("two", "data: a\n\ndata: b\n\n", {{"", "a"}, {"", "b"}});
    row("carriage returns", "data: a\r\rdata: b\r\r", {{"", "a"}, {"", "b"}});
    row("both", "data: a\r\n\r\ndata: b\r\n\r\n", {{"", "a"}, {"", "b"}});
    row("mixed", "data: a\r\n\ndata: b\n\r\n\r", {{"", "a"}, {"", "b"}});
    row("several lines", "data: a\ndata: b\ndata\ndata:c\n\n", {{"", "a\nb\n\nc"}});
    row("one space is taken off", "data:  a \n\n", {{"", " a "}});
    row("name", "event: error\ndata: a\n\ndata: b\n\n", {{"error", "a"}, {"", "b"}});
    row("name without data", "event: ping\n\ndata: b\n\n", {{"", "b"}});
    row("empty data", "data\n\n", {{"", ""}});
    row("comments", ": keep alive\n\n:\n\ndata: a\n: b\n\n", {{"", "a"}});
    row("other fields", "id: 1\nretry: 2\nfoo: 3\n  data: no\ndata: a\n\n", {{"", "a"}});
    row("colons", "data: {\"a\":\"b: c\"}\n\n", {{"", "{\"a\":\"b: c\"}"}});
    row("byte order mark",
        "\xEF\xBB\xBF"
        "data: a\n\n\xEF\xBB\xBF"
        "data: b\n\n",
        {{"", "a"}});
    row("many empty lines", "\n\n\ndata: a\n\n\n\n", {{"", "a"}});
    row("not closed", "data: a\n\ndata: b\n", {{"", "a"}});
    row("cut", "data: a\n\ndata: b", {{"", "a"}});
    row("bytes", QByteArray("data: \0\xFF\n\n", 10), {{"", QByteArray("\0\xFF", 2)}});
}

void TestSseParser::reads()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const Events, events);
    for (qsizetype pieceBytes = 1; pieceBytes <= bytes.size(); ++pieceBytes) {
        SseParser parser;
        Events found;
        for (qsizetype i = 0; i < bytes.size(); i += pieceBytes)
            found += parser.take(bytes.mid(i, pieceBytes));
        QCOMPARE(found, events);
    }
}

void TestSseParser::stopsAtItsLimit_data()
{
    QTest::addColumn<QByteArray>("piece");
    QTest::newRow("line") << QByteArray(1000, 'x');
    QTest::newRow("lines") << QByteArray("data: " + QByteArray(1000, 'x') + '\n');
}

void TestSseParser::stopsAtItsLimit()
{
    QFETCH(const QByteArray, piece);
    SseParser parser;
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(parser.take(piece), Events());
    QVERIFY(!parser.isOverLimit());
    for (int i = 0; i < 100; ++i)
        parser.take(piece);
    QVERIFY(parser.isOverLimit());
    QCOMPARE(parser.take("\n\ndata: a\n\n"), Events());
}

QTEST_GUILESS_MAIN(TestSseParser)
#include "tst_sse_parser.moc"
