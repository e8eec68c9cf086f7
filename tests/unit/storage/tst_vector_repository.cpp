// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/LocalDatabase.h"
#include "core/storage/Sqlite.h"
#include "core/storage/VectorRepository.h"
#include "tests/unit/storage/Await.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace sqlai;
using namespace sqlai::storage;
using namespace Qt::StringLiterals;

using Vectors = QList<std::vector<float>>;

class TestVectorRepository : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void givesBackWhatWasStored();
    void findsManyAtOnce();
    void knowsModelsApart();
    void writesLittleEndian();
    void dropsVectorsOfAnotherLength();
    void forgetsWhatNobodyLooksFor();
    void distrustsStoredBytes_data();
    void distrustsStoredBytes();
    void findsBySha256OfTheText();

private:
    Vectors find(const QString &model, const QStringList &texts);
    Result<void> store(const QString &model, const QString &text, const std::vector<float> &vector);
    Result<QByteArray> ask(const QString &sql, const QVariantList &values = {});

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LocalDatabase> m_database;
    std::unique_ptr<VectorRepository> m_vectors;
};

void TestVectorRepository::init()
{
    m_vectors.reset();
    m_database.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = std::make_unique<LocalDatabase>(m_folder->path());
    VERIFY_OK(await(m_database->open()));
    m_vectors = std::make_unique<VectorRepository>(*m_database, m_clock);
}

Vectors TestVectorRepository::find(const QString &model, const QStringList &texts)
{
    const auto found = await(m_vectors->find(model, texts));
    return found ? *found : Vectors();
}

Result<void> TestVectorRepository::store(const QString &model, const QString &text, const std::vector<float> &vector)
{
    return await(m_vectors->store(model, {{.text = text, .vector = vector}}));
}

Result<QByteArray> TestVectorRepository::ask(const QString &sql, const QVariantList &values)
{
    return await(m_database->run([=](const QSqlDatabase &connection) -> Result<QByteArray> {
        auto query = execute(connection, sql, values);
        if (!query)
            return query.error();
        return query->next() ? query->value(0).toByteArray() : QByteArray();
    }));
}

void TestVectorRepository::givesBackWhatWasStored()
{
    VERIFY_OK(store(u"ada"_s, u"eins"_s, {1.5F, -2.25F, 1e-38F}));
    VERIFY_OK(store(u"ada"_s, u"zwei"_s, {0, -0.0F, 3.4e38F}));
    QCOMPARE(find(u"ada"_s, {u"zwei"_s, u"drei"_s, u"eins"_s, u"zwei"_s}),
             (Vectors{{0, -0.0F, 3.4e38F}, {}, {1.5F, -2.25F, 1e-38F}, {0, -0.0F, 3.4e38F}}));
    VERIFY_OK(store(u"ada"_s, u"eins"_s, {7, 8, 9}));
    QCOMPARE(find(u"ada"_s, {u"eins"_s}), (Vectors{{7, 8, 9}}));
    QCOMPARE(find(u"ada"_s, {}), Vectors());
    VERIFY_OK(await(m_vectors->store(u"ada"_s, {})));
}

void TestVectorRepository::findsManyAtOnce()
{
    constexpr int count = 40'000; // More than SQLite binds to one statement.
    QList<TextVector> stored;
    QStringList texts;
    for (int i = 0; i < count; ++i) {
        texts.append(QString::number(i));
        stored.append({.text = texts.last(), .vector = {static_cast<float>(i), 1}});
    }
    VERIFY_OK(await(m_vectors->store(u"ada"_s, stored)));
    const auto found = await(m_vectors->find(u"ada"_s, texts));
    VERIFY_OK(found);
    QCOMPARE(found->size(), count);
    for (int i = 0; i < count; ++i)
        QCOMPARE((*found)[i], (std::vector<float>{static_cast<float>(i), 1}));
}

void TestVectorRepository::knowsModelsApart()
{
    VERIFY_OK(store(u"ada"_s, u"text"_s, {1}));
    VERIFY_OK(store({}, u"text"_s, {2, 2}));
    QCOMPARE(find(u"ada"_s, {u"text"_s}), (Vectors{{1}}));
    QCOMPARE(find({}, {u"text"_s}), (Vectors{{2, 2}}));
    QCOMPARE(find(u"ADA"_s, {u"text"_s}), (Vectors{{}}));
}

void TestVectorRepository::writesLittleEndian()
{
    VERIFY_OK(store(u"ada"_s, u"text"_s, {1, -2}));
    QCOMPARE(ask(u"SELECT vector FROM vectors"_s).value(), QByteArray::fromHex("0000803f000000c0"));
    QCOMPARE(ask(u"SELECT created_at > 1700000000000 FROM vectors"_s).value(), "1");
}

void TestVectorRepository::dropsVectorsOfAnotherLength()
{
    VERIFY_OK(store(u"ada"_s, u"old"_s, {1, 2}));
    VERIFY_OK(store(u"ben"_s, u"old"_s, {1, 2}));
    VERIFY_OK(store(u"ada"_s, u"new"_s, {1, 2, 3}));
    QCOMPARE(find(u"ada"_s, {u"old"_s, u"new"_s}), (Vectors{{}, {1, 2, 3}}));
    QCOMPARE(find(u"ben"_s, {u"old"_s}), (Vectors{{1, 2}}));
}

void TestVectorRepository::forgetsWhatNobodyLooksFor()
{
    VERIFY_OK(store(u"ada"_s, u"used"_s, {1, 2}));
    VERIFY_OK(store(u"ada"_s, u"unused"_s, {3, 4}));
    VERIFY_OK(ask(u"UPDATE vectors SET created_at = created_at - 91 * 86400000"_s));
    QCOMPARE(find(u"ada"_s, {u"used"_s}), (Vectors{{1, 2}}));
    m_vectors = std::make_unique<VectorRepository>(*m_database, m_clock); // As at the next start.
    VERIFY_OK(store(u"ada"_s, u"new"_s, {5, 6}));
    QCOMPARE(find(u"ada"_s, {u"used"_s, u"unused"_s, u"new"_s}), (Vectors{{1, 2}, {}, {5, 6}}));
}

void TestVectorRepository::distrustsStoredBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << QByteArray::fromHex("0000803f0000");
    QTest::newRow("infinite") << QByteArray::fromHex("0000803f0000807f");
    QTest::newRow("not a number") << QByteArray::fromHex("0000c07f0000803f");
}

void TestVectorRepository::distrustsStoredBytes()
{
    QFETCH(const QByteArray, bytes);
    // An empty one, and not a null, which would be NULL.
    const QByteArray blob = bytes.isNull() ? QByteArray("") : bytes;
    VERIFY_OK(store(u"ada"_s, u"text"_s, {1, 2}));
    VERIFY_OK(ask(u"UPDATE vectors SET vector = ?"_s, {blob}));
    QCOMPARE(find(u"ada"_s, {u"text"_s}), (Vectors{{}}));
}

void TestVectorRepository::findsBySha256OfTheText()
{
    VERIFY_OK(store(u"ada"_s, u"grün"_s, {1}));
    QCOMPARE(ask(u"SELECT lower(hex(hash)) FROM vectors"_s).value(),
             "fe263064ba02eaeac482aaf1309553779bdb78e385cb1374654de293e191d785");
}

QTEST_GUILESS_MAIN(TestVectorRepository)
#include "tst_vector_repository.moc"
