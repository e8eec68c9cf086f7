// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/ExampleFile.h"

#include <QTemporaryDir>
#include <QTest>

using namespace sqlai;
using namespace sqlai::knowledge;
using namespace Qt::StringLiterals;

class TestExampleFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parses_data();
    void parses();
    void roundTrips_data();
    void roundTrips();
    void refuses_data();
    void refuses();
    void missingFileIsNamed();
};

void TestExampleFile::parses_data()
{
    QTest::addColumn<QString>("fileName");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("description");
    QTest::addColumn<QString>("sql");

    const QString sql = u"SELECT 1;"_s;
    QTest::newRow("both") << u"a.sql"_s << "-- Question: Q?\n-- Description: D.\nSELECT 1;\n"_ba << u"Q?"_s << u"D."_s
                          << sql;
    QTest::newRow("other order, other case")
        << u"a.sql"_s << "\n--description:D.\n\n  -- QUESTION :  Q  q? \n\nSELECT 1;"_ba << u"Q q?"_s << u"D."_s << sql;
    QTest::newRow("continued") << u"a.sql"_s
                               << "-- Question: Q\n--   more?\n-- Description: D\n--\tand d.\n--   End.\nSELECT 1;"_ba
                               << u"Q more?"_s << u"D and d. End."_s << sql;
    QTest::newRow("licence above") << u"a.sql"_s << "-- Licence\n-- Question: Q?\nSELECT 1;"_ba << u"Q?"_s << QString()
                                   << sql;
    QTest::newRow("comment of the SQL") << u"a.sql"_s << "-- Question: Q?\n-- note\n--   more\nSELECT 1;"_ba << u"Q?"_s
                                        << QString() << u"-- note\n--   more\nSELECT 1;"_s;
    QTest::newRow("field inside the SQL") << u"a.sql"_s << "-- Question: Q?\nSELECT\n-- Question: no\n1;"_ba << u"Q?"_s
                                          << QString() << u"SELECT\n-- Question: no\n1;"_s;
    QTest::newRow("carriage returns") << u"a.sql"_s << "-- Question: Q?\r\nSELECT\r\n1;\r\n"_ba << u"Q?"_s << QString()
                                      << u"SELECT\n1;"_s;
    QTest::newRow("byte order mark") << u"a.sql"_s << "\xef\xbb\xbf-- Question: Q?\nSELECT 1;"_ba << u"Q?"_s
                                     << QString() << sql;
    QTest::newRow("not ASCII") << u"a.sql"_s << "-- Question: Grösse 车?\nSELECT 1;"_ba << u"Grösse 车?"_s << QString()
                               << sql;
    QTest::newRow("kebab name") << u"idle-trucks-today.sql"_s << "SELECT 1;"_ba << u"Idle trucks today"_s << QString()
                                << sql;
    QTest::newRow("snake name") << u"top_10_customers.SQL"_s << "-- Question:\nSELECT 1;"_ba << u"Top 10 customers"_s
                                << QString() << sql;
    QTest::newRow("sorting number") << u"007_open.invoices.sql"_s << "SELECT 1;"_ba << u"Open invoices"_s << QString()
                                    << sql;
    QTest::newRow("number that means something")
        << u"10-largest-orders.sql"_s << "SELECT 1;"_ba << u"10 largest orders"_s << QString() << sql;
}

void TestExampleFile::parses()
{
    QFETCH(const QString, fileName);
    QFETCH(const QByteArray, bytes);
    const auto example = ExampleFile::parse(bytes, fileName);
    QVERIFY2(example.isOk(), qPrintable(example ? QString() : example.error().detail));
    QCOMPARE(example->name, fileName.chopped(4));
    QTEST(example->question, "question");
    QTEST(example->description, "description");
    QTEST(example->sql, "sql");
}

void TestExampleFile::roundTrips_data()
{
    parses_data();
}

void TestExampleFile::roundTrips()
{
    QFETCH(const QString, fileName);
    QFETCH(const QByteArray, bytes);
    const auto example = ExampleFile::parse(bytes, fileName);
    QVERIFY(example.isOk());
    const auto again = ExampleFile::parse(ExampleFile::toText(*example), fileName);
    QVERIFY(again.isOk());
    QCOMPARE(*again, *example);
}

void TestExampleFile::refuses_data()
{
    QTest::addColumn<QString>("fileName");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("word");

    QTest::newRow("empty") << u"a.sql"_s << ""_ba << u"no SQL"_s;
    QTest::newRow("only comments") << u"a.sql"_s << "-- Question: Q?\n-- SELECT 1\n ; \n"_ba << u"no SQL"_s;
    QTest::newRow("two questions") << u"a.sql"_s << "-- Question: Q?\n-- Question: R?\nSELECT 1"_ba << u"twice"_s;
    QTest::newRow("no question") << u"--.sql"_s << "SELECT 1"_ba << u"asks nothing"_s;
    QTest::newRow("not UTF-8") << u"a.sql"_s
                               << "-- Question: Gr\xf6\xdf"
                                  "e?\nSELECT 1"_ba
                               << u"UTF-8"_s;
    QTest::newRow("UTF-16") << u"a.sql"_s << QByteArray("S\0E\0", 4) << u"UTF-8"_s;
    QTest::newRow("too large") << u"a.sql"_s << "SELECT 1 --" + QByteArray(64LL * 1024, '-') << u"64 KB"_s;
}

void TestExampleFile::refuses()
{
    QFETCH(const QString, fileName);
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, word);
    const auto example = ExampleFile::parse(bytes, fileName);
    QVERIFY(!example.isOk());
    QCOMPARE(example.error().code, ErrorCode::File);
    const QString detail = example.error().detail;
    QVERIFY2(detail.startsWith(fileName) && detail.contains(word), qPrintable(detail));
}

void TestExampleFile::missingFileIsNamed()
{
    const QTemporaryDir folder;
    const auto example = ExampleFile::read(folder.filePath(u"gone.sql"_s));
    QVERIFY(!example.isOk());
    QVERIFY(example.error().detail.startsWith(u"gone.sql"_s));
}

QTEST_GUILESS_MAIN(TestExampleFile)
#include "tst_examplefile.moc"
