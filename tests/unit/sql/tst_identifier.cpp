// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/Identifier.h"

#include <QTest>

using namespace sqlai::sql;
using namespace Qt::StringLiterals;

class TestIdentifier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreQuotedWhereNeeded_data();
    void namesAreQuotedWhereNeeded();
};

void TestIdentifier::namesAreQuotedWhereNeeded_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("quoted");
    QTest::newRow("plain") << u"license_plate2"_s << u"license_plate2"_s;
    QTest::newRow("capital") << u"Trucks"_s << u"\"Trucks\""_s;
    QTest::newRow("blank") << u"odd name"_s << u"\"odd name\""_s;
    QTest::newRow("quote") << u"a\"b"_s << u"\"a\"\"b\""_s;
    QTest::newRow("digit first") << u"2fast"_s << u"\"2fast\""_s;
    QTest::newRow("keyword") << u"order"_s << u"\"order\""_s;
    QTest::newRow("line end") << u"a\n"_s << u"\"a\n\""_s;
}

void TestIdentifier::namesAreQuotedWhereNeeded()
{
    QFETCH(const QString, name);
    QTEST(quotedIdentifier(name), "quoted");
}

QTEST_APPLESS_MAIN(TestIdentifier)
#include "tst_identifier.moc"
