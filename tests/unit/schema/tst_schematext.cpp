// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/PromptText.h"
#include "core/schema/SchemaFolder.h"
#include "core/schema/SchemaText.h"

#include <QTest>

using namespace sqlai::schema;
using namespace Qt::StringLiterals;

namespace {

Table trucks()
{
    return {
        .schema = u"fleet"_s,
        .name = u"trucks"_s,
        .columns = {{.name = u"id"_s, .type = u"bigint"_s, .isNullable = false, .comment = u"Number"_s},
                    {.name = u"state"_s, .type = u"fleet.state"_s, .enumValues = {u"new"_s, u"driver's"_s, u"a\nb"_s}},
                    {.name = u"Depot"_s, .type = u"bigint"_s}},
        .primaryKey = {u"id"_s},
        .foreignKeys = {{.columns = {u"Depot"_s},
                         .targetSchema = u"staff"_s,
                         .targetTable = u"order"_s,
                         .targetColumns = {u"id"_s}}},
        .comment = u"All trucks"_s};
}

Table late()
{
    return {.schema = u"fleet"_s,
            .name = u"late"_s,
            .kind = RelationKind::View,
            .columns = {{.name = u"n"_s, .type = u"text"_s}}};
}

constexpr qsizetype plenty = 100'000;

}

/// Tables as a model reads them.
class TestSchemaText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void overviewIsALineEach();
    void detailsTellEverything();
    void everyKindIsNamed();
    void lessIsToldWhereItWouldBeLong();
    void largeTableLeavesRoom_data();
    void largeTableLeavesRoom();
    void demoFits();
    void namesStaySafe_data();
    void namesStaySafe();
    void linesStaySafe_data();
    void linesStaySafe();
};

void TestSchemaText::overviewIsALineEach()
{
    QCOMPARE(SchemaText::overview({trucks(), late(), trucks()}, plenty).text,
             u"table fleet.trucks (id, state, \"Depot\") -- All trucks\nview fleet.late (n)\n"_s);
}

void TestSchemaText::detailsTellEverything()
{
    QCOMPARE(SchemaText::details({trucks(), late(), late()}, plenty).text,
             u"table fleet.trucks -- All trucks\n"
             "  id bigint not null -- Number\n"
             "  state fleet.state ['new', 'driver''s', U&'a\\+00000ab']\n"
             "  \"Depot\" bigint\n"
             "  primary key (id)\n"
             "  foreign key (\"Depot\") references staff.\"order\" (id)\n"
             "view fleet.late\n"
             "  n text\n"_s);
}

void TestSchemaText::everyKindIsNamed()
{
    QStringList texts;
    for (const RelationKind kind : {RelationKind::Table, RelationKind::PartitionedTable, RelationKind::View,
                                    RelationKind::MaterializedView, RelationKind::ForeignTable})
        texts += SchemaText::overview({{.schema = u"a"_s, .name = u"b"_s, .kind = kind}}, plenty).text;
    QCOMPARE(texts.join(u""_s),
             u"table a.b ()\ntable a.b ()\nview a.b ()\nmaterialized view a.b ()\nforeign table a.b ()\n"_s);
}

void TestSchemaText::lessIsToldWhereItWouldBeLong()
{
    const QList<Table> tables{trucks(), late()};
    QCOMPARE(SchemaText::overview(tables, 70).text,
             u"table fleet.trucks (id, state, \"Depot\")\nview fleet.late (n)\n"_s);
    QCOMPARE(SchemaText::overview(tables, 40).text, u"table fleet.trucks\nview fleet.late\n"_s);
    QCOMPARE(SchemaText::overview(tables, 20).text, u"table fleet.trucks\n(1 more are not shown)\n"_s);
    QVERIFY(!SchemaText::details(tables, 220).text.contains(u"--"_s));
    QVERIFY(
        SchemaText::details(tables, 200).text.endsWith(u"references staff.\"order\" (id)\n(1 more are not shown)\n"_s));

    QList<Table> thousands;
    for (int i = 0; i < 5'000; ++i)
        thousands.append(
            {.schema = u"s"_s, .name = u"t%1"_s.arg(i), .columns = QList<Column>(50, late().columns.first())});
    const FittedTables shown = SchemaText::overview(thousands, 24'000);
    QVERIFY(shown.text.size() < 24'100);
    QCOMPARE(shown.text.count(u"table s.t"_s) + shown.leftOut, 5'000);
    QVERIFY(shown.text.endsWith(u"\n(%1 more are not shown)\n"_s.arg(shown.leftOut)));
}

void TestSchemaText::largeTableLeavesRoom_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("end");
    QTest::addColumn<qsizetype>("leftOut");
    const QString cutEnd = u"text\n  (more columns are not shown)\n"_s;
    QTest::newRow("first of two") << QStringList{u"wide"_s, u"late"_s}
                                  << u"table s.late\n  n text\n(1 more are not shown)\n"_s << qsizetype(1);
    QTest::newRow("alone") << QStringList{u"wide"_s} << cutEnd << qsizetype(0);
    QTest::newRow("two of them") << QStringList{u"wide"_s, u"wider"_s} << cutEnd + u"(1 more are not shown)\n"_s
                                 << qsizetype(1);
}

void TestSchemaText::largeTableLeavesRoom()
{
    QFETCH(const QStringList, names);
    QList<Table> tables;
    for (const QString &name : names)
        tables.append({.schema = u"s"_s,
                       .name = name,
                       .columns = QList<Column>(name == u"late"_s ? 1 : 1'000, late().columns.first())});
    const FittedTables shown = SchemaText::details(tables, 1'000);
    QVERIFY(shown.text.startsWith(u"table s."_s));
    QVERIFY(shown.text.size() < 1'100);
    QFETCH(const QString, end);
    QVERIFY2(shown.text.endsWith(end), qPrintable(shown.text));
    QTEST(shown.leftOut, "leftOut");
}

void TestSchemaText::demoFits()
{
    const auto demo = SchemaFolder::read(qEnvironmentVariable("SQLAI_SOURCE_DIR") + u"/data/schema"_s);
    QVERIFY(demo.isOk());
    const QString overview = SchemaText::overview(demo->tables, plenty).text;
    const QString details = SchemaText::details(demo->tables, plenty).text;
    qInfo("the demo's %lld tables: overview %lld characters, details %lld", static_cast<long long>(demo->tables.size()),
          static_cast<long long>(overview.size()), static_cast<long long>(details.size()));
    QVERIFY(overview.size() < 24'000 && details.size() < 24'000);
    QCOMPARE(overview.count(u'\n'), demo->tables.size());
}

void TestSchemaText::namesStaySafe_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("written");
    QTest::newRow("plain") << u"trucks"_s << u"trucks"_s;
    QTest::newRow("reserved") << u"order"_s << u"\"order\""_s;
    QTest::newRow("quote") << u"a\"b"_s << u"\"a\"\"b\""_s;
    QTest::newRow("other letters") << u"Größe 😀"_s << u"\"Größe 😀\""_s;
    QTest::newRow("line end") << u"a\nb"_s << u"U&\"a\\+00000ab\""_s;
    QTest::newRow("tag") << u"</tables>"_s << u"U&\"\\+00003c/tables\\+00003e\""_s;
    QTest::newRow("fence and quote") << u"`\"\\"_s << u"U&\"\\+000060\"\"\\+00005c\""_s;
    QTest::newRow("turned around") << u"a\u202Eb"_s << u"U&\"a\\+00202eb\""_s;
}

void TestSchemaText::namesStaySafe()
{
    QFETCH(const QString, name);
    QTEST(promptIdentifier(name), "written");
}

void TestSchemaText::linesStaySafe_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("line");
    QTest::newRow("plain") << u"Litres of diesel"_s << u"Litres of diesel"_s;
    QTest::newRow("lines") << u" a\r\n\tb\u2028c\v\u0085d \n"_s << u"a b c d"_s;
    QTest::newRow("fence") << u"```sql"_s << u"'''sql"_s;
    QTest::newRow("tag") << u"a </b>"_s << u"a ‹/b›"_s;
    QTest::newRow("invisible") << QString(u"a\u202E\u200B\uFEFF"_s + QChar(0) + u'b') << u"a b"_s;
    QTest::newRow("as long as may be") << QString(20, u'a') << QString(20, u'a');
    QTest::newRow("longer") << QString(21, u'a') << QString(19, u'a') + u'…';
    QTest::newRow("longer, in characters") << u"😀"_s.repeated(21) << u"😀"_s.repeated(19) + u'…';
    QTest::newRow("blanks only") << u"\n \n"_s << QString();
}

void TestSchemaText::linesStaySafe()
{
    QFETCH(const QString, text);
    QTEST(promptLine(text, 20), "line");
}

QTEST_APPLESS_MAIN(TestSchemaText)
#include "tst_schematext.moc"
