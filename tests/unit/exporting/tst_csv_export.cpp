// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/CsvExport.h"
#include "tests/unit/results/ResultSamples.h"
#include "tests/unit/storage/Await.h"
#include "tests/unit/storage/SmallDisk.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace sqlai;
using namespace sqlai::exporting;
using namespace Qt::StringLiterals;

class TestCsvExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void writesEveryRow_data();
    void writesEveryRow();
    void tellsOfProgress();
    void replacesAnOlderFile();
    void cancelLeavesTheOlderFile();
    void cancelInTheMiddleLeavesTheOlderFile();
    void damageLeavesTheOlderFile();
    void saysWhyItCannotBeWritten_data();
    void saysWhyItCannotBeWritten();
    void fullDiskLeavesNothingBehind();

private:
    QStringList filesIn(const QString &folder) const { return QDir(folder).entryList(QDir::Files | QDir::Hidden); }

    QTemporaryDir m_results;
    std::shared_ptr<const results::ResultReader> m_reader;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

namespace {

constexpr qint64 rowsStored = 20'100;

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
}

QByteArray expectedCsv(const QByteArray &lineEnding)
{
    QByteArray csv = "number,größe 🚚" + lineEnding;
    for (qint64 number = 0; number < rowsStored; ++number)
        csv += QByteArray::number(number) + ',' + results::sampleText(number).value_or(QByteArray()) + lineEnding;
    return csv;
}

}

void TestCsvExport::initTestCase()
{
    const results::ResultStore store(m_results.path());
    const auto writer = store.create(1, {});
    VERIFY_OK(writer);
    VERIFY_OK((*writer)->begin(results::sampleColumns()));
    VERIFY_OK(results::appendSamples(**writer, rowsStored));
    VERIFY_OK((*writer)->finish(storage::ResultState::Complete));
    const auto reader = store.open(1);
    VERIFY_OK(reader);
    m_reader = *reader;
}

void TestCsvExport::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"übersicht.csv"_s);
}

void TestCsvExport::writesEveryRow_data()
{
    QTest::addColumn<LineEnding>("lineEnding");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("CRLF") << LineEnding::CrLf << QByteArray("\r\n");
    QTest::newRow("LF") << LineEnding::Lf << QByteArray("\n");
}

void TestCsvExport::writesEveryRow()
{
    QFETCH(const LineEnding, lineEnding);
    QFETCH(const QByteArray, bytes);
    const auto summary = await(exportCsv(m_reader, m_path, {.lineEnding = lineEnding}, {}));
    VERIFY_OK(summary);
    QCOMPARE(summary->path, m_path);
    QCOMPARE(summary->rows, rowsStored);
    const QByteArray expected = expectedCsv(bytes);
    QCOMPARE(summary->bytes, expected.size());
    QVERIFY(contentsOf(m_path) == expected);
    QCOMPARE(filesIn(m_folder->path()).size(), 1);
}

void TestCsvExport::tellsOfProgress()
{
    std::atomic<qint64> told = 0;
    VERIFY_OK(await(exportCsv(m_reader, m_path, {}, {}, [&](qint64 rows) { told = rows; })));
    QCOMPARE(told.load(), rowsStored);
}

void TestCsvExport::replacesAnOlderFile()
{
    for (const LineEnding ending : {LineEnding::CrLf, LineEnding::Lf})
        VERIFY_OK(await(exportCsv(m_reader, m_path, {.lineEnding = ending}, {})));
    QVERIFY(contentsOf(m_path) == expectedCsv("\n"));
}

void TestCsvExport::cancelLeavesTheOlderFile()
{
    QFile old(m_path);
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
    old.close();
    const CancelSource source;
    source.cancel();
    QCOMPARE(await(exportCsv(m_reader, m_path, {}, source.token())).error().code, ErrorCode::Cancelled);
    QCOMPARE(contentsOf(m_path), "old");
    QCOMPARE(filesIn(m_folder->path()).size(), 1);
}

void TestCsvExport::cancelInTheMiddleLeavesTheOlderFile()
{
    // Large enough that the first word of progress comes long before the end.
    const results::ResultStore store(m_results.path());
    const auto writer = store.create(2, {});
    VERIFY_OK(writer);
    VERIFY_OK((*writer)->begin({{.name = u"a"_s}}));
    table::RowBatch batch(1);
    for (int row = 0; row < results::pageSize; ++row) {
        batch.append(QByteArray(1000, 'x'));
        batch.endRow();
    }
    for (int page = 0; page < 800; ++page)
        VERIFY_OK((*writer)->append(batch));
    VERIFY_OK((*writer)->finish(storage::ResultState::Complete));
    const CancelSource source;
    std::atomic<qint64> told = 0;
    const auto cancelled = await(exportCsv(*store.open(2), m_path, {}, source.token(), [&](qint64 rows) {
        told = rows;
        source.cancel();
    }));
    QCOMPARE(cancelled.error().code, ErrorCode::Cancelled);
    QVERIFY(told > 0 && told < 400'000);
    QCOMPARE(filesIn(m_folder->path()), QStringList());
    store.remove(2);
}

void TestCsvExport::damageLeavesTheOlderFile()
{
    const QString copy = m_folder->filePath(u"copy.rows"_s);
    QVERIFY(QFile::copy(m_results.filePath(u"1.rows"_s), copy));
    QFile file(copy);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() / 2) && file.write("damage") == 6);
    file.close();
    const auto reader = results::ResultReader::open(copy);
    VERIFY_OK(reader);
    QCOMPARE(await(exportCsv(*reader, m_path, {}, {})).error().code, ErrorCode::File);
    QCOMPARE(filesIn(m_folder->path()), QStringList{u"copy.rows"_s});
}

void TestCsvExport::saysWhyItCannotBeWritten_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("words");
    QTest::newRow("a folder") << m_results.path() << u"is a folder"_s;
    QTest::newRow("no such folder") << m_results.filePath(u"none/a.csv"_s) << u"does not exist"_s;
    QTest::newRow("below a file") << m_results.filePath(u"1.rows/a.csv"_s) << u"does not exist"_s;
    QTest::newRow("unwritable") << u"/proc/a.csv"_s << u"Nothing can be written to"_s;
    QTest::newRow("no name") << QString() << u"Choose"_s;
}

void TestCsvExport::saysWhyItCannotBeWritten()
{
    QFETCH(const QString, path);
    QFETCH(const QString, words);
    const auto failed = await(exportCsv(m_reader, path, {}, {}));
    QCOMPARE(failed.error().code, ErrorCode::File);
    QVERIFY2(failed.error().detail.contains(words), qPrintable(failed.error().detail));
    QVERIFY(failed.error().detail.contains(u"Choose"_s));
}

void TestCsvExport::fullDiskLeavesNothingBehind()
{
    const SmallDisk disk(64LL * 1024);
    const QString path = QDir(disk.path()).filePath(u"a.csv"_s);
    const auto failed = await(exportCsv(m_reader, path, {}, {}));
    QCOMPARE(failed.error().code, ErrorCode::File);
    QVERIFY2(failed.error().detail.contains(disk.isMounted() ? u"No space left"_s : u"too large"_s),
             qPrintable(failed.error().detail));
    QCOMPARE(filesIn(disk.path()), QStringList());
}

QTEST_GUILESS_MAIN(TestCsvExport)
#include "tst_csv_export.moc"
