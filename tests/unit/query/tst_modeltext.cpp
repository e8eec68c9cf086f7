// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/ModelText.h"

#include <QElapsedTimer>
#include <QTest>

using namespace sqlai::query;
using namespace Qt::StringLiterals;

/// How a model writes.
class TestModelText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thinkingIsSkipped_data();
    void thinkingIsSkipped();
    void blocks_data();
    void blocks();
    void paragraphIsPlain_data();
    void paragraphIsPlain();
    void longTextsTakeNoLongTime_data();
    void longTextsTakeNoLongTime();
};

void TestModelText::thinkingIsSkipped_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("rest");
    QTest::newRow("none") << u"a < b"_s << u"a < b"_s;
    QTest::newRow("one") << u"<think>a</think>b"_s << u"b"_s;
    QTest::newRow("two") << u"a<think>b</think>c<reasoning>d</reasoning>e"_s << u"ace"_s;
    QTest::newRow("open") << u"a<think>b"_s << u"a"_s;
    QTest::newRow("without a begin") << u"a</think>b"_s << u"b"_s;
    QTest::newRow("in each other") << u"<think>a<think>b</think>c"_s << u"c"_s;
    QTest::newRow("in a fence") << u"```\n<think>\n```"_s << u"```\n<think>\n```"_s;
    QTest::newRow("a pair in a fence") << u"```\n<think></think>\n```a"_s << u"```\n<think></think>\n```a"_s;
    QTest::newRow("in a longer fence") << u"````\n```\n<think>\n````a"_s << u"````\n```\n<think>\n````a"_s;
    QTest::newRow("behind a longer fence") << u"````\na\n````\n<think>b</think>c"_s << u"````\na\n````\nc"_s;
    QTest::newRow("behind marks in prose") << u"I use ``` here.\n<think>b</think>c"_s << u"I use ``` here.\nc"_s;
    QTest::newRow("a fence in it") << u"<think>```\n</think>b"_s << u"b"_s;
    QTest::newRow("without a begin, a fence in it") << u"a\n```\n</think>b"_s << u"a\n```\n</think>b"_s;
    QTest::newRow("without a begin, a whole fence in it") << u"a\n```\nb\n```\n</think>c"_s << u"c"_s;
    QTest::newRow("another tag") << u"<b>a</b>"_s << u"<b>a</b>"_s;
}

void TestModelText::thinkingIsSkipped()
{
    QFETCH(const QString, text);
    QTEST(withoutThinking(text), "rest");
}

void TestModelText::blocks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("content");
    QTest::addColumn<bool>("isClosed");
    QTest::newRow("language") << u"a\n```SQL\nb\n```\nc"_s << u"sql"_s << u"\nb\n"_s << true;
    QTest::newRow("none") << u"```\nb\n```"_s << QString() << u"\nb\n"_s << true;
    QTest::newRow("in one line") << u"```b c```"_s << QString() << u"b c"_s << true;
    QTest::newRow("language in one line") << u"```json {}```"_s << u"json"_s << u" {}"_s << true;
    QTest::newRow("shorter fence inside") << u"````sql\n```\nb\n````"_s << u"sql"_s << u"\n```\nb\n"_s << true;
    QTest::newRow("open") << u"```sql\nb"_s << u"sql"_s << u"\nb"_s << false;
    QTest::newRow("empty") << u"```sql```"_s << u"sql"_s << QString() << true;
    QTest::newRow("behind marks in prose") << u"I use ``` fences:\n```sql\nb\n```"_s << u"sql"_s << u"\nb\n"_s << true;
    QTest::newRow("behind a mark and a word") << u"A ```b is open.\n```\nc\n```"_s << QString() << u"\nc\n"_s << true;
    QTest::newRow("behind a mark and a language")
        << u"A ```sql fence:\n```sql\nb\n```"_s << u"sql"_s << u"\nb\n"_s << true;
    QTest::newRow("none at a line's end") << u"So: ```\nb\n``` It is."_s << QString() << u"\nb\n"_s << true;
    QTest::newRow("language at a line's end") << u"So: ```sql\nb\n```"_s << u"sql"_s << u"\nb\n"_s << true;
    QTest::newRow("cut in its opening") << u"```s"_s << u"s"_s << QString() << false;
}

void TestModelText::blocks()
{
    QFETCH(const QString, text);
    const auto block = nextCodeBlock(text, 0);
    QVERIFY(block.has_value());
    QTEST(block->language, "language");
    QTEST(block->content.toString(), "content");
    QTEST(block->isClosed, "isClosed");
    QVERIFY(!nextCodeBlock(text, block->end));
}

void TestModelText::paragraphIsPlain_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("plain");
    QTest::newRow("marks") << u"# A\n\n> **b** and `c`\n---\n- d_e\n* f * g"_s << u"A b and c d_e f * g"_s;
    QTest::newRow("long") << QString(50, u'a') << QString(19, u'a') + u'…';
    QTest::newRow("long, in the middle of a character") << QString(18, u'a') + u"😀😀"_s << QString(18, u'a') + u'…';
}

void TestModelText::paragraphIsPlain()
{
    QFETCH(const QString, markdown);
    QTEST(plainParagraph(markdown, 20), "plain");
}

void TestModelText::longTextsTakeNoLongTime_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &piece :
         {u"<think>"_s, u"</think>"_s, u"<think></think>"_s, u"```"_s, u"```\n"_s, u"``` "_s, u"a```` a```\n"_s,
          u"<think>a```b</think>\n"_s, u"\n"_s, u" "_s, u"- "_s, u"CANNOT ANSWER"_s, u"CANNOT ANSWER:\n"_s, u"a"_s})
        QTest::newRow(qPrintable(QString(piece).replace(u'\n', u'|').replace(u' ', u'_')))
            << piece.repeated(1'000'000 / piece.size());
}

void TestModelText::longTextsTakeNoLongTime()
{
    QFETCH(const QString, text);
    QElapsedTimer timer;
    timer.start();
    qsizetype from = 0;
    while (const auto block = nextCodeBlock(text, from))
        from = block->end;
    withoutThinking(text);
    plainParagraph(text);
    cannotAnswerReason(text);
    QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed()))); // Some 50 ms on an idle machine.
}

QTEST_APPLESS_MAIN(TestModelText)
#include "tst_modeltext.moc"
