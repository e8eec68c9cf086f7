// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/RoleScript.h"

#include "core/base/SteeringText.h"
#include "core/operations/RoleCard.h"
#include "core/sql/Identifier.h"

#include <array>

using namespace Qt::StringLiterals;

namespace sqlai::operations {
namespace {

/// For a role that has none of its own.
constexpr std::chrono::seconds usualTimeout(30);
/// PostgreSQL cuts longer names.
constexpr qsizetype longestName = 63;

/// A name on one line, as it is read: an end of a line would end a comment, and others would turn what follows.
QString written(const QString &name)
{
    if (!hasSteering(name))
        return sql::quotedIdentifier(name);
    QString escaped;
    const QList<uint> characters = name.toUcs4();
    for (const uint character : characters) {
        if (isSteering(character))
            escaped += u"\\+%1"_s.arg(character, 6, 16, QChar(u'0'));
        else if (character == U'"' || character == U'\\')
            escaped += QString(2, QChar(character));
        else
            escaped += QChar::fromUcs4(character);
    }
    return u"U&\""_s + escaped + u'"';
}

/// A text as a literal in which nothing can end it, nor what stands around it. Plain where it is plain.
QString literal(const QString &text)
{
    const auto isPlain = [](QChar character) {
        return character.isLetterOrNumber() || character == u'_' || character == u'-' || character == u' ';
    };
    QString escaped;
    for (const QChar character : text)
        escaped += isPlain(character) ? QString(character)
                                      : u"\\%1"_s.arg(static_cast<uint>(character.unicode()), 4, 16, QChar(u'0'));
    return (escaped == text ? u"'"_s : u"U&'"_s) + escaped + u'\'';
}

QString written(const pg::RelationRights &relation)
{
    return written(relation.schema) + u'.' + written(relation.name);
}

QString writtenList(const QStringList &names)
{
    QStringList all;
    for (const QString &name : names)
        all += written(name);
    return all.join(u", "_s);
}

bool isTableOf(const pg::RelationRights &relation, const pg::SchemaRights &schema)
{
    return relation.kind == pg::RelationKind::Table && relation.schema == schema.name;
}

}

const QString RoleScript::defaultName = u"sql_ai_agent_reader"_s;

Result<QString> RoleScript::write(const pg::RoleFacts &facts, const QString &name)
{
    const bool isReserved = name.startsWith("pg_"_L1) || name == "public"_L1 || name == "none"_L1;
    if (name.isEmpty() || name.toUtf8().size() > longestName || isReserved || hasSteering(name))
        return Error{.code = ErrorCode::Usage,
                     .detail = tr("A role cannot be named '%1'. Take at most 63 letters, digits and underscores, not "
                                  "beginning with pg_.")
                                   .arg(name)};
    return RoleScript(facts, name).text();
}

RoleScript::RoleScript(const pg::RoleFacts &facts, const QString &name)
    : m_facts(facts)
    , m_role(written(name))
{
}

QString RoleScript::text()
{
    begin();
    for (const pg::SchemaRights &schema : m_facts.schemas)
        grantReading(schema);
    space();
    run(u"COMMIT;"_s);
    space();
    say(tr(
        "psql asks for the new role's password here and sends it hashed. Elsewhere: ALTER ROLE ... PASSWORD '...';"));
    run(u"\\password "_s + m_role);
    tellRowSecurity();
    tellWhatIsLeftOut();
    tellOthers();
    tellWriting();
    tellFunctions();
    tellNewTables();
    return m_lines.join(u'\n') + u'\n';
}

void RoleScript::begin()
{
    const QString database = written(m_facts.database);
    say(tr("A role that reads the tables that %1 reads in the database %2, and is given nothing else.")
            .arg(written(m_facts.role), database));
    say(tr(
        "Run it in that database with psql, once, as a superuser or as whoever owns the tables and may make roles."));
    run(u"\\set ON_ERROR_STOP on"_s);
    run(u"SET search_path = pg_catalog, pg_temp;"_s);
    run(u"BEGIN;"_s);
    run(u"DO $$BEGIN IF pg_catalog.current_database() <> %1 THEN "
        "RAISE EXCEPTION 'This script is for another database.'; END IF; END$$;"_s.arg(literal(m_facts.database)));
    space();
    run(u"CREATE ROLE %1 LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;"_s.arg(m_role));
    run(u"ALTER ROLE %1 SET default_transaction_read_only = on;"_s.arg(m_role));
    const auto timeout = m_facts.statementTimeout.count() > 0 ? m_facts.statementTimeout : usualTimeout;
    run(u"ALTER ROLE %1 SET statement_timeout = '%2ms';"_s.arg(m_role, QString::number(timeout.count())));
    const QString path = m_facts.searchPath.isEmpty() ? u"''"_s : writtenList(m_facts.searchPath);
    run(u"ALTER ROLE %1 IN DATABASE %2 SET search_path = %3;"_s.arg(m_role, database, path));
    run(u"GRANT CONNECT ON DATABASE %1 TO %2;"_s.arg(database, m_role));
}

void RoleScript::grantReading(const pg::SchemaRights &schema)
{
    // Table by table: what is made between the writing of the script and its run is not what the role reads.
    QStringList grants;
    for (const pg::RelationRights &relation : m_facts.relations) {
        if (!isTableOf(relation, schema))
            continue;
        if (relation.isReadable)
            grants += u"GRANT SELECT ON TABLE %1 TO %2;"_s.arg(written(relation), m_role);
        else if (!relation.readableColumns.isEmpty())
            grants += u"GRANT SELECT (%1) ON TABLE %2 TO %3;"_s.arg(writtenList(relation.readableColumns),
                                                                    written(relation), m_role);
    }
    // A schema of the path may hold types and functions alone, such as an extension's.
    const bool isWanted = !grants.isEmpty() || m_facts.searchPath.contains(schema.name);
    if (!schema.isUsable || !isWanted)
        return;
    space();
    run(u"GRANT USAGE ON SCHEMA %1 TO %2;"_s.arg(written(schema.name), m_role));
    m_lines += grants;
}

void RoleScript::tellRowSecurity()
{
    QStringList tables;
    for (const pg::RelationRights &relation : m_facts.relations) {
        if (relation.hasRowSecurity && (relation.isReadable || !relation.readableColumns.isEmpty()))
            tables += written(relation);
    }
    if (tables.isEmpty())
        return;
    space();
    say(tr("Row security: the new role sees of these tables only the rows that a policy for it, or for everybody, "
           "shows: "
           "%1")
            .arg(tables.join(u", "_s)));
}

void RoleScript::tellWhatIsLeftOut()
{
    space();
    say(tr("Not carried over: EXECUTE that %1 has and everybody has not, and its user mappings for foreign tables. "
           "Give the new role those that it shall have.")
            .arg(written(m_facts.role)));
}

void RoleScript::tellOthers()
{
    space();
    say(tr(
        "Everything below changes what others may do, too, or will do later, so nothing of it runs. Read it, and take "
        "the two dashes away in front of the statements that shall hold."));
    if (m_facts.canEverybodyMakeTemporaryTables) {
        space();
        say(tr(
            "Everybody may make temporary tables here, so the new role may. Programs that load data may need that."));
        offer(u"REVOKE TEMPORARY ON DATABASE %1 FROM PUBLIC;"_s.arg(written(m_facts.database)));
    }
    for (const pg::SchemaRights &schema : m_facts.schemas) {
        if (!schema.takesAnybodysObjects)
            continue;
        space();
        say(tr(
            "Everybody may make tables and functions in this schema. Programs that do need the right for themselves."));
        offer(u"REVOKE CREATE ON SCHEMA %1 FROM PUBLIC;"_s.arg(written(schema.name)));
    }
}

void RoleScript::tellWriting()
{
    QStringList revocations;
    for (const pg::RelationRights &relation : m_facts.relations) {
        if (!relation.isWritableByEverybody)
            continue;
        const bool isTable = relation.kind == pg::RelationKind::Table;
        revocations += (isTable ? u"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON TABLE %1 FROM PUBLIC;"_s
                                : u"REVOKE USAGE, UPDATE ON SEQUENCE %1 FROM PUBLIC;"_s)
                           .arg(written(relation));
    }
    if (revocations.isEmpty())
        return;
    space();
    say(tr("Everybody may write to these, so the new role may. Programs that do need the right for themselves."));
    for (const QString &revocation : revocations)
        offer(revocation);
}

void RoleScript::tellFunctions()
{
    struct Group {
        FunctionConcern concern;
        QString reason;
    };
    const std::array groups{
        Group{FunctionConcern::LargeObjects,
              tr("Everybody may make large objects by these. Programs that keep files in the database need them.")},
        Group{FunctionConcern::Reserved,
              tr("PostgreSQL keeps these for administrators, but here everybody may call them.")},
        Group{FunctionConcern::SecurityDefiner,
              tr("These run with the rights of their owner, whoever calls them. Those who need one want a GRANT.")},
        Group{FunctionConcern::Extension,
              tr("These come with extensions and can do more than read. Those who need one want a GRANT.")}};
    int leftOut = 0;
    for (const Group &group : groups) {
        bool isTold = false;
        for (const pg::FunctionRights &function : m_facts.functions) {
            if (!function.isForEverybody || concernOf(function) != group.concern)
                continue;
            if (hasSteering(function.arguments)) {
                ++leftOut;
                continue;
            }
            if (!isTold) {
                space();
                say(group.reason);
            }
            isTold = true;
            offer(u"REVOKE EXECUTE ON ROUTINE %1.%2(%3) FROM PUBLIC;"_s.arg(
                written(function.schema), written(function.name), function.arguments));
        }
    }
    if (leftOut > 0) {
        space();
        say(tr("More functions (%L1) cannot be written here: the types of their arguments have control characters in "
               "their names.")
                .arg(leftOut));
    }
}

void RoleScript::tellNewTables()
{
    QStringList hints;
    for (const pg::RelationRights &relation : m_facts.relations) {
        if (relation.kind == pg::RelationKind::Table && relation.isReadable)
            hints += u"ALTER DEFAULT PRIVILEGES FOR ROLE %1 IN SCHEMA %2 GRANT SELECT ON TABLES TO %3;"_s.arg(
                written(relation.owner), written(relation.schema), m_role);
    }
    hints.removeDuplicates();
    if (hints.isEmpty())
        return;
    space();
    say(tr("Tables that are made later are not read by the new role unless whoever makes them says so beforehand."));
    for (const QString &hint : hints)
        offer(hint);
}

void RoleScript::say(const QString &text)
{
    // Names in it are written on one line; a translation may not be.
    m_lines += u"-- "_s + QString(text).replace(u'\n', u' ');
}

}
