// SPDX-License-Identifier: GPL-3.0-or-later
#include "EmbeddingTest.h"

#include <cmath>

using namespace sqlai;
using namespace sqlai::knowledge;
using namespace Qt::StringLiterals;

/// What is found, and what is sent for it.
class TestEmbeddingSearch : public test::EmbeddingTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { makeAll(); }
    void findsTheNearest();
    void sendsNothingTwice();
    void sendsNothingAtTheNextStart();
    void sendsOnlyWhatIsNew();
    void sendsNothingWithoutExamples();
    void sendsLongTextsCut();
    void twoAsksShareOneBatch();
    void cancels_data();
    void cancels();
    void cancelledOneLetsTheNextGoOn();
    void cancelledBefore();
    void folderThatCannotBeRead();
    void endsWithAnAskUnderWay();
    void localFinderObeysCancel();
};

void TestEmbeddingSearch::findsTheNearest()
{
    const FoundExamples examples = found(u"trucks on holiday"_s);
    QCOMPARE(names(examples), QStringList({u"c"_s, u"b"_s, u"a"_s}));
    QVERIFY(std::abs(examples.examples[0].similarity - 1) < 1e-5);
    QVERIFY(std::abs(examples.examples[1].similarity - 2.0 / 3) < 1e-5);
    QVERIFY(examples.note.isEmpty());
    // The question is an example's, and known by then.
    const QList<report::ModelUse> expected{
        {.purpose = u"embeddings"_s, .model = u"fake-embedding"_s, .promptTokens = 13}};
    QCOMPARE(examples.uses, expected);
}

void TestEmbeddingSearch::sendsNothingTwice()
{
    QCOMPARE(found(u"who is on holiday"_s).uses.size(), 2);
    const QList<QStringList> expected{
        {u"trucks in repair"_s, u"drivers on holiday"_s, u"trucks on holiday"_s, u"invoices unpaid since march"_s},
        {u"who is on holiday"_s}};
    QCOMPARE(m_llm->embedded, expected);
    QVERIFY(found(u"who is on holiday"_s).uses.isEmpty());
    // The question of an example is known, too.
    QCOMPARE(names(found(u"drivers on holiday"_s)).first(), u"b"_s);
    QCOMPARE(m_llm->embedded, expected);
}

void TestEmbeddingSearch::sendsNothingAtTheNextStart()
{
    found(u"who is on holiday"_s);
    m_llm = std::make_unique<test::FakeLlm>();
    start();
    QCOMPARE(names(found(u"who is on holiday"_s)), QStringList({u"b"_s, u"c"_s, u"a"_s}));
    QVERIFY(m_llm->embedded.isEmpty());
    // Another model knows nothing yet.
    m_llm->embeddingName = u"other"_s;
    start();
    found(u"who is on holiday"_s);
    QCOMPARE(m_llm->embedded.size(), 2);
    // Nor does another endpoint, whatever it calls its model.
    m_llm->endpoint = u"http://localhost"_s;
    start();
    found(u"who is on holiday"_s);
    QCOMPARE(m_llm->embedded.size(), 4);
}

void TestEmbeddingSearch::sendsOnlyWhatIsNew()
{
    found(u"trucks"_s);
    m_llm->embedded.clear();
    write(u"e"_s, u"trucks"_s);
    write(u"f"_s, u"depots"_s);
    write(u"g"_s, u"depots"_s);
    QVERIFY(QFile::remove(pathOf(u"a"_s)));
    QCOMPARE(names(found(u"trucks"_s)), QStringList({u"e"_s, u"c"_s, u"b"_s}));
    QCOMPARE(m_llm->embedded, (QList<QStringList>{{u"depots"_s}}));
}

void TestEmbeddingSearch::sendsNothingWithoutExamples()
{
    for (const QString &name : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
        QVERIFY(QFile::remove(pathOf(name)));
    const Found answer = await(ask(u"trucks"_s));
    VERIFY_OK(answer);
    QVERIFY(answer->examples.isEmpty() && answer->note.isEmpty() && answer->uses.isEmpty());
    QVERIFY(m_llm->embedded.isEmpty());
}

void TestEmbeddingSearch::sendsLongTextsCut()
{
    const QString question = u"trucks "_s + QString(20'000, u'x');
    found(question);
    QCOMPARE(m_llm->embedded.last(), QStringList(question.left(Embedder::longestText)));
}

void TestEmbeddingSearch::twoAsksShareOneBatch()
{
    m_llm->isHolding = true;
    const auto first = ask(u"trucks"_s);
    const auto second = ask(u"trucks"_s);
    QTRY_COMPARE(m_llm->embedded.size(), 1);
    m_llm->release();
    QCOMPARE(names(*await(first)), names(*await(second)));
    QCOMPARE(m_llm->embedded.size(), 2); // The examples, then the question.
}

void TestEmbeddingSearch::cancels_data()
{
    QTest::addColumn<bool>("isIndexed");
    QTest::newRow("while examples are sent") << false;
    QTest::newRow("while the question is sent") << true;
}

void TestEmbeddingSearch::cancels()
{
    QFETCH(const bool, isIndexed);
    if (isIndexed)
        found(u"drivers"_s);
    m_llm->embedded.clear();
    m_llm->isHolding = true;
    const CancelSource source;
    const auto answer = ask(u"trucks"_s, source.token());
    QTRY_COMPARE(m_llm->embedded.size(), 1);
    source.cancel();
    QCOMPARE(await(answer).error().code, ErrorCode::Cancelled);
    m_llm->release();
    QVERIFY(found(u"trucks"_s).note.isEmpty());
}

void TestEmbeddingSearch::cancelledOneLetsTheNextGoOn()
{
    m_llm->isHolding = true;
    const CancelSource one;
    const CancelSource two;
    const auto first = ask(u"trucks"_s, one.token());
    const auto second = ask(u"drivers"_s, two.token());
    const auto third = ask(u"trucks in repair"_s);
    QTRY_COMPARE(m_llm->embedded.size(), 1);
    two.cancel(); // It waits for its turn.
    QCOMPARE(await(second).error().code, ErrorCode::Cancelled);
    QVERIFY(!first.isFinished() && !third.isFinished());
    one.cancel(); // It has its turn.
    QCOMPARE(await(first).error().code, ErrorCode::Cancelled);
    m_llm->release();
    QCOMPARE(names(*await(third)).first(), u"a"_s);
}

void TestEmbeddingSearch::cancelledBefore()
{
    const CancelSource source;
    source.cancel();
    QCOMPARE(await(ask(u"trucks"_s, source.token())).error().code, ErrorCode::Cancelled);
    QVERIFY(m_llm->embedded.isEmpty());
}

void TestEmbeddingSearch::folderThatCannotBeRead()
{
    QVERIFY(QDir(m_folder->filePath(u"kb"_s)).removeRecursively());
    QFile file(m_folder->filePath(u"kb"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(await(ask(u"trucks"_s)).error().code, ErrorCode::File);
    QVERIFY(m_llm->embedded.isEmpty());
}

void TestEmbeddingSearch::endsWithAnAskUnderWay()
{
    m_llm->isHolding = true;
    const CancelSource source;
    const auto answer = ask(u"trucks"_s, source.token());
    QTRY_COMPARE(m_llm->embedded.size(), 1);
    m_search.reset();
    source.cancel();
    m_llm->release();
    QTRY_VERIFY(answer.isFinished());
    QCOMPARE(answer.resultCount(), 0); // What whenReady() tells as Cancelled.
}

void TestEmbeddingSearch::localFinderObeysCancel()
{
    QCOMPARE(names(*await(m_local->findExamples(u"trucks in repair"_s, 1, {}))), QStringList(u"a"_s));
    const CancelSource source;
    source.cancel();
    QCOMPARE(await(m_local->findExamples(u"trucks"_s, 1, source.token())).error().code, ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestEmbeddingSearch)
#include "tst_embeddingsearch.moc"
