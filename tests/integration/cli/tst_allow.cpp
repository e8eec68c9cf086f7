// SPDX-License-Identifier: GPL-3.0-or-later
#include "CliRun.h"

#include "tests/support/ScratchServer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace sqlai::test;
using namespace Qt::StringLiterals;

/// What an administrator allows runs, and nothing else of what PostgreSQL does not vouch for; and `check` with a
/// server.
class TestAllow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void allowedRunsUntilItChanges();
    void revokedIsRefused();
    void allowsOnlyWhatSomebodyMeans();
    void definitionIsPrintedWhateverWasSaid();
    void tellsSecurityDefiner();
    void anotherOwnerIsAnotherFunction();
    void foreignTables();
    void tellsWhatIsNotThere_data();
    void tellsWhatIsNotThere();
    void checkAsksAllLayers_data();
    void checkAsksAllLayers();
    void checkKnowsWhatIsAllowed();
    void checksLinesInOrder();
    void checkOfLinesWithoutAnAnswerDenies();

private:
    CliRunner runner() const;
    /// How `run` of a statement went.
    CliRun runSql(const QString &sql) const { return runner().json({u"run"_s, u"--sql"_s, sql}); }
    CliRun allow(const QStringList &arguments) const { return runner().json(QStringList{u"allow"_s} + arguments); }
    static QString message(const CliRun &run) { return run.json[u"error"_s].toObject()[u"message"_s].toString(); }

    std::unique_ptr<ScratchServer> m_server;
    std::unique_ptr<QTemporaryDir> m_home;
};

namespace {

const auto price = u"public.net_price(numeric)"_s;
const auto priceQuery = u"SELECT net_price(10)"_s;

}

void TestAllow::initTestCase()
{
    m_server = std::make_unique<ScratchServer>();
    m_server->createDatabase(u"shop"_s);
    m_server->runScript(u"shop"_s, R"(
        CREATE ROLE analyst LOGIN;
        CREATE TABLE parts (id bigint PRIMARY KEY, price numeric);
        CREATE FUNCTION audit() RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN RETURN current_user; END';
        CREATE VIEW audited AS SELECT id, audit() AS who FROM parts;
        CREATE EXTENSION postgres_fdw;
        CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '1');
        CREATE FOREIGN TABLE remote_orders (id bigint) SERVER elsewhere OPTIONS (table_name 'orders');
        GRANT SELECT ON ALL TABLES IN SCHEMA public TO analyst;)");
}

void TestAllow::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    m_server->runScript(u"shop"_s, "CREATE OR REPLACE FUNCTION net_price(gross numeric) RETURNS numeric LANGUAGE sql "
                                   "IMMUTABLE AS 'SELECT gross * 0.8'");
}

CliRunner TestAllow::runner() const
{
    return {m_home->path(), m_server->connectionString(u"shop"_s, u"analyst"_s)};
}

void TestAllow::allowedRunsUntilItChanges()
{
    const CliRun refused = runSql(priceQuery);
    QVERIFY2(refused.exitCode == 3, refused.summary());
    QCOMPARE(refused.json[u"error"_s].toObject()[u"subject"_s].toString(), u"function "_s + price);
    QVERIFY2(message(refused).contains(price) && message(refused).contains(u"administrator"), refused.summary());
    const CliRun told = runner().run({u"run"_s, u"--sql"_s, priceQuery});
    QVERIFY2(told.err.contains("sql-ai-agent-cli allow show 'public.net_price(numeric)'\n"), told.summary());

    const CliRun allowed = allow({u"function"_s, price, u"--yes"_s});
    QVERIFY2(allowed.exitCode == 0, allowed.summary());
    const CliRun ran = runSql(priceQuery);
    QVERIFY2(ran.exitCode == 0, ran.summary());
    QCOMPARE(ran.json[u"rows"_s].toArray(), (QJsonArray{QJsonArray{u"8.0"_s}}));

    m_server->runScript(u"shop"_s, "CREATE OR REPLACE FUNCTION net_price(gross numeric) RETURNS numeric LANGUAGE sql "
                                   "IMMUTABLE AS 'SELECT gross * 0.9'");
    const CliRun changed = runSql(priceQuery);
    QCOMPARE(changed.exitCode, 3);
    QVERIFY2(message(changed).contains(u"has changed since"), changed.summary());
    QCOMPARE(allow({u"function"_s, price, u"--yes"_s}).exitCode, 0);
    QCOMPARE(runSql(priceQuery).exitCode, 0);
    QCOMPARE(allow({u"list"_s}).json[u"allowances"_s].toArray().size(), 1);
}

void TestAllow::revokedIsRefused()
{
    const CliRun allowed = allow({u"function"_s, price, u"--yes"_s});
    const QJsonArray all = allow({u"list"_s}).json[u"allowances"_s].toArray();
    QCOMPARE(all.size(), 1);
    QCOMPARE(all[0].toObject()[u"name"_s].toString(), price);
    QVERIFY(!all[0].toObject()[u"allowed_by"_s].toString().isEmpty());
    const QString id = QString::number(allowed.json[u"id"_s].toInteger());
    QCOMPARE(runSql(priceQuery).exitCode, 0);
    QCOMPARE(allow({u"revoke"_s, id}).exitCode, 0);
    QCOMPARE(runSql(priceQuery).exitCode, 3);
    QCOMPARE(allow({u"revoke"_s, id}).exitCode, 7);
    QVERIFY(allow({u"list"_s}).json[u"allowances"_s].toArray().isEmpty());
}

void TestAllow::allowsOnlyWhatSomebodyMeans()
{
    const QString fingerprint = allow({u"show"_s, price}).json[u"fingerprint"_s].toString();
    QCOMPARE(fingerprint.size(), 64);
    QCOMPARE(allow({u"function"_s, price}).exitCode, 2); // Nobody is there to be asked.
    const CliRun another = allow({u"function"_s, price, u"--fingerprint"_s, u"0"_s.repeated(64)});
    QCOMPARE(another.exitCode, 2);
    QVERIFY2(message(another).contains(u"has changed"), another.summary());
    QCOMPARE(runSql(priceQuery).exitCode, 3);
    QCOMPARE(allow({u"function"_s, price, u"--fingerprint"_s, fingerprint}).exitCode, 0);
    QCOMPARE(runSql(priceQuery).exitCode, 0);
}

void TestAllow::definitionIsPrintedWhateverWasSaid()
{
    const CliRun said = runner().run({u"allow"_s, u"function"_s, price, u"--yes"_s});
    QVERIFY2(said.exitCode == 0, said.summary());
    QVERIFY2(said.out.contains("SELECT gross * 0.8"), said.summary());
    QVERIFY2(said.out.contains("language sql"), said.summary());
}

void TestAllow::tellsSecurityDefiner()
{
    const CliRun refused = runSql(u"SELECT * FROM audited"_s);
    QCOMPARE(refused.exitCode, 3);
    QCOMPARE(refused.json[u"error"_s].toObject()[u"subject"_s].toString(), u"function public.audit()"_s);
    QVERIFY(allow({u"show"_s, u"audit()"_s}).json[u"security_definer"_s].toBool());
    QVERIFY(runner()
                .run({u"allow"_s, u"show"_s, u"public.audit()"_s})
                .out.contains("It runs with the rights of its owner, " + ScratchServer::superuser().toUtf8()));
    QCOMPARE(allow({u"function"_s, u"public.audit()"_s, u"--yes"_s}).exitCode, 0);
    const CliRun ran = runSql(u"SELECT * FROM audited"_s);
    QVERIFY2(ran.exitCode == 0, ran.summary());
}

void TestAllow::anotherOwnerIsAnotherFunction()
{
    const auto sql = u"SELECT audit()"_s;
    QCOMPARE(allow({u"function"_s, u"audit()"_s, u"--yes"_s}).exitCode, 0);
    QCOMPARE(runSql(sql).exitCode, 0);
    m_server->runScript(u"shop"_s, "ALTER FUNCTION audit() OWNER TO analyst");
    const CliRun refused = runSql(sql);
    m_server->runScript(u"shop"_s, "ALTER FUNCTION audit() OWNER TO " + ScratchServer::superuser().toUtf8());
    QVERIFY2(refused.exitCode == 3 && message(refused).contains(u"has changed"), refused.summary());
    QCOMPARE(runSql(sql).exitCode, 0);
}

void TestAllow::foreignTables()
{
    const auto name = u"public.remote_orders"_s;
    const auto sql = u"SELECT * FROM remote_orders"_s;
    const CliRun refused = runSql(sql);
    QVERIFY2(refused.exitCode == 3, refused.summary());
    QCOMPARE(refused.json[u"error"_s].toObject()[u"subject"_s].toString(), u"foreign table "_s + name);
    QVERIFY(allow({u"show"_s, name, u"--foreign-table"_s}).json[u"definition"_s].toString().contains(u"elsewhere"_s));
    QCOMPARE(allow({u"table"_s, name, u"--yes"_s}).exitCode, 0);
    // Let through; that there is no such other server is another matter.
    QCOMPARE(runSql(sql).exitCode, 6);
}

void TestAllow::tellsWhatIsNotThere_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QStringList &arguments, int exitCode, const QString &words) {
        QTest::newRow(name) << arguments << exitCode << words;
    };
    row("no function", {u"function"_s, u"public.nothing(integer)"_s, u"--yes"_s}, 7, u"public.nothing(integer)"_s);
    row("a table is no function", {u"show"_s, u"public.parts(integer)"_s}, 7, u"public.parts"_s);
    row("no types", {u"show"_s, u"public.net_price"_s}, 7, u"types of its arguments"_s);
    row("no such type", {u"show"_s, u"public.net_price(nothing)"_s}, 7, u"types of its arguments"_s);
    row("no name", {u"show"_s, u"((("_s}, 7, u"((("_s);
    row("no name of a table", {u"show"_s, u"a.b.c.d"_s, u"--foreign-table"_s}, 7, u"a.b.c.d"_s);
    row("no foreign table", {u"table"_s, u"public.parts"_s, u"--yes"_s}, 7, u"no foreign table"_s);
    row("no allowance", {u"revoke"_s, u"77"_s}, 7, u"77"_s);
    row("no number", {u"revoke"_s, u"f"_s}, 2, u"allow list"_s);
}

void TestAllow::tellsWhatIsNotThere()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const int, exitCode);
    QFETCH(const QString, words);
    const CliRun run = allow(arguments);
    QVERIFY2(run.exitCode == exitCode, run.summary());
    QVERIFY2(message(run).contains(words), run.summary());
}

void TestAllow::checkAsksAllLayers_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<QString>("layer");
    QTest::addColumn<QString>("layerAlone");
    const auto row = [](const char *name, const QByteArray &sql, const QString &verdict, const QString &layer,
                        const QString &layerAlone) { QTest::newRow(name) << sql << verdict << layer << layerAlone; };
    row("reads", "SELECT id FROM parts", u"allow"_s, u"server"_s, u"tree"_s);
    row("own function", "SELECT net_price(1)", u"deny"_s, u"catalogue"_s, u"function"_s);
    row("view", "SELECT * FROM audited", u"deny"_s, u"catalogue"_s, u"tree"_s);
    row("writes", "DELETE FROM parts", u"deny"_s, u"tree"_s, u"tree"_s);
    row("trouble", "SELECT pg_sleep(1)", u"deny"_s, u"function"_s, u"function"_s);
    row("no SQL", "SELECT FROM WHERE", u"deny"_s, u"parser"_s, u"parser"_s);
    row("no table", "SELECT * FROM nothing_there", u"deny"_s, u"server"_s, u"tree"_s);
}

void TestAllow::checkAsksAllLayers()
{
    QFETCH(const QByteArray, sql);
    const CliRunner nowhere(m_home->path(), {});
    const QString url = m_server->connectionString(u"shop"_s, u"analyst"_s);
    const CliRun asked = nowhere.run({u"check"_s, u"-"_s, u"--database"_s, url}, sql);
    QTEST(asked.json[u"verdict"_s].toString(), "verdict");
    QTEST(asked.json[u"layer"_s].toString(), "layer");
    const bool isAllowed = asked.json[u"verdict"_s].toString() == u"allow";
    QCOMPARE(asked.json[u"reason"_s].toString().isEmpty(), isAllowed);
    QCOMPARE(asked.exitCode, isAllowed ? 0 : 3);
    // As before where none is named, also where one is set.
    QTEST(nowhere.run({u"check"_s, u"-"_s}, sql).json[u"layer"_s].toString(), "layerAlone");
    QTEST(runner().run({u"check"_s, u"-"_s}, sql).json[u"layer"_s].toString(), "layerAlone");
}

void TestAllow::checkKnowsWhatIsAllowed()
{
    const QString url = m_server->connectionString(u"shop"_s, u"analyst"_s);
    const QStringList check{u"check"_s, u"-"_s, u"--database"_s, url};
    const CliRun before = runner().run(check, "SELECT net_price(1)");
    QCOMPARE(before.exitCode, 3);
    QCOMPARE(before.json[u"position"_s].toInt(), 8);
    QCOMPARE(before.json[u"subject"_s].toString(), u"function "_s + price);
    QVERIFY2(before.err.contains("allow show 'public.net_price(numeric)'\n"), before.summary());
    const CliRun table = runner().run(check, "SELECT * FROM remote_orders");
    QVERIFY2(table.err.contains("allow show 'public.remote_orders' --foreign-table\n"), table.summary());
    // What nobody can allow has no subject.
    const CliRun writes = runner().run(check, "DELETE FROM parts");
    QVERIFY2(writes.json.contains(u"subject"_s) && writes.json[u"subject"_s].isNull(), writes.summary());
    QVERIFY2(!writes.err.contains("allow show"), writes.summary());
    QCOMPARE(allow({u"function"_s, price, u"--yes"_s}).exitCode, 0);
    QCOMPARE(runner().run(check, "SELECT net_price(1)").exitCode, 0);
}

void TestAllow::checksLinesInOrder()
{
    QByteArray input;
    QByteArrayList wanted;
    for (int i = 0; i < 20; ++i) {
        input += i % 2 == 0 ? "{\"sql\":\"SELECT id FROM parts\"}\n{\"sql\":\"SELECT audit()\"}\n"
                            : "not json\n{\"sql\":\"DROP TABLE parts\"}\n";
        wanted += i % 2 == 0 ? QByteArrayList{"server", "catalogue"} : QByteArrayList{"input", "tree"};
    }
    const QString url = m_server->connectionString(u"shop"_s, u"analyst"_s);
    const CliRun lines = runner().run({u"check"_s, u"-"_s, u"--jsonl"_s, u"--database"_s, url}, input);
    QVERIFY2(lines.exitCode == 0, lines.summary());
    QByteArrayList layers;
    for (const QByteArray &line : lines.out.trimmed().split('\n'))
        layers += QJsonDocument::fromJson(line)[u"layer"_s].toString().toUtf8();
    QCOMPARE(layers, wanted);
}

void TestAllow::checkOfLinesWithoutAnAnswerDenies()
{
    const auto nowhere = u"postgresql://127.0.0.1:1/x"_s;
    const QByteArray input = "{\"sql\":\"SELECT 1\"}\n{\"sql\":\"SELECT 2\"}\n";
    const CliRun lines = runner().run({u"check"_s, u"-"_s, u"--jsonl"_s, u"--database"_s, nowhere}, input);
    QCOMPARE(lines.exitCode, 6);
    QCOMPARE(lines.out.count("\"verdict\":\"deny\""), 2);
    QCOMPARE(lines.out.count("\"layer\":\"none\""), 2);
    const CliRun one = runner().json({u"check"_s, u"-"_s, u"--database"_s, nowhere}, "SELECT 1");
    QCOMPARE(one.exitCode, 6);
    QCOMPARE(one.errorCode(), u"Connection"_s);
}

QTEST_GUILESS_MAIN(TestAllow)
#include "tst_allow.moc"
