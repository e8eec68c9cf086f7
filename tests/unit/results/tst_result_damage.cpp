// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/ResultStore.h"
#include "tests/unit/results/ResultSamples.h"
#include "tests/unit/storage/Await.h"
#include "tests/unit/storage/SmallDisk.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace sqlai;
using namespace sqlai::results;
using namespace Qt::StringLiterals;

class TestResultDamage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsWholePagesOfATornFile_data();
    void readsWholePagesOfATornFile();
    void readsTheCopyOfAFileUnderWay();
    void refusesAForeignFile_data();
    void refusesAForeignFile();
    void saysThatAPageIsDamaged();
    void survivesEveryDamagedByte();
    void fullDiskKeepsTheRowsBefore();

private:
    QString write(const QByteArray &bytes);

    QTemporaryDir m_folder;
    QByteArray m_sound;
    qint64 m_headerSize = 0;
};

namespace {

constexpr qint64 rowsStored = 2300;

/// Counts the rows that can be read, each page compared with what was stored; -1 where one is not right.
qint64 readableRows(const ResultReader &reader)
{
    qint64 rows = 0;
    for (qint64 number = 0; number < reader.pageCount(); ++number) {
        const auto page = reader.page(number);
        if (!page)
            return -1;
        if (*page != sampleRows(rows, page->rowCount()))
            return -1;
        rows += page->rowCount();
    }
    return rows;
}

}

void TestResultDamage::initTestCase()
{
    const ResultStore store(m_folder.path());
    const auto writer = store.create(1, {});
    VERIFY_OK(writer);
    VERIFY_OK((*writer)->begin(sampleColumns()));
    m_headerSize = QFileInfo(m_folder.filePath(u"1.rows"_s)).size();
    VERIFY_OK(appendSamples(**writer, rowsStored));
    VERIFY_OK((*writer)->finish(storage::ResultState::Complete));
    QFile file(m_folder.filePath(u"1.rows"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_sound = file.readAll();
    QVERIFY(m_sound.size() > m_headerSize);
}

QString TestResultDamage::write(const QByteArray &bytes)
{
    const QString path = m_folder.filePath(u"damaged.rows"_s);
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
}

void TestResultDamage::readsWholePagesOfATornFile_data()
{
    QTest::addColumn<qint64>("permille");
    for (qint64 permille = 0; permille <= 1000; permille += 20)
        QTest::addRow("%lld of a thousand", permille) << permille;
}

void TestResultDamage::readsWholePagesOfATornFile()
{
    QFETCH(const qint64, permille);
    const qint64 size = m_headerSize + (m_sound.size() - m_headerSize) * permille / 1000;
    const auto reader = ResultReader::open(write(m_sound.first(size)));
    VERIFY_OK(reader);
    const qint64 rows = readableRows(**reader);
    QCOMPARE(rows, (*reader)->rowCount());
    QVERIFY(rows == rowsStored || rows % pageSize == 0);
    // Of a file that is cut within its n-th part not more than that part is lost.
    QVERIFY(rows >= rowsStored * permille / 1000 - 2LL * pageSize);
    QVERIFY(rows <= rowsStored * permille / 1000 + pageSize);
}

void TestResultDamage::readsTheCopyOfAFileUnderWay()
{
    // What a program that is killed leaves behind.
    const ResultStore store(m_folder.path());
    const auto writer = store.create(2, {});
    VERIFY_OK(writer);
    VERIFY_OK((*writer)->begin(sampleColumns()));
    VERIFY_OK(appendSamples(**writer, 1700, 123));
    const QString copy = m_folder.filePath(u"copy.rows"_s);
    QVERIFY(QFile::copy(m_folder.filePath(u"2.rows"_s), copy));
    const auto reader = ResultReader::open(copy);
    VERIFY_OK(reader);
    QCOMPARE(readableRows(**reader), 1500);
    QCOMPARE((*writer)->rowsStored(), 1500);
}

void TestResultDamage::refusesAForeignFile_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << QByteArray("id,name\n1,a\n");
    QTest::newRow("zeros") << QByteArray(5000, '\0');
    QTest::newRow("half a header") << m_sound.first(20);
    QTest::newRow("half of the columns") << m_sound.first(m_headerSize - 5);
    QTest::newRow("another version") << QByteArray(m_sound).replace(8, 1, "\x07");
    QTest::newRow("columns changed") << QByteArray(m_sound).replace(30, 1, "X");
}

void TestResultDamage::refusesAForeignFile()
{
    QFETCH(const QByteArray, bytes);
    const auto reader = ResultReader::open(write(bytes));
    QCOMPARE(reader.error().code, ErrorCode::File);
    QVERIFY(reader.error().detail.contains(u"is damaged"_s));
    QVERIFY(reader.error().detail.contains(u"Run the statement again"_s));
}

void TestResultDamage::saysThatAPageIsDamaged()
{
    QByteArray bytes = m_sound;
    const qsizetype middle = bytes.size() / 2;
    bytes[middle] = static_cast<char>(bytes[middle] ^ 0x40);
    const auto reader = ResultReader::open(write(bytes));
    VERIFY_OK(reader);
    QCOMPARE((*reader)->rowCount(), rowsStored);
    int damaged = 0;
    for (qint64 number = 0; number < (*reader)->pageCount(); ++number) {
        const auto page = (*reader)->page(number);
        if (page)
            continue;
        ++damaged;
        QCOMPARE(page.error().code, ErrorCode::File);
        QVERIFY(page.error().detail.contains(u"Run the statement again"_s));
    }
    QCOMPARE(damaged, 1);
}

void TestResultDamage::survivesEveryDamagedByte()
{
    // Wherever a byte is wrong: an Error or the right rows, never wrong ones and never a crash.
    for (qsizetype position = 0; position < m_sound.size(); position += position < 300 ? 1 : 997) {
        QByteArray bytes = m_sound;
        bytes[position] = static_cast<char>(~bytes[position]);
        const auto reader = ResultReader::open(write(bytes));
        if (!reader)
            continue;
        for (qint64 number = 0; number < (*reader)->pageCount(); ++number) {
            const auto page = (*reader)->page(number);
            QVERIFY(!page || *page == sampleRows(number * pageSize, page->rowCount()));
        }
    }
    // Index and tail: without them the file is read from block to block.
    for (qsizetype behind = 1; behind <= 80; ++behind) {
        QByteArray bytes = m_sound;
        bytes[bytes.size() - behind] = static_cast<char>(~bytes[bytes.size() - behind]);
        const auto reader = ResultReader::open(write(bytes));
        VERIFY_OK(reader);
        QVERIFY(readableRows(**reader) >= 2000);
    }
}

void TestResultDamage::fullDiskKeepsTheRowsBefore()
{
    const SmallDisk disk(256LL * 1024);
    const ResultStore store(disk.path());
    const auto writer = store.create(1, {});
    VERIFY_OK(writer);
    VERIFY_OK((*writer)->begin(sampleColumns()));
    const auto full = appendSamples(**writer, 100'000);
    QVERIFY(!full);
    QCOMPARE(full.error().code, ErrorCode::File);
    QVERIFY2(full.error().detail.contains(disk.isMounted() ? u"No space left"_s : u"too large"_s),
             qPrintable(full.error().detail));
    QCOMPARE((*writer)->append(sampleRows(0, 1)).error(), full.error());
    QCOMPARE((*writer)->finish(storage::ResultState::Complete).error(), full.error());
    const auto reader = store.open(1);
    VERIFY_OK(reader);
    QVERIFY((*reader)->rowCount() > 0);
    QCOMPARE(readableRows(**reader), (*writer)->rowsStored());
}

QTEST_GUILESS_MAIN(TestResultDamage)
#include "tst_result_damage.moc"
