// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/RoleScript.h"

#include "core/base/SteeringText.h"

#include <QTest>

using namespace sqlai;
using namespace Qt::StringLiterals;

using operations::RoleScript;

/// What the script says; that it does what it says is tested on a real server.
class TestRoleScript : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesNames_data();
    void takesNames();
    void namesStayInTheirLines_data();
    void namesStayInTheirLines();
    void runsNothingThatTouchesOthers();
    void grantsOneByOne();
    void grantsTheSchemasOfThePath();
    void offersToEndWhatEverybodyMayWrite();
    void runsInItsDatabaseAlone_data();
    void runsInItsDatabaseAlone();
    void tellsOfRowSecurity();
    void hasALimitOfTime();
};

namespace {

pg::RoleFacts shop()
{
    return {.role = u"analyst"_s,
            .database = u"shop"_s,
            .canEverybodyMakeTemporaryTables = true,
            .searchPath = {u"public"_s},
            .schemas = {{.name = u"public"_s, .isUsable = true, .takesAnybodysObjects = true}},
            .relations = {{.schema = u"public"_s, .name = u"parts"_s, .owner = u"boss"_s, .isReadable = true}},
            .functions = {{.schema = u"pg_catalog"_s,
                           .name = u"lo_create"_s,
                           .arguments = u"oid"_s,
                           .origin = pg::FunctionOrigin::Server,
                           .isForEverybody = true}}};
}

QStringList linesOf(const pg::RoleFacts &facts)
{
    const auto script = RoleScript::write(facts, u"reader"_s);
    return script ? script->split(u'\n') : QStringList();
}

}

void TestRoleScript::takesNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("written");
    QTest::newRow("plain") << u"reader"_s << u"CREATE ROLE reader "_s;
    QTest::newRow("quoted") << u"My \"reader\""_s << u"CREATE ROLE \"My \"\"reader\"\"\" "_s;
    QTest::newRow("like a place for a value") << u"%1 %2"_s << u"ALTER ROLE \"%1 %2\" IN DATABASE shop SET"_s;
    QTest::newRow("reserved word") << u"user"_s << u"CREATE ROLE \"user\" "_s;
    QTest::newRow("longest") << QString(63, u'a') << u"CREATE ROLE %1 "_s.arg(QString(63, u'a'));
    QTest::newRow("too long") << QString(64, u'a') << QString();
    QTest::newRow("too long in bytes") << QString(32, u'ä') << QString();
    QTest::newRow("empty") << u""_s << QString();
    QTest::newRow("the server's own") << u"pg_reader"_s << QString();
    QTest::newRow("everybody") << u"public"_s << QString();
    QTest::newRow("two lines") << u"reader\nSUPERUSER"_s << QString();
    QTest::newRow("turned") << u"reader\u202E"_s << QString();
}

void TestRoleScript::takesNames()
{
    QFETCH(const QString, name);
    QFETCH(const QString, written);
    const auto script = RoleScript::write(shop(), name);
    QCOMPARE(script.isOk(), !written.isEmpty());
    if (script)
        QVERIFY2(script->contains(written), qPrintable(*script));
    else
        QCOMPARE(script.error().code, ErrorCode::Usage);
}

void TestRoleScript::namesStayInTheirLines_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("line feed") << u"a\nDROP TABLE parts;"_s;
    QTest::newRow("carriage return") << u"a\rDROP TABLE parts;"_s;
    QTest::newRow("form feed") << u"a\fDROP TABLE parts;"_s;
    QTest::newRow("line separator") << u"a\u2028DROP TABLE parts;"_s;
    QTest::newRow("turned") << u"a\u202EDROP TABLE parts;"_s;
    QTest::newRow("tag") << u"a\U000E0041DROP TABLE parts;"_s;
    QTest::newRow("quotes and backslash") << u"a\n\"\\\nDROP TABLE parts;"_s;
}

void TestRoleScript::namesStayInTheirLines()
{
    QFETCH(const QString, name);
    auto facts = shop();
    facts.role = facts.database = name;
    facts.searchPath = {name};
    facts.schemas[0].name = name;
    facts.relations[0] = {.schema = name, .name = name, .owner = name, .isReadable = true, .hasRowSecurity = true};
    facts.functions[0].schema = name;
    facts.functions.append({.schema = u"public"_s,
                            .name = u"definer"_s,
                            .arguments = name,
                            .isSecurityDefiner = true,
                            .isForEverybody = true});
    const QStringList lines = linesOf(facts);
    QVERIFY(lines.size() > 10);
    for (const QString &line : lines) {
        QVERIFY2(!line.startsWith(u"DROP"_s) && !hasSteering(line), qPrintable(line));
        // Nor can the quotes be left.
        QVERIFY2(line.count(u'"') % 2 == 0, qPrintable(line));
    }
    QVERIFY(lines.filter(u"definer"_s).isEmpty());
    QVERIFY(!lines.filter(u"cannot be written here"_s).isEmpty());
}

void TestRoleScript::runsNothingThatTouchesOthers()
{
    const QStringList lines = linesOf(shop());
    QStringList offered;
    for (const QString &line : lines) {
        QVERIFY2(!line.startsWith(u"REVOKE"_s) && !line.startsWith(u"ALTER DEFAULT"_s), qPrintable(line));
        QVERIFY2(!line.startsWith(u"GRANT"_s) || line.endsWith(u" TO reader;"_s), qPrintable(line));
        QVERIFY2(!line.startsWith(u"ALTER"_s) || line.startsWith(u"ALTER ROLE reader "_s), qPrintable(line));
        if (line.startsWith(u"--"_s) && !line.startsWith(u"-- "_s))
            offered += line;
    }
    QCOMPARE(offered, (QStringList{u"--REVOKE TEMPORARY ON DATABASE shop FROM PUBLIC;"_s,
                                   u"--REVOKE CREATE ON SCHEMA public FROM PUBLIC;"_s,
                                   u"--REVOKE EXECUTE ON ROUTINE pg_catalog.lo_create(oid) FROM PUBLIC;"_s,
                                   u"--ALTER DEFAULT PRIVILEGES FOR ROLE boss IN SCHEMA public GRANT SELECT ON TABLES "
                                   "TO reader;"_s}));
}

void TestRoleScript::grantsOneByOne()
{
    auto facts = shop();
    const auto grants = [&] { return linesOf(facts).filter(u"GRANT SELECT"_s).filter(u" TO reader;"_s).mid(0, 2); };
    QCOMPARE(grants().first(), u"GRANT SELECT ON TABLE public.parts TO reader;"_s);
    facts.relations.append({.schema = u"public"_s, .name = u"secret"_s});
    QCOMPARE(grants().first(), u"GRANT SELECT ON TABLE public.parts TO reader;"_s);
    facts.relations.last().readableColumns = {u"id"_s, u"User"_s};
    QCOMPARE(grants().last(), u"GRANT SELECT (id, \"User\") ON TABLE public.secret TO reader;"_s);
    facts.schemas[0].isUsable = false;
    QVERIFY(linesOf(facts).filter(u"GRANT USAGE"_s).isEmpty());
}

void TestRoleScript::grantsTheSchemasOfThePath()
{
    auto facts = shop();
    facts.schemas += {{.name = u"extensions"_s, .isUsable = true}, {.name = u"empty"_s, .isUsable = true}};
    facts.searchPath += u"extensions"_s;
    const QStringList lines = linesOf(facts);
    QVERIFY(lines.contains(u"GRANT USAGE ON SCHEMA extensions TO reader;"_s));
    QVERIFY(!lines.contains(u"GRANT USAGE ON SCHEMA empty TO reader;"_s));
}

void TestRoleScript::offersToEndWhatEverybodyMayWrite()
{
    auto facts = shop();
    QVERIFY(linesOf(facts).filter(u"REVOKE INSERT"_s).isEmpty());
    facts.relations[0].isWritableByEverybody = true;
    facts.relations.append({.schema = u"public"_s,
                            .name = u"numbers"_s,
                            .kind = pg::RelationKind::Sequence,
                            .isWritableByEverybody = true});
    const QStringList lines = linesOf(facts);
    QVERIFY(lines.contains(u"--REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON TABLE public.parts FROM PUBLIC;"_s));
    QVERIFY(lines.contains(u"--REVOKE USAGE, UPDATE ON SEQUENCE public.numbers FROM PUBLIC;"_s));
}

void TestRoleScript::runsInItsDatabaseAlone_data()
{
    QTest::addColumn<QString>("database");
    QTest::addColumn<QString>("written");
    QTest::newRow("plain") << u"shop"_s << u"<> 'shop' THEN"_s;
    QTest::newRow("quote") << u"o'neil"_s << u"<> U&'o\\0027neil' THEN"_s;
    QTest::newRow("end of the block") << u"a$$"_s << u"<> U&'a\\0024\\0024' THEN"_s;
    QTest::newRow("backslash and line feed") << u"\\\n"_s << u"<> U&'\\005c\\000a' THEN"_s;
}

void TestRoleScript::runsInItsDatabaseAlone()
{
    QFETCH(const QString, database);
    QFETCH(const QString, written);
    auto facts = shop();
    facts.database = database;
    const QStringList checks = linesOf(facts).filter(u"pg_catalog.current_database()"_s);
    QCOMPARE(checks.size(), 1);
    QVERIFY2(checks.first().contains(written), qPrintable(checks.first()));
}

void TestRoleScript::tellsOfRowSecurity()
{
    auto facts = shop();
    QVERIFY(linesOf(facts).filter(u"Row security"_s).isEmpty());
    facts.relations[0].hasRowSecurity = true;
    QVERIFY(linesOf(facts).filter(u"Row security"_s).first().endsWith(u"public.parts"_s));
    facts.relations[0].isReadable = false;
    QVERIFY(linesOf(facts).filter(u"Row security"_s).isEmpty());
    facts.relations[0].readableColumns = {u"id"_s};
    QVERIFY(!linesOf(facts).filter(u"Row security"_s).isEmpty());
}

void TestRoleScript::hasALimitOfTime()
{
    auto facts = shop();
    QVERIFY(linesOf(facts).contains(u"ALTER ROLE reader SET statement_timeout = '30000ms';"_s));
    facts.statementTimeout = std::chrono::seconds(5);
    QVERIFY(linesOf(facts).contains(u"ALTER ROLE reader SET statement_timeout = '5000ms';"_s));
}

QTEST_GUILESS_MAIN(TestRoleScript)
#include "tst_role_script.moc"
