// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/CsvWriter.h"

#include <QTest>

#include <optional>

using namespace sqlai;
using namespace sqlai::exporting;
using namespace Qt::StringLiterals;

class TestCsvWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quotesAsPsql_data();
    void quotesAsPsql();
    void findsSpecialBytesEverywhere();
    void writesNullAndEmptyAlike();
    void writesHeaderByTheSameRule();
    void writesZeroColumnsAsPsql();
    void appendsBehindWhatIsThere();
    void endsLines();
};

namespace {

const CsvOptions lf{.lineEnding = LineEnding::Lf};

QByteArray written(const table::RowBatch &rows, const CsvOptions &options = lf)
{
    QByteArray out;
    CsvWriter(options).writeRows(rows, out);
    return out;
}

table::RowBatch rowOf(const QList<std::optional<QByteArray>> &cells)
{
    table::RowBatch batch(static_cast<int>(cells.size()));
    for (const auto &cell : cells) {
        if (cell)
            batch.append(*cell);
        else
            batch.append(std::nullopt);
    }
    batch.endRow();
    return batch;
}

}

void TestCsvWriter::quotesAsPsql_data()
{
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<QByteArray>("csv");
    // The second column is what `psql --csv` 15 printed.
    const auto add = [](const char *name, const QByteArray &cell, const QByteArray &csv) {
        QTest::newRow(name) << cell << csv;
    };
    add("plain", "abc", "abc");
    add("empty", "", "");
    add("comma", "a,b", "\"a,b\"");
    add("quote", "a\"b", "\"a\"\"b\"");
    add("CR", "a\rb", "\"a\rb\"");
    add("LF", "a\nb", "\"a\nb\"");
    add("CRLF", "\r\n", "\"\r\n\"");
    add("end of data", "\\.", "\"\\.\"");
    add("end of data and more", "\\.x", "\\.x");
    add("end of data behind", "x\\.", "x\\.");
    add("backslash", "\\", "\\");
    add("semicolon", "a;b", "a;b");
    add("spaces", " a ", " a ");
    add("tab", "a\tb", "a\tb");
    add("only a quote", "\"", "\"\"\"\"");
    add("two quotes", "\"\"", "\"\"\"\"\"\"");
    add("Unicode", "ä€🚚", "ä€🚚");
    add("hash", "#", "#");
    add("single quote", "'", "'");
    add("formula", "=1+1", "=1+1");
    add("comma behind eight bytes", "0123456789abcdef,", "\"0123456789abcdef,\"");
    add("quote behind eight bytes", "0123456789abcdef\"x", "\"0123456789abcdef\"\"x\"");
    add("control characters", "\x7f\x01", "\x7f\x01");
}

void TestCsvWriter::quotesAsPsql()
{
    QFETCH(const QByteArray, cell);
    QFETCH(const QByteArray, csv);
    QCOMPARE(written(rowOf({cell})), csv + '\n');
}

void TestCsvWriter::findsSpecialBytesEverywhere()
{
    // Every byte at every place of cells up to three words long, against the rule in its plainest form.
    for (int size = 1; size <= 24; ++size) {
        for (int place = 0; place < size; ++place) {
            for (int byte = 1; byte < 256; ++byte) {
                QByteArray cell(size, 'x');
                cell[place] = static_cast<char>(byte);
                const bool isQuoted = byte == ',' || byte == '"' || byte == '\n' || byte == '\r';
                const QByteArray csv = written(rowOf({cell}));
                QVERIFY2(csv.startsWith('"') == isQuoted, cell.toHex().constData());
            }
        }
    }
}

void TestCsvWriter::writesNullAndEmptyAlike()
{
    QCOMPARE(written(rowOf({std::nullopt, "", "x"})), ",,x\n");
    QCOMPARE(written(rowOf({"", "y", std::nullopt})), ",y,\n");
    QCOMPARE(written(rowOf({std::nullopt})), "\n");
}

void TestCsvWriter::writesHeaderByTheSameRule()
{
    QByteArray out;
    CsvWriter(lf).writeHeader(
        {{.name = u"a,b"_s}, {.name = u"q\"q"_s}, {.name = u"\\."_s}, {.name = u"ä"_s}, {.name = u"?column?"_s}}, out);
    QCOMPARE(out, QByteArray("\"a,b\",\"q\"\"q\",\"\\.\",ä,?column?\n"));
}

void TestCsvWriter::writesZeroColumnsAsPsql()
{
    table::RowBatch rows(0);
    for (int i = 0; i < 3; ++i)
        rows.endRow();
    QByteArray out;
    CsvWriter(lf).writeHeader({}, out);
    CsvWriter(lf).writeRows(rows, out);
    QCOMPARE(out, "\n");
}

void TestCsvWriter::appendsBehindWhatIsThere()
{
    QByteArray out = "before\n";
    const CsvWriter writer(lf);
    const QByteArray large(300'000, '"');
    writer.writeRows(rowOf({"a", large}), out);
    writer.writeRows(rowOf({"b", "c"}), out);
    QCOMPARE(out, "before\na,\"" + QByteArray(600'000, '"') + "\"\nb,c\n");
}

void TestCsvWriter::endsLines()
{
    QCOMPARE(written(rowOf({"a", "b"}), {}), "a,b\r\n");
    QCOMPARE(written(rowOf({"a", "b"}), lf), "a,b\n");
}

QTEST_APPLESS_MAIN(TestCsvWriter)
#include "tst_csv_writer.moc"
