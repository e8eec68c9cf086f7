// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/SchemaReader.h"
#include "tests/integration/pg/PgTest.h"
#include "tests/support/ScratchServer.h"

using namespace sqlai;
using namespace sqlai::test;
using namespace sqlai::schema;
using namespace Qt::StringLiterals;

/// A real server's catalogue as a Schema.
class TestSchemaReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tablesOfTheRole();
    void columns();
    void keys();
    void partitionsAreFolded();
    void readablePartitionOfAnUnreadableTable();
    void searchPath();
    void namesOfAUsersOwnDoNotInterfere();
    void emptyDatabase();

private:
    Schema read(const QString &role);
    static const Table &table(const Schema &schema, const QString &name);

    std::unique_ptr<ScratchServer> m_server;
};

void TestSchemaReader::initTestCase()
{
    m_server = std::make_unique<ScratchServer>();
    m_server->createDatabase(u"fleet"_s);
    m_server->createDatabase(u"empty"_s);
    m_server->runScript(
        u"fleet"_s,
        "CREATE SCHEMA fleet; CREATE SCHEMA \"Odd, \"\"name\"; CREATE SCHEMA hidden;"
        "CREATE TYPE fleet.state AS ENUM ('old', 'new', 'it''s');"
        "ALTER TYPE fleet.state ADD VALUE 'between' BEFORE 'new';"
        "CREATE DOMAIN fleet.must AS text NOT NULL;"
        "CREATE TABLE fleet.depots (a int, b int, name varchar(40) NOT NULL, PRIMARY KEY (b, a));"
        "CREATE TABLE fleet.trucks (id bigint PRIMARY KEY, gone int, state fleet.state, states fleet.state[],"
        "  weight numeric(10,2), label fleet.must, depot_a int, depot_b int, mother bigint REFERENCES fleet.trucks,"
        "  secret text, FOREIGN KEY (depot_b, depot_a) REFERENCES fleet.depots (b, a));"
        "ALTER TABLE fleet.trucks DROP COLUMN gone;"
        "COMMENT ON TABLE fleet.trucks IS 'Lorries'; COMMENT ON COLUMN fleet.trucks.id IS 'Größe 漢';"
        "INSERT INTO fleet.trucks (id, label) SELECT i, 'x' FROM generate_series(1, 200) i;"
        "CREATE TABLE fleet.events (at date NOT NULL, truck_id bigint REFERENCES fleet.trucks, PRIMARY KEY (at))"
        "  PARTITION BY RANGE (at);"
        "CREATE TABLE fleet.events_2025 PARTITION OF fleet.events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');"
        "CREATE TABLE fleet.events_2026 PARTITION OF fleet.events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')"
        "  PARTITION BY RANGE (at);"
        "CREATE TABLE fleet.events_2026_1 PARTITION OF fleet.events_2026 DEFAULT;"
        "INSERT INTO fleet.events SELECT '2025-12-01'::date + i FROM generate_series(1, 100) i;"
        "CREATE VIEW fleet.light AS SELECT id, weight FROM fleet.trucks;"
        "CREATE MATERIALIZED VIEW fleet.sums AS SELECT count(*) AS n FROM fleet.trucks;"
        "CREATE TABLE \"Odd, \"\"name\".\"My \"\"table\" (\"a \"\"b\" int, \"select\" text);"
        "CREATE TABLE hidden.treasure (id int); CREATE TABLE fleet.unread (id int);"
        "CREATE TABLE fleet.parts (id int) PARTITION BY RANGE (id);"
        "CREATE TABLE fleet.part1 PARTITION OF fleet.parts FOR VALUES FROM (1) TO (2);"
        "ANALYZE; CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA fleet, \"Odd, \"\"name\" TO reader;"
        "GRANT SELECT ON fleet.depots, fleet.events, fleet.events_2025, fleet.light, fleet.sums, fleet.part1, "
        "  \"Odd, \"\"name\".\"My \"\"table\", hidden.treasure TO reader;"
        "GRANT SELECT (id, state, states, weight, label, depot_a, depot_b, mother) ON fleet.trucks TO reader;"
        "ALTER ROLE reader SET search_path = fleet, public;");
}

Schema TestSchemaReader::read(const QString &role)
{
    pg::PgPool pool(m_server->profile(u"fleet"_s, role));
    SchemaReader reader(pool);
    auto schema = awaited(reader.read({}));
    if (!schema)
        throw std::runtime_error(ErrorText::sentence(schema.error()).toStdString());
    return std::move(*schema);
}

const Table &TestSchemaReader::table(const Schema &schema, const QString &name)
{
    const auto found = std::ranges::find(schema.tables, name, &Table::name);
    if (found == schema.tables.end())
        throw std::runtime_error("no table " + name.toStdString());
    return *found;
}

void TestSchemaReader::tablesOfTheRole()
{
    QStringList names;
    for (const Table &one : read(u"reader"_s).tables)
        names += one.qualifiedName();
    const QStringList expected = {u"Odd, \"name.My \"table"_s,
                                  u"fleet.depots"_s,
                                  u"fleet.events"_s,
                                  u"fleet.light"_s,
                                  u"fleet.part1"_s,
                                  u"fleet.sums"_s,
                                  u"fleet.trucks"_s};
    QCOMPARE(names, expected);
    const Schema all = read(ScratchServer::superuser());
    QCOMPARE(table(all, u"treasure"_s).schema, u"hidden"_s);
    QCOMPARE(table(all, u"light"_s).kind, RelationKind::View);
    QCOMPARE(table(all, u"sums"_s).kind, RelationKind::MaterializedView);
    QCOMPARE(table(all, u"trucks"_s).comment, u"Lorries"_s);
    QCOMPARE(table(all, u"trucks"_s).estimatedRows, 200);
    QCOMPARE(table(all, u"light"_s).estimatedRows, -1);
}

void TestSchemaReader::columns()
{
    const QStringList labels = {u"old"_s, u"between"_s, u"new"_s, u"it's"_s};
    const QList<Column> expected = {
        {.name = u"id"_s, .type = u"bigint"_s, .isNullable = false, .comment = u"Größe 漢"_s},
        {.name = u"state"_s, .type = u"fleet.state"_s, .enumValues = labels},
        {.name = u"states"_s, .type = u"fleet.state[]"_s, .enumValues = labels},
        {.name = u"weight"_s, .type = u"numeric(10,2)"_s},
        {.name = u"label"_s, .type = u"fleet.must"_s, .isNullable = false},
        {.name = u"depot_a"_s, .type = u"integer"_s},
        {.name = u"depot_b"_s, .type = u"integer"_s},
        {.name = u"mother"_s, .type = u"bigint"_s}};
    QVERIFY(table(read(u"reader"_s), u"trucks"_s).columns == expected); // without the secret
    QCOMPARE(table(read(ScratchServer::superuser()), u"trucks"_s).columns.last().name, u"secret"_s);
    QCOMPARE(table(read(u"reader"_s), u"My \"table"_s).columns.first().name, u"a \"b"_s);
}

void TestSchemaReader::keys()
{
    const Schema schema = read(u"reader"_s);
    const QStringList pair = {u"b"_s, u"a"_s};
    QCOMPARE(table(schema, u"depots"_s).primaryKey, pair);
    const Table trucks = table(schema, u"trucks"_s);
    QCOMPARE(trucks.primaryKey, QStringList{u"id"_s});
    const ForeignKey depot{.columns = {u"depot_b"_s, u"depot_a"_s},
                           .targetSchema = u"fleet"_s,
                           .targetTable = u"depots"_s,
                           .targetColumns = pair};
    QCOMPARE(trucks.foreignKeys.size(), 2);
    QVERIFY(trucks.foreignKeys.contains(depot));
    QCOMPARE(table(schema, u"events"_s).foreignKeys.size(), 1);
}

void TestSchemaReader::partitionsAreFolded()
{
    const Schema schema = read(ScratchServer::superuser());
    const Table events = table(schema, u"events"_s);
    QCOMPARE(events.kind, RelationKind::PartitionedTable);
    QCOMPARE(events.estimatedRows, 100);
    QVERIFY(std::ranges::none_of(schema.tables, [](const Table &one) { return one.name.startsWith(u"events_"); }));
}

void TestSchemaReader::readablePartitionOfAnUnreadableTable()
{
    QCOMPARE(table(read(u"reader"_s), u"part1"_s).kind, RelationKind::Table);
    QVERIFY(std::ranges::none_of(read(ScratchServer::superuser()).tables,
                                 [](const Table &one) { return one.name == u"part1"; }));
}

void TestSchemaReader::searchPath()
{
    const QStringList expected = {u"fleet"_s, u"public"_s};
    QCOMPARE(read(u"reader"_s).searchPath, expected);
}

void TestSchemaReader::namesOfAUsersOwnDoNotInterfere()
{
    m_server->runScript(u"fleet"_s,
                        "CREATE FUNCTION fleet.format_type(oid, int) RETURNS text LANGUAGE sql AS 'SELECT ''trick''';"
                        "CREATE TABLE fleet.pg_class (id int);"
                        "ALTER ROLE reader SET search_path = fleet, pg_catalog");
    const Schema schema = read(u"reader"_s);
    QCOMPARE(table(schema, u"trucks"_s).columns.first().type, u"bigint"_s);
    const QStringList expected = {u"fleet"_s}; // pg_catalog comes first in every run, unnamed.
    QCOMPARE(schema.searchPath, expected);
}

void TestSchemaReader::emptyDatabase()
{
    pg::PgPool pool(m_server->profile(u"empty"_s));
    SchemaReader reader(pool);
    const auto schema = awaited(reader.read({}));
    QVERIFY(schema);
    QVERIFY(schema->isEmpty());
}

QTEST_GUILESS_MAIN(TestSchemaReader)
#include "tst_schemareader.moc"
