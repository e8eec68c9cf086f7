// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ErrorText.h"
#include "core/schema/SchemaFolder.h"
#include "core/schema/SchemaJson.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace sqlai;
using namespace sqlai::schema;
using namespace Qt::StringLiterals;

/// Schemas as JSON text and as a folder of files.
class TestSchemaJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWent();
    void readsThePlainForm();
    void writesInAFixedForm();
    void brokenTextIsNamed_data();
    void brokenTextIsNamed();
    void folderComesBack();
    void folderWithoutOverview();
    void goneSchemasLeaveTheFolder();
    void schemaNamedAsTheOverview();
    void folderProblems();
    void safeNames_data();
    void safeNames();

private:
    static Schema sample();
};

Schema TestSchemaJson::sample()
{
    Table drivers{.schema = u"Staff \"x\""_s,
                  .name = u"drivers"_s,
                  .kind = RelationKind::MaterializedView,
                  .columns = {{.name = u"größe"_s, .type = u"numeric(10,2)"_s}}};
    Table trucks{.schema = u"fleet"_s,
                 .name = u"trucks"_s,
                 .kind = RelationKind::PartitionedTable,
                 .columns = {{.name = u"id"_s, .type = u"bigint"_s, .isNullable = false, .comment = u"Number"_s},
                             {.name = u"state"_s, .type = u"fleet.state"_s, .enumValues = {u"new"_s, u"old"_s}}},
                 .primaryKey = {u"id"_s},
                 .foreignKeys = {{.columns = {u"id"_s, u"state"_s},
                                  .targetSchema = u"Staff \"x\""_s,
                                  .targetTable = u"drivers"_s,
                                  .targetColumns = {u"a"_s, u"b"_s}}},
                 .comment = u"Lorries\nand vans"_s,
                 .estimatedRows = 0};
    return {.tables = {drivers, trucks}, .searchPath = {u"fleet"_s, u"public"_s}};
}

void TestSchemaJson::comesBackAsItWent()
{
    const auto read = SchemaJson::read(SchemaJson::write(sample()), u"x.json"_s);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().detail));
    QVERIFY(*read == sample());
    QVERIFY(SchemaJson::read(SchemaJson::write({}), u"x.json"_s)->isEmpty());
}

void TestSchemaJson::readsThePlainForm()
{
    const auto read = SchemaJson::read(
        R"({"made_by":"hand","tables":[{"table_name":"users","columns":[{"name":"id","type":"integer",)"
        R"("nullable":false,"unit":"m"}],"primary_key":["id"],"foreign_keys":[],"description":"User accounts"}]})",
        u"x.json"_s);
    QVERIFY(read);
    const Table &table = read->tables.constFirst();
    QCOMPARE(table.qualifiedName(), u"public.users"_s);
    QCOMPARE(table.columns.constFirst().type, u"integer"_s);
    QCOMPARE(table.columns.constFirst().isNullable, false);
    QCOMPARE(table.primaryKey, QStringList{u"id"_s});
    QCOMPARE(table.comment, u"User accounts"_s);
    QCOMPARE(table.estimatedRows, -1);
}

void TestSchemaJson::writesInAFixedForm()
{
    const Table table{.schema = u"public"_s,
                      .name = u"users"_s,
                      .columns = {{.name = u"id"_s, .type = u"integer"_s, .isNullable = false}},
                      .primaryKey = {u"id"_s},
                      .comment = u"User accounts"_s};
    QCOMPARE(SchemaJson::write({.tables = {table}}), QByteArray(R"({
  "tables": [
    {
      "table_name": "users",
      "schema": "public",
      "kind": "table",
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "nullable": false
        }
      ],
      "primary_key": [
        "id"
      ],
      "foreign_keys": [],
      "description": "User accounts"
    }
  ]
}
)"));
}

void TestSchemaJson::brokenTextIsNamed_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("words");
    QTest::newRow("empty") << QByteArray("") << u"line 1"_s;
    QTest::newRow("cut off") << QByteArray("{\n\"tables\": [\n{") << u"line 3"_s;
    QTest::newRow("no object") << QByteArray("[]") << u"\"tables\" must be a list"_s;
    QTest::newRow("no tables") << QByteArray("{}") << u"\"tables\" must be a list"_s;
    QTest::newRow("table no object") << QByteArray(R"({"tables":[1]})") << u"\"tables\" must be a list of objects"_s;
    const auto table = [](const QByteArray &more) { return R"({"tables":[{"table_name":"a")" + more + "}]}"; };
    QTest::newRow("no name") << QByteArray(R"({"tables":[{}]})") << u"\"tables[0].table_name\" must be a text"_s;
    QTest::newRow("name is a number") << QByteArray(R"({"tables":[{"table_name":1}]})")
                                      << u"\"tables[0].table_name\" must be a text"_s;
    QTest::newRow("columns") << table(R"(,"columns":{})") << u"\"tables[0].columns\" must be a list"_s;
    QTest::newRow("column type") << table(R"(,"columns":[{"name":"b"}])")
                                 << u"\"tables[0].columns[0].type\" must be a text"_s;
    QTest::newRow("nullable") << table(R"(,"columns":[{"name":"b","type":"c","nullable":"no"}])")
                              << u"\"tables[0].columns[0].nullable\" must be true or false"_s;
    QTest::newRow("enum") << table(R"(,"columns":[{"name":"b","type":"c","enum_values":[1]}])")
                          << u"\"tables[0].columns[0].enum_values\" must be a list of texts"_s;
    QTest::newRow("primary key") << table(R"(,"primary_key":"id")") << u"primary_key\" must be a list of texts"_s;
    QTest::newRow("foreign key") << table(R"(,"foreign_keys":[{"columns":["a"]}])")
                                 << u"\"tables[0].foreign_keys[0].references\" must be an object"_s;
    QTest::newRow("kind") << table(R"(,"kind":"index")") << u"\"tables[0].kind\" must be table,"_s;
    QTest::newRow("rows") << table(R"(,"estimated_rows":"many")") << u"estimated_rows\" must be a number"_s;
    QTest::newRow("description") << table(R"(,"description":[])") << u"description\" must be a text"_s;
}

void TestSchemaJson::brokenTextIsNamed()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, words);
    const auto read = SchemaJson::read(json, u"fleet.json"_s);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::File);
    QVERIFY2(read.error().detail.contains(words), qPrintable(read.error().detail));
    QVERIFY(read.error().detail.contains(u"fleet.json"_s));
}

void TestSchemaJson::folderComesBack()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"deep/er"_s);
    QVERIFY(SchemaFolder::write(sample(), path));
    const QStringList names = QDir(path).entryList(QDir::Files, QDir::Name);
    const QStringList expected = {u"%53taff%20%22x%22.json"_s, SchemaFolder::overviewName, u"fleet.json"_s};
    QCOMPARE(names, expected);
    const auto read = SchemaFolder::read(path);
    QVERIFY(read);
    QVERIFY(*read == sample());
}

void TestSchemaJson::folderWithoutOverview()
{
    const QTemporaryDir folder;
    QVERIFY(SchemaFolder::write(sample(), folder.path()));
    QVERIFY(QFile::remove(folder.filePath(SchemaFolder::overviewName)));
    const auto read = SchemaFolder::read(folder.path());
    QVERIFY(read);
    QVERIFY(read->tables == sample().tables);
}

void TestSchemaJson::goneSchemasLeaveTheFolder()
{
    const QTemporaryDir folder;
    QVERIFY(SchemaFolder::write(sample(), folder.path()));
    const auto put = [&](const QString &name, const QByteArray &bytes) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    // A person's own: other JSON, no JSON, a copy under another name, several schemas in one, nothing in it.
    QVERIFY(put(u"package.json"_s, R"({"name":"package"})"));
    QVERIFY(put(u"notes.json"_s, "not JSON"));
    QVERIFY(put(u"copy.json"_s, SchemaJson::write({.tables = {sample().tables.constLast()}})));
    QVERIFY(put(u"both.json"_s, SchemaJson::write(sample())));
    QVERIFY(put(u"empty.json"_s, SchemaJson::write({})));

    const Schema smaller{.tables = {sample().tables.constLast()}};
    QVERIFY(SchemaFolder::write(smaller, folder.path()));
    const QStringList expected = {
        SchemaFolder::overviewName, u"both.json"_s, u"copy.json"_s, u"empty.json"_s, u"fleet.json"_s, u"notes.json"_s,
        u"package.json"_s};
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files, QDir::Name), expected);
}

void TestSchemaJson::schemaNamedAsTheOverview()
{
    const QTemporaryDir folder;
    const Table table{.schema = u"all_in_one_schema_overview"_s, .name = u"trucks"_s};
    const Schema schema{.tables = {table, {.schema = u"fleet"_s, .name = u"trucks"_s}}};
    QVERIFY(SchemaFolder::write(schema, folder.path()));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 3);
    QVERIFY(*SchemaFolder::read(folder.path()) == schema);
    QVERIFY(SchemaFolder::write({.tables = {schema.tables.constLast()}}, folder.path()));
    const QStringList expected = {SchemaFolder::overviewName, u"fleet.json"_s};
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files, QDir::Name), expected);
}

void TestSchemaJson::folderProblems()
{
    const QTemporaryDir folder;
    QCOMPARE(SchemaFolder::read(folder.path()).error().code, ErrorCode::NotFound);
    QFile broken(folder.filePath(u"fleet.json"_s));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("{");
    broken.close();
    QCOMPARE(SchemaFolder::read(folder.path()).error().code, ErrorCode::File);
    // A file stands where the folder should be.
    const auto written = SchemaFolder::write(sample(), broken.fileName());
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::File);
}

void TestSchemaJson::safeNames_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << u"fleet_2"_s << u"fleet_2"_s;
    QTest::newRow("key") << u"/var/run:5432/fleet/reader"_s << u"%2Fvar%2Frun%3A5432%2Ffleet%2Freader"_s;
    QTest::newRow("upper case") << u"Fleet"_s << u"%46leet"_s;
    QTest::newRow("parent") << u".."_s << u"%2E%2E"_s;
    QTest::newRow("umlaut") << u"ü"_s << u"%C3%BC"_s;
}

void TestSchemaJson::safeNames()
{
    QFETCH(const QString, text);
    QTEST(SchemaFolder::safeName(text), "name");
    const QString longName = SchemaFolder::safeName(QString(500, u'x') + text);
    QCOMPARE_LE(longName.size(), 120);
    QVERIFY(longName != SchemaFolder::safeName(QString(501, u'x') + text));
}

QTEST_GUILESS_MAIN(TestSchemaJson)
#include "tst_schemajson.moc"
