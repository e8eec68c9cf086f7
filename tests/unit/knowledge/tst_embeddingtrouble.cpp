// SPDX-License-Identifier: GPL-3.0-or-later
#include "EmbeddingTest.h"

#include <functional>
#include <limits>

using namespace sqlai;
using namespace sqlai::knowledge;
using namespace Qt::StringLiterals;

using test::FakeLlm;

/// What becomes of a question where there are no embeddings, or none of use.
class TestEmbeddingTrouble : public test::EmbeddingTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { makeAll(); }
    void fallsBackForTheSession();
    void fallsBackThisOnce_data();
    void fallsBackThisOnce();
    void fallsBackOnBadVectors_data();
    void fallsBackOnBadVectors();
    void mendsVectorsOfAnotherModel();
    void fallsBackOnceWhereThereWereSome();
    void keepsWhatCameBeforeAFailure();
    void slowEndpointMakesProgress();
    void stoppedOneIsNotOnTheNextBill();
    void lengthThatKeepsChanging();
    void fallsBackWithoutAStore();

private:
    /// So many that they go out in two requests.
    void writeMany() const
    {
        for (int i = 0; i < 150; ++i)
            write(u"many%1"_s.arg(i), u"question %1"_s.arg(i));
    }
    /// Answers the first request, and no other.
    void holdAfterTheFirst() const
    {
        m_llm->vectorOf = [llm = m_llm.get()](const QString &text) {
            llm->isHolding = true;
            return FakeLlm::wordVector(text);
        };
    }
};

void TestEmbeddingTrouble::fallsBackForTheSession()
{
    m_llm->embedError = Error{.code = ErrorCode::NotFound, .detail = u"no such path"_s};
    const FoundExamples first = found(u"trucks in repair"_s);
    QCOMPARE(names(first).first(), u"a"_s);
    QVERIFY2(first.note.contains(u"no such path"_s), qPrintable(first.note));
    m_llm->embedError.reset();
    QCOMPARE(found(u"drivers on holiday"_s).note, first.note);
    QCOMPARE(m_llm->embedded.size(), 1);
    start(); // Another session asks again.
    QVERIFY(found(u"trucks in repair"_s).note.isEmpty());
}

void TestEmbeddingTrouble::fallsBackThisOnce_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("network") << ErrorCode::Network;
    QTest::newRow("time-out") << ErrorCode::Timeout;
    QTest::newRow("key") << ErrorCode::ProviderAuth;
    QTest::newRow("status") << ErrorCode::HttpStatus;
    QTest::newRow("nonsense") << ErrorCode::BadReply;
}

void TestEmbeddingTrouble::fallsBackThisOnce()
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

void TestEmbeddingTrouble::fallsBackOnBadVectors_data()
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

void TestEmbeddingTrouble::fallsBackOnBadVectors()
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

void TestEmbeddingTrouble::mendsVectorsOfAnotherModel()
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

void TestEmbeddingTrouble::keepsWhatCameBeforeAFailure()
{
    writeMany();
    // The second batch fails.
    m_llm->vectorOf = [this](const QString &text) {
        return m_llm->embedded.size() == 2 ? std::vector<float>() : FakeLlm::wordVector(text);
    };
    const FoundExamples failed = found(u"trucks in repair"_s);
    QVERIFY(!failed.note.isEmpty());
    QCOMPARE(failed.uses.size(), 2);
    QCOMPARE(m_llm->embedded[0].size() + m_llm->embedded[1].size(), 154);
    const QStringList second = m_llm->embedded[1];
    m_llm->embedded = {{}, {}, {}};
    QVERIFY(found(u"trucks in repair"_s).note.isEmpty());
    QCOMPARE(m_llm->embedded[3], second);
}

void TestEmbeddingTrouble::fallsBackOnceWhereThereWereSome()
{
    QVERIFY(found(u"trucks"_s).note.isEmpty());
    m_llm->embedError = Error{.code = ErrorCode::NotFound, .detail = u"this text is too long"_s};
    const FoundExamples refused = found(u"drivers"_s);
    QVERIFY2(refused.note.contains(u"this text is too long"_s), qPrintable(refused.note));
    m_llm->embedError.reset();
    QVERIFY(found(u"drivers"_s).note.isEmpty());
}

void TestEmbeddingTrouble::slowEndpointMakesProgress()
{
    writeMany();
    holdAfterTheFirst();
    const auto slow = ask(u"trucks in repair"_s);
    QTRY_COMPARE(m_llm->embedded.size(), 2);
    QVERIFY(!slow.isFinished());
    m_timers.advance(share);
    const Found answer = await(slow);
    VERIFY_OK(answer);
    QCOMPARE(names(*answer).first(), u"a"_s);
    QVERIFY2(answer->note.contains(u"took too long"_s), qPrintable(answer->note));
    QCOMPARE(answer->uses.size(), 1);
    // The next one asks only for the rest.
    m_llm->vectorOf = FakeLlm::wordVector;
    m_llm->release();
    m_llm->embedded.clear();
    QVERIFY(found(u"trucks in repair"_s).note.isEmpty());
    QCOMPARE(m_llm->embedded.first().size(), 54);
    QVERIFY(m_timers.waiting().isEmpty());
}

void TestEmbeddingTrouble::stoppedOneIsNotOnTheNextBill()
{
    writeMany();
    holdAfterTheFirst();
    const CancelSource source;
    const auto stopped = ask(u"trucks"_s, source.token());
    QTRY_COMPARE(m_llm->embedded.size(), 2);
    source.cancel();
    QCOMPARE(await(stopped).error().code, ErrorCode::Cancelled);
    m_llm->vectorOf = FakeLlm::wordVector;
    m_llm->release();
    QCOMPARE(found(u"trucks"_s).uses.size(), 2); // The other examples, and the question.
}

void TestEmbeddingTrouble::lengthThatKeepsChanging()
{
    writeMany();
    m_llm->vectorOf = [this](const QString &) {
        return std::vector<float>(static_cast<std::size_t>(m_llm->embedded.size()), 1);
    };
    QVERIFY(!found(u"trucks in repair"_s).note.isEmpty());
    QCOMPARE(m_llm->embedded.size(), 2);
}

void TestEmbeddingTrouble::fallsBackWithoutAStore()
{
    storage::LocalDatabase closed(m_folder->path());
    storage::VectorRepository vectors(closed, m_clock);
    EmbeddingSearch search(*m_knowledge, *m_local, vectors, *m_llm, m_timers, share);
    const auto answer = await(search.findExamples(u"trucks in repair"_s, 3, {}));
    VERIFY_OK(answer);
    QCOMPARE(names(*answer).first(), u"a"_s);
    QVERIFY(!answer->note.isEmpty());
    QVERIFY(m_llm->embedded.isEmpty());
}

QTEST_GUILESS_MAIN(TestEmbeddingTrouble)
#include "tst_embeddingtrouble.moc"
