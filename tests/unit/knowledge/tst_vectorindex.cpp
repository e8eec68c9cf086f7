// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/VectorIndex.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

using namespace sqlai;
using namespace sqlai::knowledge;

using Vectors = QList<std::vector<float>>;

class TestVectorIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheNearest();
    void isExact_data();
    void isExact();
    void equalOnesComeByPlace();
    void zerosAreNearNothing();
    void takesEveryMagnitude_data();
    void takesEveryMagnitude();
    void refusesUnsound_data();
    void refusesUnsound();

private:
    static QList<qsizetype> placesOf(const std::vector<VectorIndex::Match> &matches);
};

QList<qsizetype> TestVectorIndex::placesOf(const std::vector<VectorIndex::Match> &matches)
{
    QList<qsizetype> places;
    for (const VectorIndex::Match &match : matches)
        places.append(match.place);
    return places;
}

void TestVectorIndex::findsTheNearest()
{
    const auto index = VectorIndex::build({{0, 1}, {3, 4}, {-1, 0}, {10, 0}});
    QVERIFY(index.isOk());
    QCOMPARE(index->length(), 2U);
    QCOMPARE(index->size(), 4);
    const auto matches = index->nearest({2, 0}, 4);
    QCOMPARE(placesOf(matches), (QList<qsizetype>{3, 1, 0, 2}));
    const std::vector<float> similarities{1, 0.6F, 0, -1};
    for (std::size_t i = 0; i < similarities.size(); ++i)
        QVERIFY(std::abs(matches[i].similarity - similarities[i]) < 1e-6F);
    QCOMPARE(placesOf(index->nearest({2, 0}, 2)), (QList<qsizetype>{3, 1}));
    QCOMPARE(index->nearest({2, 0}, 0).size(), 0U);
    QCOMPARE(index->nearest({2, 0}, -1).size(), 0U);
    QCOMPARE(index->nearest({2, 0}, 99).size(), 4U);
}

void TestVectorIndex::isExact_data()
{
    QTest::addColumn<int>("length");
    for (const int length : {1, 2, 3, 15, 16, 17, 384, 1'536, 3'072})
        QTest::addRow("%d", length) << length;
}

/// Against cosines in double, one by one.
void TestVectorIndex::isExact()
{
    QFETCH(const int, length);
    std::mt19937 random(static_cast<unsigned>(length));
    std::normal_distribution<float> component;
    const auto vector = [&] {
        std::vector<float> values(static_cast<std::size_t>(length));
        std::ranges::generate(values, [&] { return component(random); });
        return values;
    };
    Vectors vectors;
    for (int i = 0; i < 300; ++i)
        vectors.append(vector());
    const std::vector<float> query = vector();
    const auto dot = [](const std::vector<float> &left, const std::vector<float> &right) {
        return std::inner_product(left.begin(), left.end(), right.begin(), 0.0);
    };
    std::vector<double> cosines;
    for (const std::vector<float> &one : std::as_const(vectors))
        cosines.push_back(dot(one, query) / std::sqrt(dot(one, one) * dot(query, query)));
    std::vector<double> best = cosines;
    std::ranges::sort(best, std::greater());

    const auto index = VectorIndex::build(vectors);
    QVERIFY(index.isOk());
    const auto matches = index->nearest(query, 10);
    QCOMPARE(matches.size(), 10U);
    for (std::size_t i = 0; i < matches.size(); ++i) {
        QVERIFY(std::abs(cosines[static_cast<std::size_t>(matches[i].place)] - best[i]) < 1e-5);
        QVERIFY(std::abs(static_cast<double>(matches[i].similarity) - best[i]) < 1e-5);
    }
}

void TestVectorIndex::equalOnesComeByPlace()
{
    const auto index = VectorIndex::build({{0, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}, {0, 1}});
    QVERIFY(index.isOk());
    QCOMPARE(placesOf(index->nearest({1, 1}, 3)), (QList<qsizetype>{1, 2, 3}));
    QCOMPARE(placesOf(index->nearest({1, 1}, 5)), (QList<qsizetype>{1, 2, 3, 4, 0}));
    QCOMPARE(placesOf(index->nearest({0, 1}, 4)), (QList<qsizetype>{0, 5, 1, 2}));
}

void TestVectorIndex::zerosAreNearNothing()
{
    const auto index = VectorIndex::build({{0, 0}, {-1, 0}, {-0.0F, 0}, {0, 1}});
    QVERIFY(index.isOk());
    QCOMPARE(placesOf(index->nearest({1, 0}, 4)), (QList<qsizetype>{3, 1}));
    QVERIFY(index->nearest({0, 0}, 4).empty());
}

void TestVectorIndex::takesEveryMagnitude_data()
{
    QTest::addColumn<float>("factor");
    QTest::newRow("one") << 1.0F;
    QTest::newRow("its square is no float") << 1e30F;
    QTest::newRow("the largest") << std::numeric_limits<float>::max() / 4;
    QTest::newRow("its square is zero") << 1e-30F;
    QTest::newRow("denormal") << 1e-40F;
}

void TestVectorIndex::takesEveryMagnitude()
{
    QFETCH(const float, factor);
    const auto index = VectorIndex::build({{factor, 0}, {3 * factor, 4 * factor}});
    QVERIFY(index.isOk());
    const auto matches = index->nearest({0, factor}, 1);
    QCOMPARE(matches.front().place, 1);
    QVERIFY(std::abs(matches.front().similarity - 0.8F) < 1e-4F);
}

void TestVectorIndex::refusesUnsound_data()
{
    constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();
    constexpr float infinite = std::numeric_limits<float>::infinity();
    QTest::addColumn<Vectors>("vectors");
    QTest::newRow("none") << Vectors{};
    QTest::newRow("empty ones") << Vectors{{}, {}};
    QTest::newRow("one shorter") << Vectors{{1, 2}, {1}};
    QTest::newRow("one longer") << Vectors{{1, 2}, {1, 2, 3}};
    QTest::newRow("not a number") << Vectors{{1, 2}, {1, notANumber}};
    QTest::newRow("infinite") << Vectors{{-infinite, 2}};
}

void TestVectorIndex::refusesUnsound()
{
    QFETCH(const Vectors, vectors);
    const auto index = VectorIndex::build(vectors);
    QVERIFY(!index);
    QCOMPARE(index.error().code, ErrorCode::BadReply);
}

QTEST_GUILESS_MAIN(TestVectorIndex)
#include "tst_vectorindex.moc"
