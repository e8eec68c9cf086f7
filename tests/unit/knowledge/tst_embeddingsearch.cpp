// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/EmbeddingSearch.h"
#include "core/knowledge/ExampleSearch.h"
#include "core/knowledge/LocalFinder.h"
#include "core/storage/LocalDatabase.h"
#include "core/storage/VectorRepository.h"
#include "tests/support/FakeLlm.h"
#include "tests/unit/storage/Await.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>
#include <memory>

using namespace sqlai;
using namespace sqlai::knowledge;
using namespace Qt::StringLiterals;

using test::FakeLlm;
using Found = Result<FoundExamples>;

class TestEmbeddingSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void findsTheNearest();
    void sendsNothingTwice();
    void sendsNothingAtTheNextStart();
    void sendsOnlyWhatIsNew();
    void sendsNothingWithoutExamples();
    void sendsLongTextsCut();
    void twoAsksShareOneBatch();
    void keepsWhatCameBeforeAFailure();
    void fallsBackForTheSession();
    void fallsBackThisOnce_data();
    void fallsBackThisOnce();
    void fallsBackOnBadVectors_data();
    void fallsBackOnBadVectors();
    void mendsVectorsOfAnotherModel();
    void cancels_data();
    void cancels();
    void cancelledOneLetsTheNextGoOn();
    void cancelledBefore();
    void folderThatCannotBeRead();
    void endsWithAnAskUnderWay();
    void localFinderObeysCancel();

private:
    void write(const QString &name, const QString &question) const;
    /// What a start of the program makes, over the store that is there.
    void start();
    QFuture<Found> ask(const QString &question, const CancelToken &token = {});
    FoundExamples found(const QString &question);
    static QStringList names(const FoundExamples &found);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeLlm> m_llm;
    SystemClock m_clock;
    std::unique_ptr<storage::LocalDatabase> m_database;
    std::unique_ptr<storage::VectorRepository> m_vectors;
    std::unique_ptr<KnowledgeBase> m_knowledge;
    std::unique_ptr<ExampleSearch> m_ranker;
    std::unique_ptr<LocalFinder> m_local;
    std::unique_ptr<EmbeddingSearch> m_search;
};

void TestEmbeddingSearch::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_folder->path()).mkdir(u"kb"_s));
    write(u"a"_s, u"trucks in repair"_s);
    write(u"b"_s, u"drivers on holiday"_s);
    write(u"c"_s, u"trucks on holiday"_s);
    write(u"d"_s, u"invoices unpaid since march"_s);
    m_llm = std::make_unique<FakeLlm>();
    start();
}

void TestEmbeddingSearch::cleanup()
{
    m_search.reset();
}

void TestEmbeddingSearch::write(const QString &name, const QString &question) const
{
    QFile file(m_folder->filePath(u"kb/%1.sql"_s.arg(name)));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("-- Question: " + question.toUtf8() + "\nSELECT 1");
}

void TestEmbeddingSearch::start()
{
    m_search.reset();
    m_database.reset();
    m_database = std::make_unique<storage::LocalDatabase>(m_folder->path());
    VERIFY_OK(await(m_database->open()));
    m_vectors = std::make_unique<storage::VectorRepository>(*m_database, m_clock);
    m_knowledge = std::make_unique<KnowledgeBase>(m_folder->filePath(u"kb"_s));
    m_ranker = std::make_unique<ExampleSearch>(*m_knowledge);
    m_local = std::make_unique<LocalFinder>(*m_ranker);
    m_search = std::make_unique<EmbeddingSearch>(*m_knowledge, *m_local, *m_vectors, *m_llm);
}

QFuture<Found> TestEmbeddingSearch::ask(const QString &question, const CancelToken &token)
{
    return m_search->findExamples(question, 3, token);
}

FoundExamples TestEmbeddingSearch::found(const QString &question)
{
    const Found answer = await(ask(question));
    return answer ? *answer : FoundExamples{.note = answer.error().detail};
}

QStringList TestEmbeddingSearch::names(const FoundExamples &found)
{
    QStringList names;
    for (const RankedExample &example : found.examples)
        names.append(example.example.name);
    return names;
}

void TestEmbeddingSearch::findsTheNearest()
{
    const FoundExamples examples = found(u"trucks on holiday"_s);
    QCOMPARE(names(examples), QStringList({u"c"_s, u"b"_s, u"a"_s}));
    QVERIFY(std::abs(examples.examples[0].similarity - 1) < 1e-5);
    QVERIFY(std::abs(examples.examples[1].similarity - 2.0 / 3) < 1e-5);
    QVERIFY(examples.note.isEmpty());
    const QList<report::ModelUse> expected{
        {.purpose = u"embeddings"_s, .model = u"fake-embedding"_s, .promptTokens = 13},
        {.purpose = u"embeddings"_s, .model = u"fake-embedding"_s, .promptTokens = 3}};
    QCOMPARE(examples.uses, expected);
}

void TestEmbeddingSearch::sendsNothingTwice()
{
    found(u"who is on holiday"_s);
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
    m_llm = std::make_unique<FakeLlm>();
    start();
    QCOMPARE(names(found(u"who is on holiday"_s)), QStringList({u"b"_s, u"c"_s, u"a"_s}));
    QVERIFY(m_llm->embedded.isEmpty());
    // Another model knows nothing yet.
    m_llm->embeddingName = u"other"_s;
    start();
    found(u"who is on holiday"_s);
    QCOMPARE(m_llm->embedded.size(), 2);
}

void TestEmbeddingSearch::sendsOnlyWhatIsNew()
{
    found(u"trucks"_s);
    m_llm->embedded.clear();
    write(u"e"_s, u"trucks"_s);
    write(u"f"_s, u"depots"_s);
    write(u"g"_s, u"depots"_s);
    QVERIFY(QFile::remove(m_folder->filePath(u"kb/a.sql"_s)));
    QCOMPARE(names(found(u"trucks"_s)), QStringList({u"e"_s, u"c"_s, u"b"_s}));
    QCOMPARE(m_llm->embedded, (QList<QStringList>{{u"depots"_s}}));
}

void TestEmbeddingSearch::sendsNothingWithoutExamples()
{
    for (const QString &name : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
        QVERIFY(QFile::remove(m_folder->filePath(u"kb/%1.sql"_s.arg(name))));
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

void TestEmbeddingSearch::keepsWhatCameBeforeAFailure()
{
    for (int i = 0; i < 1'200; ++i)
        write(u"many%1"_s.arg(i), u"question %1"_s.arg(i));
    // The second batch fails.
    m_llm->vectorOf = [this](const QString &text) {
        return m_llm->embedded.size() == 2 ? std::vector<float>() : FakeLlm::wordVector(text);
    };
    const FoundExamples failed = found(u"trucks in repair"_s);
    QVERIFY(!failed.note.isEmpty());
    QCOMPARE(failed.uses.size(), 2);
    QCOMPARE(m_llm->embedded[0].size() + m_llm->embedded[1].size(), 1'204);
    const QStringList second = m_llm->embedded[1];
    m_llm->embedded = {{}, {}, {}};
    QVERIFY(found(u"trucks in repair"_s).note.isEmpty());
    QCOMPARE(m_llm->embedded[3], second);
}

void TestEmbeddingSearch::fallsBackForTheSession()
{
    m_llm->embedError = Error{.code = ErrorCode::NotFound, .detail = u"no such path"_s};
    const FoundExamples first = found(u"trucks in repair"_s);
    QCOMPARE(names(first).first(), u"a"_s);
    QVERIFY2(first.note.contains(u"has no embeddings"_s), qPrintable(first.note));
    m_llm->embedError.reset();
    QCOMPARE(found(u"drivers on holiday"_s).note, first.note);
    QCOMPARE(m_llm->embedded.size(), 1);
    start(); // Another session asks again.
    QVERIFY(found(u"trucks in repair"_s).note.isEmpty());
}

void TestEmbeddingSearch::fallsBackThisOnce_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("network") << ErrorCode::Network;
    QTest::newRow("time-out") << ErrorCode::Timeout;
    QTest::newRow("key") << ErrorCode::ProviderAuth;
    QTest::newRow("status") << ErrorCode::HttpStatus;
    QTest::newRow("nonsense") << ErrorCode::BadReply;
}

void TestEmbeddingSearch::fallsBackThisOnce()
{
    QFETCH(const ErrorCode, code);
    m_llm->embedError = Error{.code = code, .detail = u"the dog ate it."_s};
    const FoundExamples first = found(u"trucks in repair"_s);
    QCOMPARE(names(first).first(), u"a"_s);
    QVERIFY2(first.note.contains(u"the dog ate it."_s), qPrintable(first.note));
    m_llm->embedError.reset();
    QVERIFY(found(u"trucks in repair"_s).note.isEmpty());
    // Known examples, but the question fails.
    m_llm->embedError = Error{.code = code, .detail = u"again."_s};
    const FoundExamples last = found(u"all trucks in repair"_s);
    QCOMPARE(names(last).first(), u"a"_s);
    QVERIFY(last.note.contains(u"again."_s));
}

void TestEmbeddingSearch::fallsBackOnBadVectors_data()
{
    using VectorOf = std::function<std::vector<float>(const QString &)>;
    QTest::addColumn<VectorOf>("vectorOf");
    QTest::newRow("empty") << VectorOf([](const QString &) { return std::vector<float>(); });
    QTest::newRow("differing lengths") << VectorOf(
        [](const QString &text) { return std::vector<float>(static_cast<std::size_t>(text.size()), 1); });
    QTest::newRow("not a number") << VectorOf([](const QString &) {
        return std::vector<float>{1, std::numeric_limits<float>::quiet_NaN()};
    });
    QTest::newRow("infinite") << VectorOf([](const QString &) {
        return std::vector<float>{std::numeric_limits<float>::infinity(), 1};
    });
}

void TestEmbeddingSearch::fallsBackOnBadVectors()
{
    QFETCH(const std::function<std::vector<float>(const QString &)>, vectorOf);
    m_llm->vectorOf = vectorOf;
    const FoundExamples bad = found(u"trucks in repair"_s);
    QCOMPARE(names(bad).first(), u"a"_s);
    QVERIFY2(bad.note.contains(u"not finite numbers"_s), qPrintable(bad.note));
    // None of them was kept.
    m_llm->vectorOf = FakeLlm::wordVector;
    QVERIFY(found(u"trucks in repair"_s).note.isEmpty());
}

void TestEmbeddingSearch::mendsVectorsOfAnotherModel()
{
    found(u"trucks in repair"_s);
    m_llm->embedded.clear();
    m_llm->vectorOf = [](const QString &text) {
        auto vector = FakeLlm::wordVector(text);
        vector.push_back(0);
        return vector;
    };
    // The question's vector cannot be compared with what is there; all are asked for anew after it.
    QVERIFY(!found(u"drivers on holiday today"_s).note.isEmpty());
    QVERIFY(found(u"drivers on holiday today"_s).note.isEmpty());
    QCOMPARE(m_llm->embedded.size(), 2);
    // A new example whose vector is longer than the stored ones takes those with it.
    m_llm->embedded.clear();
    m_llm->vectorOf = FakeLlm::wordVector;
    write(u"e"_s, u"depots"_s);
    const FoundExamples mended = found(u"drivers on holiday now"_s);
    QVERIFY(mended.note.isEmpty());
    QCOMPARE(names(mended).first(), u"b"_s);
    QCOMPARE(m_llm->embedded.size(), 3);
    QCOMPARE(m_llm->embedded[1].size(), 4);
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
