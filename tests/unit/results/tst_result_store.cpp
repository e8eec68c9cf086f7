// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/ColumnsJson.h"
#include "core/results/ResultStore.h"
#include "tests/unit/results/ResultSamples.h"
#include "tests/unit/storage/Await.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace sqlai;
using namespace sqlai::results;
using namespace Qt::StringLiterals;

class TestResultStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesBackWhatWasStored_data();
    void givesBackWhatWasStored();
    void keepsEveryByte();
    void keepsLargeRows();
    void keepsManyColumns();
    void keepsRowsWithoutColumns();
    void showsPagesWhileRowsArrive();
    void tellsOfProgress();
    void readsBesideTheWriter();
    void replacesAnOlderResult();
    void isPrivate();
    void saysWhatIsNotThere();
    void saysWhereNothingCanBeWritten();
    void readsColumnsOnlyAsWritten_data();
    void readsColumnsOnlyAsWritten();

private:
    QTemporaryDir m_folder;
    ResultStore m_store{m_folder.filePath(u"results"_s)};
};

void TestResultStore::givesBackWhatWasStored_data()
{
    QTest::addColumn<qint64>("rows");
    QTest::addColumn<int>("batchRows");
    QTest::addColumn<qint64>("pages");
    QTest::newRow("none") << qint64{0} << 500 << qint64{0};
    QTest::newRow("one") << qint64{1} << 500 << qint64{1};
    QTest::newRow("almost a page") << qint64{499} << 500 << qint64{1};
    QTest::newRow("a page") << qint64{500} << 500 << qint64{1};
    QTest::newRow("a page and a row") << qint64{501} << 500 << qint64{2};
    QTest::newRow("whole pages") << qint64{5000} << 500 << qint64{10};
    QTest::newRow("row by row") << qint64{1234} << 1 << qint64{3};
    QTest::newRow("odd batches") << qint64{2750} << 333 << qint64{6};
}

void TestResultStore::givesBackWhatWasStored()
{
    QFETCH(const qint64, rows);
    QFETCH(const int, batchRows);
    const auto writer = m_store.create(1, {});
    VERIFY_OK(writer);
    VERIFY_OK((*writer)->begin(sampleColumns()));
    VERIFY_OK(appendSamples(**writer, rows, batchRows));
    VERIFY_OK((*writer)->finish(storage::ResultState::Complete));
    VERIFY_OK((*writer)->finish(storage::ResultState::Complete));
    QCOMPARE((*writer)->rowsStored(), rows);

    const auto reader = m_store.open(1);
    VERIFY_OK(reader);
    QCOMPARE((*reader)->columns(), sampleColumns());
    QCOMPARE((*reader)->rowCount(), rows);
    QTEST((*reader)->pageCount(), "pages");
    for (qint64 number = (*reader)->pageCount() - 1; number >= 0; --number) {
        const auto page = (*reader)->page(number);
        VERIFY_OK(page);
        const qint64 first = number * pageSize;
        QVERIFY(*page == sampleRows(first, static_cast<int>(qMin<qint64>(pageSize, rows - first))));
    }
    QCOMPARE((*reader)->page((*reader)->pageCount()).error().code, ErrorCode::NotFound);
    QCOMPARE((*reader)->page(-1).error().code, ErrorCode::NotFound);
}

void TestResultStore::keepsEveryByte()
{
    // Around the sizes at which the size itself takes one byte more.
    table::RowBatch batch(1);
    for (const qsizetype size : {0, 1, 126, 127, 128, 16'382, 16'383, 16'384}) {
        QByteArray cell(size, '\0');
        for (qsizetype i = 0; i < size; ++i)
            cell[i] = static_cast<char>(i * 7 + size);
        batch.append(cell);
        batch.endRow();
    }
    const auto writer = m_store.create(2, {});
    VERIFY_OK(writer);
    VERIFY_OK((*writer)->begin({{.name = u"a"_s}}));
    VERIFY_OK((*writer)->append(batch));
    VERIFY_OK((*writer)->finish(storage::ResultState::Complete));
    const auto page = m_store.open(2).value()->page(0);
    VERIFY_OK(page);
    QVERIFY(*page == batch);
}

void TestResultStore::keepsLargeRows()
{
    // A page of several blocks, with one cell larger than the buffer.
    const auto writer = m_store.create(3, {});
    VERIFY_OK(writer);
    VERIFY_OK((*writer)->begin({{.name = u"a"_s}}));
    for (int row = 0; row < 510; ++row) {
        table::RowBatch batch(1);
        batch.append(QByteArray(row == 100 ? 20'000'000 : 30'000, static_cast<char>('a' + row % 26)));
        batch.endRow();
        VERIFY_OK((*writer)->append(batch));
    }
    // Without its index as well as with it.
    for (const int rows : {500, 510}) {
        const auto reader = m_store.open(3);
        VERIFY_OK(reader);
        QCOMPARE((*reader)->rowCount(), rows);
        const auto page = (*reader)->page(0);
        VERIFY_OK(page);
        QCOMPARE(page->rowCount(), 500);
        QCOMPARE(page->cell(100, 0)->size(), 20'000'000);
        QCOMPARE(page->cell(499, 0)->toByteArray(), QByteArray(30'000, 'a' + 499 % 26));
        VERIFY_OK((*writer)->finish(storage::ResultState::Complete));
    }
}

void TestResultStore::keepsManyColumns()
{
    constexpr int count = 1600;
    table::Columns columns;
    table::RowBatch batch(count);
    for (int i = 0; i < count; ++i) {
        columns.append({.name = u"same name"_s, .typeOid = 4'294'967'295U});
        batch.append(QByteArray::number(i));
    }
    batch.endRow();
    const auto writer = m_store.create(4, {});
    VERIFY_OK(writer);
    VERIFY_OK((*writer)->begin(columns));
    VERIFY_OK((*writer)->append(batch));
    VERIFY_OK((*writer)->finish(storage::ResultState::Complete));
    const auto reader = m_store.open(4);
    VERIFY_OK(reader);
    QCOMPARE((*reader)->columns(), columns);
    QVERIFY((*reader)->page(0).value() == batch);
}

void TestResultStore::keepsRowsWithoutColumns()
{
    const auto writer = m_store.create(5, {});
    VERIFY_OK(writer);
    VERIFY_OK((*writer)->begin({}));
    table::RowBatch batch(0);
    for (int row = 0; row < 7; ++row)
        batch.endRow();
    VERIFY_OK((*writer)->append(batch));
    VERIFY_OK((*writer)->finish(storage::ResultState::Complete));
    const auto reader = m_store.open(5);
    VERIFY_OK(reader);
    QCOMPARE((*reader)->rowCount(), 7);
    QCOMPARE((*reader)->page(0).value().rowCount(), 7);
}

void TestResultStore::showsPagesWhileRowsArrive()
{
    const auto writer = m_store.create(6, {});
    VERIFY_OK(writer);
    QCOMPARE(m_store.open(6).error().code, ErrorCode::NotFound);
    VERIFY_OK((*writer)->begin(sampleColumns()));
    const auto reader = m_store.open(6);
    VERIFY_OK(reader);
    QCOMPARE((*reader)->rowCount(), 0);
    VERIFY_OK((*writer)->append(sampleRows(0, 499)));
    QCOMPARE((*reader)->rowCount(), 0);
    VERIFY_OK((*writer)->append(sampleRows(499, 2)));
    QCOMPARE((*reader)->rowCount(), 500);
    QVERIFY((*reader)->page(0).value() == sampleRows(0, 500));
    VERIFY_OK((*writer)->finish(storage::ResultState::Complete));
    QCOMPARE((*reader)->rowCount(), 501);
    QVERIFY((*reader)->page(1).value() == sampleRows(500, 1));
}

void TestResultStore::tellsOfProgress()
{
    QList<qint64> told;
    const auto writer = m_store.create(7, [&](qint64 rows) { told.append(rows); });
    VERIFY_OK(writer);
    VERIFY_OK((*writer)->begin(sampleColumns()));
    VERIFY_OK(appendSamples(**writer, 1100, 100));
    VERIFY_OK((*writer)->finish(storage::ResultState::Complete));
    QCOMPARE(told, QList<qint64>({0, 500, 1000, 1100}));
}

void TestResultStore::readsBesideTheWriter()
{
    constexpr qint64 rows = 60'200;
    const auto writer = m_store.create(8, {});
    VERIFY_OK(writer);
    VERIFY_OK((*writer)->begin(sampleColumns()));
    const auto shared = m_store.open(8);
    VERIFY_OK(shared);
    std::atomic<bool> isSound = true;
    std::atomic<bool> isWritten = false;
    const auto readAll = [&](const std::shared_ptr<const ResultReader> &reader) {
        qint64 seen = 0;
        for (qint64 number = 0; seen < rows;) {
            const bool isLast = isWritten;
            const qint64 pages = reader->pageCount();
            for (; number < pages; ++number) {
                const auto page = reader->page(number);
                const qint64 first = number * pageSize;
                const bool isWhole =
                    page && *page == sampleRows(first, static_cast<int>(qMin<qint64>(pageSize, rows - first)));
                isSound = isSound && isWhole;
                seen += page ? page->rowCount() : 0;
            }
            if (isLast && seen < rows) {
                isSound = false;
                return;
            }
        }
    };
    std::thread one([&] { readAll(*shared); });
    std::thread other([&] { readAll(*shared); });
    std::thread third([&] { readAll(*m_store.open(8)); });
    const bool isAppended =
        appendSamples(**writer, rows, 77).isOk() && (*writer)->finish(storage::ResultState::Complete).isOk();
    isWritten = true;
    one.join();
    other.join();
    third.join();
    QVERIFY(isAppended);
    QVERIFY(isSound);
}

void TestResultStore::replacesAnOlderResult()
{
    for (const qint64 rows : {1000, 10}) {
        const auto writer = m_store.create(9, {});
        VERIFY_OK(writer);
        VERIFY_OK((*writer)->begin(sampleColumns()));
        VERIFY_OK(appendSamples(**writer, rows));
        VERIFY_OK((*writer)->finish(storage::ResultState::Complete));
        QCOMPARE(m_store.open(9).value()->rowCount(), rows);
    }
    m_store.remove(9);
    m_store.remove(9);
    QCOMPARE(m_store.open(9).error().code, ErrorCode::NotFound);
}

void TestResultStore::isPrivate()
{
    const auto writer = m_store.create(10, {});
    VERIFY_OK(writer);
    constexpr QFile::Permissions others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QVERIFY(!(QFileInfo(m_folder.filePath(u"results"_s)).permissions() & others));
    QVERIFY(!(QFileInfo(m_folder.filePath(u"results/10.rows"_s)).permissions() & others));
}

void TestResultStore::saysWhatIsNotThere()
{
    const auto reader = m_store.open(4711);
    QCOMPARE(reader.error().code, ErrorCode::NotFound);
    QVERIFY(reader.error().detail.contains(u"Run the statement again"_s));
}

void TestResultStore::saysWhereNothingCanBeWritten()
{
    QFile file(m_folder.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto writer = ResultStore(file.fileName() + u"/results"_s).create(1, {});
    QCOMPARE(writer.error().code, ErrorCode::File);
    QVERIFY(writer.error().detail.contains(file.fileName()));
}

void TestResultStore::readsColumnsOnlyAsWritten_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("isColumns");
    QTest::newRow("none") << QByteArray("[]") << true;
    QTest::newRow("one") << QByteArray(R"([{"name":"a","oid":20,"type":"bigint"}])") << true;
    QTest::newRow("no JSON") << QByteArray("[") << false;
    QTest::newRow("object") << QByteArray("{}") << false;
    QTest::newRow("name is a number") << QByteArray(R"([{"name":1,"oid":20,"type":"bigint"}])") << false;
    QTest::newRow("oid is a text") << QByteArray(R"([{"name":"a","oid":"20","type":"bigint"}])") << false;
    QTest::newRow("no type") << QByteArray(R"([{"name":"a","oid":20}])") << false;
    QTest::newRow("no object") << QByteArray("[7]") << false;
}

void TestResultStore::readsColumnsOnlyAsWritten()
{
    QFETCH(const QByteArray, json);
    QFETCH(const bool, isColumns);
    const auto columns = columnsFromJson(json);
    QCOMPARE(columns.has_value(), isColumns);
    if (columns)
        QCOMPARE(columnsToJson(*columns), json);
}

QTEST_GUILESS_MAIN(TestResultStore)
#include "tst_result_store.moc"
