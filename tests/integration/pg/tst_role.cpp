// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/RoleCard.h"
#include "core/operations/RoleScript.h"
#include "core/pg/RoleProbe.h"
#include "tests/integration/pg/PgTest.h"
#include "tests/support/Psql.h"
#include "tests/support/ScratchServer.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryFile>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

#include <algorithm>
#include <optional>

using namespace sqlai;
using namespace sqlai::test;
using namespace Qt::StringLiterals;

using report::RoleSeverity;

/// What the connected role can do: superusers are refused, the rest is told, and the script makes a role that can do
/// nothing but read.
class TestRole : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void refusesSuperusers_data();
    void refusesSuperusers();
    void refusesWhoIsASuperuserUnderAnotherName_data();
    void refusesWhoIsASuperuserUnderAnotherName();
    void obeysADecisionAtOnce();
    void knowsARoleThatOnlyReads();
    void tellsWhatTheRoleMayDo_data();
    void tellsWhatTheRoleMayDo();
    void countsWhoConnected();
    void scriptMakesARoleThatOnlyReads_data();
    void scriptMakesARoleThatOnlyReads();
    void scriptStopsWhereTheRoleExists();
    void scriptStopsInAnotherDatabase();

private:
    pg::RoleFacts factsOf(const settings::ConnectionProfile &profile)
    {
        pg::PgPool pool(profile);
        const auto facts = awaited(pg::RoleProbe(pool).read({}));
        [&] { QVERIFY2(facts, qPrintable(facts ? QString() : ErrorText::sentence(facts.error()))); }();
        return facts ? *facts : pg::RoleFacts();
    }
    report::RoleReport cardOf(const QString &database, const QString &role)
    {
        return operations::RoleCard(factsOf(m_server->profile(database, role))).report();
    }
    static QStringList notFine(const report::RoleReport &card)
    {
        QStringList sentences;
        for (const auto &finding : card.findings) {
            if (finding.severity != RoleSeverity::Fine)
                sentences += finding.sentence;
        }
        return sentences;
    }
    /// What psql answers: empty where all went well.
    QByteArray runByPsql(const QString &database, const QString &script, const QByteArray &input) const;
    QString failureOf(const QString &database, const QString &role, const QByteArray &sql) const;
    void makeShop(const QString &database);

    std::unique_ptr<ScratchServer> m_server;
};

void TestRole::initTestCase()
{
    m_server = std::make_unique<ScratchServer>();
    m_server->createDatabase(u"role"_s);
    m_server->runScript(u"role"_s,
                        "CREATE TABLE parts AS SELECT 1 AS id; CREATE SEQUENCE numbers; CREATE SCHEMA other;"
                        "CREATE EXTENSION dblink; CREATE FUNCTION sixteen() RETURNS int LANGUAGE sql AS 'SELECT 16';"
                        "REVOKE TEMPORARY ON DATABASE role FROM PUBLIC;"
                        "REVOKE EXECUTE ON FUNCTION lo_create(oid), lo_creat(integer), lo_from_bytea(oid, bytea) FROM "
                        "PUBLIC; REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;"
                        "CREATE ROLE reader LOGIN; ALTER ROLE reader SET default_transaction_read_only = on;"
                        "GRANT SELECT ON parts TO reader;"
                        "CREATE ROLE chief SUPERUSER; CREATE ROLE deputy LOGIN NOINHERIT; GRANT chief TO deputy");
}

void TestRole::refusesSuperusers_data()
{
    QTest::addColumn<QString>("way");
    for (const char *way : {"run", "explain", "check", "describe", "snapshot"})
        QTest::newRow(way) << QString::fromLatin1(way);
}

void TestRole::refusesSuperusers()
{
    QFETCH(const QString, way);
    const auto attempt = [&](pg::PgPool &pool) -> std::optional<Error> {
        const auto errorOf = [](const auto &result) {
            return result ? std::optional<Error>() : std::optional(result.error());
        };
        if (way == u"run")
            return errorOf(awaited(pool.run(checked("SELECT 1"), {}, std::make_shared<TestSink>(), {})));
        if (way == u"explain")
            return errorOf(awaited(pool.explain(checked("SELECT 1"), {}, {})));
        if (way == u"check")
            return errorOf(awaited(pool.check(checked("SELECT 1"), {})));
        if (way == u"describe")
            return errorOf(awaited(pool.describe(report::ObjectKind::Function, u"sixteen()"_s, {})));
        return errorOf(awaited(pool.readSnapshot({pg::StaticSql("SELECT 1")}, {})));
    };
    auto profile = m_server->profile(u"role"_s);
    pg::PgPool allowed(profile);
    QVERIFY(!attempt(allowed));
    profile.allowsSuperuser = false;
    pg::PgPool refused(profile);
    const auto error = attempt(refused);
    QVERIFY(error);
    QCOMPARE(error->code, ErrorCode::Forbidden);
    QCOMPARE(error->subject, u"superuser postgres"_s);
    QVERIFY(report::isSuperuserRefused(*error));
    QVERIFY2(error->detail.contains(u"role script"_s) && error->detail.contains(u"--allow-superuser"_s),
             qPrintable(error->detail));
    QVERIFY(awaited(refused.readAsAnyRole({pg::StaticSql("SELECT 1")}, {})));
}

void TestRole::refusesWhoIsASuperuserUnderAnotherName_data()
{
    QTest::addColumn<QString>("login");
    QTest::addColumn<QString>("role");
    QTest::addColumn<bool>("isRefused");
    QTest::newRow("a superuser as a reader") << u"postgres"_s << u"reader"_s << true;
    QTest::newRow("a deputy as a superuser") << u"deputy"_s << u"chief"_s << true;
    QTest::newRow("a deputy as such") << u"deputy"_s << u"deputy"_s << false;
    QTest::newRow("a reader") << u"reader"_s << u"reader"_s << false;
}

void TestRole::refusesWhoIsASuperuserUnderAnotherName()
{
    QFETCH(const QString, login);
    QFETCH(const QString, role);
    auto profile = m_server->profile(u"role"_s, login);
    profile.allowsSuperuser = false;
    profile.parameters[u"options"_s] = u"-c role=%1"_s.arg(role);
    pg::PgPool pool(profile);
    const auto rows = awaited(pool.readSnapshot({pg::StaticSql("SELECT current_user")}, {}));
    QTEST(!rows.isOk(), "isRefused");
    QCOMPARE(rows.isOk() || report::isSuperuserRefused(rows.error()), true);
}

void TestRole::obeysADecisionAtOnce()
{
    auto profile = m_server->profile(u"role"_s);
    profile.allowsSuperuser = false;
    pg::PgPool pool(profile);
    const auto isRun = [&] {
        return awaited(pool.run(checked("SELECT 1"), {}, std::make_shared<TestSink>(), {})).isOk();
    };
    QVERIFY(!isRun());
    pool.setSuperuserAllowed(true);
    QVERIFY(isRun());
    pool.setSuperuserAllowed(false);
    QVERIFY(!isRun());
}

void TestRole::knowsARoleThatOnlyReads()
{
    const auto card = cardOf(u"role"_s, u"reader"_s);
    QCOMPARE(card.role, u"reader"_s);
    QCOMPARE(card.database, u"role"_s);
    QVERIFY(!card.isSuperuser);
    QCOMPARE(notFine(card), QStringList());
    QVERIFY(card.findings.size() > 10);
}

void TestRole::tellsWhatTheRoleMayDo_data()
{
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QByteArray>("taken");
    QTest::addColumn<QString>("id");
    QTest::addColumn<RoleSeverity>("severity");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *name, const char *given, const char *taken, const char *id, RoleSeverity severity,
                        const char *named) {
        QTest::newRow(name) << QByteArray(given) << QByteArray(taken) << QString::fromLatin1(id) << severity
                            << QString::fromLatin1(named);
    };
    const auto danger = RoleSeverity::Danger;
    const auto note = RoleSeverity::Note;
    row("can become a superuser", "GRANT chief TO reader", "REVOKE chief FROM reader", "superuser", danger, "chief");
    row("can become another", "CREATE ROLE helper; GRANT helper TO reader; ALTER ROLE reader NOINHERIT",
        "ALTER ROLE reader INHERIT; DROP ROLE helper", "other_roles", danger, "become helper,");
    row("CREATEROLE", "ALTER ROLE reader CREATEROLE", "ALTER ROLE reader NOCREATEROLE", "attributes", danger,
        "CREATEROLE");
    row("REPLICATION", "ALTER ROLE reader REPLICATION", "ALTER ROLE reader NOREPLICATION", "attributes", danger,
        "REPLICATION");
    row("CREATEDB", "ALTER ROLE reader CREATEDB", "ALTER ROLE reader NOCREATEDB", "attributes", note, "CREATEDB");
    row("BYPASSRLS", "ALTER ROLE reader BYPASSRLS", "ALTER ROLE reader NOBYPASSRLS", "attributes", note, "BYPASSRLS");
    for (const char *power : {"pg_write_all_data", "pg_read_server_files", "pg_write_server_files",
                              "pg_execute_server_program", "pg_signal_backend"}) {
        const QByteArray grant = QByteArray("GRANT ") + power + " TO reader";
        const QByteArray revoke = QByteArray("REVOKE ") + power + " FROM reader";
        row(power, grant.constData(), revoke.constData(), "server_roles", danger, power);
    }
    row("owns a table", "ALTER TABLE parts OWNER TO reader", "ALTER TABLE parts OWNER TO postgres", "ownership", danger,
        "tables (public.parts)");
    row("owns a schema", "ALTER SCHEMA other OWNER TO reader", "ALTER SCHEMA other OWNER TO postgres", "ownership",
        danger, "schemas (other)");
    row("owns the database", "ALTER DATABASE role OWNER TO reader", "ALTER DATABASE role OWNER TO postgres",
        "ownership", danger, "the database");
    for (const char *right : {"INSERT", "UPDATE", "DELETE", "TRUNCATE", "UPDATE (id)"}) {
        const QByteArray grant = QByteArray("GRANT ") + right + " ON parts TO reader";
        const QByteArray revoke = QByteArray("REVOKE ") + right + " ON parts FROM reader";
        row(right, grant.constData(), revoke.constData(), "write_grants", danger, "public.parts");
    }
    row("as everybody", "GRANT INSERT ON parts TO PUBLIC", "REVOKE INSERT ON parts FROM PUBLIC", "write_grants", danger,
        "public.parts");
    row("moves a sequence", "GRANT USAGE ON SEQUENCE numbers TO reader", "REVOKE USAGE ON SEQUENCE numbers FROM reader",
        "sequences", danger, "public.numbers");
    row("makes objects", "GRANT CREATE ON SCHEMA other TO reader", "REVOKE CREATE ON SCHEMA other FROM reader",
        "new_objects", note, "other");
    row("makes schemas", "GRANT CREATE ON DATABASE role TO reader", "REVOKE CREATE ON DATABASE role FROM reader",
        "new_objects", note, "the database");
    row("makes temporary tables", "GRANT TEMPORARY ON DATABASE role TO reader",
        "REVOKE TEMPORARY ON DATABASE role FROM reader", "temporary_tables", note, "temporary");
    row("reads files", "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO reader",
        "REVOKE EXECUTE ON FUNCTION pg_read_file(text) FROM reader", "reserved_functions", danger,
        "pg_catalog.pg_read_file");
    row("imports files", "GRANT EXECUTE ON FUNCTION lo_import(text) TO reader",
        "REVOKE EXECUTE ON FUNCTION lo_import(text) FROM reader", "reserved_functions", danger, "pg_catalog.lo_import");
    row("makes large objects", "GRANT EXECUTE ON FUNCTION lo_create(oid) TO reader",
        "REVOKE EXECUTE ON FUNCTION lo_create(oid) FROM reader", "large_objects", note, "pg_catalog.lo_create");
    row("dblink", "GRANT EXECUTE ON FUNCTION dblink(text, text) TO reader",
        "REVOKE EXECUTE ON FUNCTION dblink(text, text) FROM reader", "extension_functions", note, "public.dblink");
    row("dblink without a password", "GRANT EXECUTE ON FUNCTION dblink_connect_u(text) TO reader",
        "REVOKE EXECUTE ON FUNCTION dblink_connect_u(text) FROM reader", "reserved_functions", danger,
        "public.dblink_connect_u");
    row("another's rights", "GRANT EXECUTE ON FUNCTION sixteen() TO reader; ALTER FUNCTION sixteen() SECURITY DEFINER",
        "REVOKE EXECUTE ON FUNCTION sixteen() FROM reader; ALTER FUNCTION sixteen() SECURITY INVOKER",
        "security_definers", note, "public.sixteen");
    row("writes by default", "ALTER ROLE reader RESET default_transaction_read_only",
        "ALTER ROLE reader SET default_transaction_read_only = on", "read_only_default", note, "read-only");
}

void TestRole::tellsWhatTheRoleMayDo()
{
    QFETCH(const QByteArray, given);
    QFETCH(const QByteArray, taken);
    QFETCH(const QString, id);
    QFETCH(const RoleSeverity, severity);
    QFETCH(const QString, named);
    m_server->runScript(u"role"_s, given);
    const auto card = cardOf(u"role"_s, u"reader"_s);
    m_server->runScript(u"role"_s, taken);
    const report::RoleFinding finding = card.findings.first(); // The gravest stands first.
    QCOMPARE(finding.id, id);
    QCOMPARE(finding.severity, severity);
    QVERIFY2(finding.sentence.contains(named), qPrintable(finding.sentence));
    QVERIFY(!finding.remedy.isEmpty());
    QCOMPARE(notFine(cardOf(u"role"_s, u"reader"_s)), QStringList());
}

void TestRole::countsWhoConnected()
{
    m_server->runScript(u"role"_s, "CREATE ROLE writer LOGIN; GRANT reader TO writer; GRANT INSERT ON parts TO writer");
    auto profile = m_server->profile(u"role"_s, u"writer"_s);
    profile.parameters[u"options"_s] = u"-c role=reader"_s;
    const auto card = operations::RoleCard(factsOf(profile)).report();
    m_server->runScript(u"role"_s, "DROP OWNED BY writer; DROP ROLE writer");
    QCOMPARE(card.role, u"reader"_s);
    QCOMPARE(card.findings.first().id, u"other_roles"_s);
    QVERIFY2(card.findings.first().sentence.contains(u"writer"_s), qPrintable(card.findings.first().sentence));
}

void TestRole::makeShop(const QString &database)
{
    m_server->createDatabase(database);
    m_server->runScript(
        database,
        "CREATE SCHEMA \"Odd \"\"name\"; CREATE SCHEMA \"two\nlines --\"; CREATE SCHEMA hidden; CREATE SCHEMA half;"
        "CREATE TABLE public.parts AS SELECT 1 AS id; CREATE TABLE \"Odd \"\"name\".\"T %1 %2\" AS SELECT 2 AS id;"
        "CREATE TABLE \"two\nlines --\".\"x\n\\! touch /nowhere\n;DROP TABLE parts;\" AS SELECT 3 AS id;"
        "CREATE VIEW public.view AS SELECT * FROM parts; CREATE TABLE hidden.secret AS SELECT 4 AS id;"
        "CREATE TABLE half.seen AS SELECT 5 AS id, 6 AS \"User\", 7 AS hidden;"
        "CREATE TABLE half.whole AS SELECT 8 AS id; CREATE TABLE half.unseen AS SELECT 9 AS id;"
        "CREATE FUNCTION public.\"de\nfiner\"(\"a\nb\" text) RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';"
        "CREATE FUNCTION public.definer(a int, b text) RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';"
        "CREATE EXTENSION dblink; CREATE SCHEMA extensions; CREATE EXTENSION pg_trgm SCHEMA extensions;"
        "CREATE SCHEMA types; CREATE TYPE types.odd AS (a int);"
        "CREATE FUNCTION public.odd(types.odd) RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';"
        "CREATE TABLE public.open (id int); GRANT INSERT, UPDATE (id) ON public.open TO PUBLIC;"
        "CREATE SEQUENCE public.numbers; GRANT USAGE ON SEQUENCE public.numbers TO PUBLIC;"
        "DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'analyst') THEN CREATE ROLE analyst LOGIN;"
        "END IF; END$$;"
        "GRANT USAGE ON SCHEMA \"Odd \"\"name\", \"two\nlines --\", half, extensions, types TO analyst;"
        "GRANT SELECT ON ALL TABLES IN SCHEMA public, \"Odd \"\"name\", \"two\nlines --\" TO analyst;"
        "GRANT SELECT (id, \"User\") ON half.seen TO analyst; GRANT SELECT ON half.whole TO analyst;"
        "GRANT INSERT ON parts TO analyst;"
        "ALTER ROLE analyst SET search_path = \"Odd \"\"name\", \"two\nlines --\", public, extensions, types;"
        "ALTER ROLE analyst SET statement_timeout = '7s'");
}

QByteArray TestRole::runByPsql(const QString &database, const QString &script, const QByteArray &input) const
{
    QTemporaryFile file;
    [&] { QVERIFY(file.open()); }();
    file.write(script.toUtf8());
    file.flush();
    const auto tools = demo::PostgresTools::find();
    QProcess psql;
#ifdef Q_OS_UNIX
    // Without a terminal psql reads the password from standard input.
    psql.setChildProcessModifier([] { ::setsid(); });
#endif
    psql.start(tools->program(u"psql"_s),
               {u"--no-psqlrc"_s, u"--quiet"_s, u"--dbname"_s, connectionStringOf(m_server->profile(database)),
                u"--file"_s, file.fileName()});
    psql.write(input);
    psql.closeWriteChannel();
    if (!psql.waitForFinished(60'000) || psql.exitCode() != 0)
        return "psql: " + psql.readAllStandardError();
    return {};
}

QString TestRole::failureOf(const QString &database, const QString &role, const QByteArray &sql) const
{
    try {
        psqlCsv(m_server->profile(database, role), QString::fromUtf8(sql));
    } catch (const std::runtime_error &error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

void TestRole::scriptMakesARoleThatOnlyReads_data()
{
    QTest::addColumn<bool>("isWhole");
    QTest::newRow("as it is") << false;
    QTest::newRow("with all that it offers") << true;
}

void TestRole::scriptMakesARoleThatOnlyReads()
{
    QFETCH(const bool, isWhole);
    const QString shop = isWhole ? u"shop %1"_s : u"shop"_s;
    const QString role = isWhole ? u"the \"Reader\""_s : u"the_reader"_s;
    makeShop(shop);
    auto script = operations::RoleScript::write(factsOf(m_server->profile(shop, u"analyst"_s)), role);
    QVERIFY(script);
    if (isWhole)
        script->replace(QRegularExpression(u"^--(?! )"_s, QRegularExpression::MultilineOption), {});
    const QByteArray trouble = runByPsql(shop, *script, "a new password\na new password\n");
    QVERIFY2(trouble.isEmpty(), trouble + "\n" + script->toUtf8());
    QVERIFY(m_server->runScript(shop, "SELECT rolpassword FROM pg_authid WHERE rolname = '" + role.toUtf8() + '\'')
                .startsWith(u"SCRAM-SHA-256$"_s));

    // What the analyst reads the new role reads.
    const settings::ConnectionProfile reader = m_server->profile(shop, role);
    for (const char *sql : {"SELECT id FROM parts", "SELECT id FROM view", "SELECT id FROM \"T %1 %2\"",
                            "SELECT id, \"User\" FROM half.seen", "SELECT id FROM half.whole",
                            "SELECT id FROM \"x\n\\! touch /nowhere\n;DROP TABLE parts;\""})
        QVERIFY(psqlCsv(reader, QString::fromLatin1(sql)).startsWith("id"));
    QVERIFY(psqlCsv(reader, u"SELECT similarity('a', 'a') AS id"_s).startsWith("id"));
    QCOMPARE(psqlCsv(reader, u"SHOW statement_timeout"_s), QByteArray("statement_timeout\n7s\n"));
    for (const char *sql :
         {"SELECT hidden FROM half.seen", "SELECT id FROM half.unseen", "SELECT id FROM hidden.secret"})
        QVERIFY2(failureOf(shop, role, sql).contains(u"permission denied"_s), sql);

    // Nothing can be changed, also where the role takes its default back; some only where everybody was cut short.
    const auto card = operations::RoleCard(factsOf(reader)).report();
    QStringList dangers;
    for (const auto &finding : card.findings) {
        if (finding.severity != RoleSeverity::Danger)
            continue;
        dangers += finding.id;
        QVERIFY2(finding.remedy.contains(u"FROM PUBLIC"_s), qPrintable(finding.remedy));
    }
    // Until it is taken from everybody, what everybody may write to is on the card.
    QCOMPARE(dangers, isWhole ? QStringList() : (QStringList{u"write_grants"_s, u"sequences"_s}));
    QList<QByteArray> attempts{"INSERT INTO parts VALUES (2)", "DELETE FROM half.whole",
                               "CREATE TABLE public.mine (i int)", "CREATE SCHEMA mine", "DROP VIEW view"};
    if (isWhole) {
        // Of functions whose arguments cannot be written on one line the script only tells.
        QCOMPARE(notFine(card), QStringList{u"The role may call functions that run with their owner's rights: "
                                            "public.\"de\nfiner\"."_s});
        attempts += {"CREATE TEMPORARY TABLE mine (i int)",
                     "SELECT lo_create(0)",
                     "SELECT public.definer(1, '')",
                     "INSERT INTO open VALUES (1)",
                     "UPDATE open SET id = 2",
                     "SELECT nextval('public.numbers')",
                     "SELECT public.odd(ROW(1)::types.odd)",
                     "SELECT * FROM dblink('dbname=postgres', 'SELECT 1') AS t(i int)"};
    }
    for (const QByteArray &attempt : std::as_const(attempts)) {
        const QString failure = failureOf(shop, role, "BEGIN READ WRITE; " + attempt);
        QVERIFY2(failure.contains(u"permission denied"_s) || failure.contains(u"must be owner"_s),
                 attempt + ": " + failure.toUtf8());
    }
}

void TestRole::scriptStopsWhereTheRoleExists()
{
    m_server->createDatabase(u"again"_s);
    m_server->runScript(u"again"_s, "CREATE TABLE parts AS SELECT 1 AS id");
    const auto script = operations::RoleScript::write(factsOf(m_server->profile(u"again"_s)), u"reader"_s);
    QVERIFY(script);
    QVERIFY(runByPsql(u"again"_s, *script, {}).contains("role \"reader\" already exists"));
    QVERIFY(failureOf(u"again"_s, u"reader"_s, "SELECT id FROM parts").contains(u"permission denied"_s));
}

void TestRole::scriptStopsInAnotherDatabase()
{
    m_server->createDatabase(u"another"_s);
    const auto script = operations::RoleScript::write(factsOf(m_server->profile(u"role"_s)), u"stray"_s);
    QVERIFY(script);
    QVERIFY(runByPsql(u"another"_s, *script, {}).contains("This script is for another database."));
    QVERIFY(
        m_server->runScript(u"another"_s, "SELECT count(*) FROM pg_roles WHERE rolname = 'stray'").startsWith(u'0'));
}

QTEST_GUILESS_MAIN(TestRole)
#include "tst_role.moc"
