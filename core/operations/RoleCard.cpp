// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/RoleCard.h"

#include "core/sql/Identifier.h"
#include "core/sql/TroubleFunctions.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::operations {
namespace {

using report::RoleFinding;
using report::RoleSeverity;

constexpr int namesShown = 3;

template <typename Item>
QString qualifiedName(const Item &item)
{
    return sql::quotedIdentifier(item.schema) + u'.' + sql::quotedIdentifier(item.name);
}

/// Those of the items that `isMeant`, by name.
template <typename Item, typename IsMeant>
QStringList namesOf(const QList<Item> &items, IsMeant isMeant)
{
    QStringList names;
    for (const Item &item : items) {
        if (isMeant(item))
            names += qualifiedName(item);
    }
    names.removeDuplicates(); // functions of one name
    return names;
}

/// The first few, and how many more there are.
QString listed(const QStringList &names)
{
    const QString shown = names.mid(0, namesShown).join(u", "_s);
    const auto more = names.size() - namesShown;
    if (more <= 0)
        return shown;
    return QCoreApplication::translate("sqlai::operations::RoleCard", "%1 and %2 more")
        .arg(shown, QLocale().toString(more));
}

QStringList writableOf(const pg::RoleFacts &facts, pg::RelationKind kind)
{
    return namesOf(facts.relations, [kind](const pg::RelationRights &relation) {
        return relation.kind == kind && relation.isWritable && !relation.isOwned;
    });
}

/// What every role may write to: another role is no way out of that. A sentence with a blank behind it, or nothing.
QString everybodys(const pg::RoleFacts &facts, pg::RelationKind kind)
{
    const QStringList names = namesOf(facts.relations, [kind](const pg::RelationRights &relation) {
        return relation.kind == kind && relation.isWritableByEverybody;
    });
    if (names.isEmpty())
        return {};
    return QCoreApplication::translate("sqlai::operations::RoleCard",
                                       "Everybody may write to %1, and so may every new role; only REVOKE ... FROM "
                                       "PUBLIC ends that. ")
        .arg(listed(names));
}

/// A statement, though the membership may come by way of others.
QString revocation(const QStringList &roles, const QString &role)
{
    QStringList names;
    for (const QString &name : roles)
        names += sql::quotedIdentifier(name);
    return QCoreApplication::translate("sqlai::operations::RoleCard",
                                       "REVOKE %1 FROM %2; or from the role that passes it on.")
        .arg(names.join(u", "_s), sql::quotedIdentifier(role));
}

QStringList functionsOf(const pg::RoleFacts &facts, FunctionConcern concern)
{
    return namesOf(facts.functions,
                   [concern](const pg::FunctionRights &function) { return concernOf(function) == concern; });
}

}

FunctionConcern concernOf(const pg::FunctionRights &function)
{
    const QByteArray name = function.name.toUtf8();
    const bool isTrouble =
        !sql::TroubleFunctions::reason({name.constData(), static_cast<std::size_t>(name.size())}).isEmpty();
    if (isTrouble && function.isReserved)
        return FunctionConcern::Reserved;
    if (function.isSecurityDefiner)
        return FunctionConcern::SecurityDefiner;
    if (function.origin == pg::FunctionOrigin::Own || !isTrouble)
        return FunctionConcern::None;
    return function.origin == pg::FunctionOrigin::Server ? FunctionConcern::LargeObjects : FunctionConcern::Extension;
}

report::RoleReport RoleCard::report() const
{
    report::RoleReport report{.role = m_facts.role, .database = m_facts.database, .isSuperuser = m_facts.isSuperuser};
    report.findings = {superuser()};
    // Of a superuser every further right is true and says nothing.
    if (!m_facts.isSuperuser) {
        report.findings += {
            attributes(),     powers(),     otherRoles(),      ownership(),    writeGrants(),      reservedFunctions(),
            sequences(),      newObjects(), temporaryTables(), largeObjects(), securityDefiners(), extensionFunctions(),
            readOnlyDefault()};
    }
    std::stable_sort(report.findings.begin(), report.findings.end(),
                     [](const Finding &one, const Finding &other) { return one.severity > other.severity; });
    return report;
}

RoleFinding RoleCard::superuser() const
{
    const QString id = u"superuser"_s;
    if (m_facts.isSuperuser)
        return {.id = id,
                .severity = RoleSeverity::Danger,
                .sentence = tr("The role is a superuser: nothing on the server holds it back."),
                .remedy = tr("Connect as a role that may only read; the script makes one.")};
    if (!m_facts.superusers.isEmpty())
        return {.id = id,
                .severity = RoleSeverity::Danger,
                .sentence = tr("The role can become a superuser: %1.").arg(listed(m_facts.superusers)),
                .remedy = revocation(m_facts.superusers, m_facts.role)};
    return {.id = id, .sentence = tr("The role is no superuser and cannot become one.")};
}

RoleFinding RoleCard::attributes() const
{
    const QString id = u"attributes"_s;
    QStringList grave;
    QStringList other;
    if (m_facts.canCreateRoles)
        grave += u"CREATEROLE"_s;
    if (m_facts.canReplicate)
        grave += u"REPLICATION"_s;
    if (m_facts.canCreateDatabases)
        other += u"CREATEDB"_s;
    if (m_facts.canBypassRowSecurity)
        other += u"BYPASSRLS"_s;
    if (grave.isEmpty() && other.isEmpty())
        return {.id = id, .sentence = tr("The role has no attribute that reaches beyond this database.")};
    return {
        .id = id,
        .severity = grave.isEmpty() ? RoleSeverity::Note : RoleSeverity::Danger,
        .sentence = tr("The role has attributes that reading does not need: %1.").arg((grave + other).join(u", "_s)),
        .remedy = u"ALTER ROLE %1 NO%2;"_s.arg(sql::quotedIdentifier(m_facts.role), (grave + other).join(u" NO"_s))};
}

RoleFinding RoleCard::powers() const
{
    const QString id = u"server_roles"_s;
    if (m_facts.powers.isEmpty())
        return {.id = id, .sentence = tr("The role is in none of PostgreSQL's own roles that act on the server.")};
    return {.id = id,
            .severity = RoleSeverity::Danger,
            .sentence = tr("The role is in roles that act on the server or write everywhere: %1.")
                            .arg(m_facts.powers.join(u", "_s)),
            .remedy = revocation(m_facts.powers, m_facts.role)};
}

RoleFinding RoleCard::otherRoles() const
{
    const QString id = u"other_roles"_s;
    if (m_facts.otherRoles.isEmpty())
        return {.id = id, .sentence = tr("The role cannot become another one with further rights.")};
    return {.id = id,
            .severity = RoleSeverity::Danger,
            .sentence =
                tr("The session can become %1, whose rights are not counted here.").arg(listed(m_facts.otherRoles)),
            .remedy = tr("Log in as the role itself, without setting another, and take it out of the others with "
                         "REVOKE; or connect as a role of its own: the script makes one.")};
}

RoleFinding RoleCard::ownership() const
{
    const QString id = u"ownership"_s;
    const QStringList relations =
        namesOf(m_facts.relations, [](const pg::RelationRights &relation) { return relation.isOwned; });
    QStringList owned;
    if (m_facts.ownsDatabase)
        owned += tr("the database");
    QStringList schemas;
    for (const pg::SchemaRights &schema : m_facts.schemas) {
        if (schema.isOwned)
            schemas += sql::quotedIdentifier(schema.name);
    }
    if (!schemas.isEmpty())
        owned += tr("schemas (%1)").arg(listed(schemas));
    if (!relations.isEmpty())
        owned += tr("tables (%1)").arg(listed(relations));
    if (owned.isEmpty())
        return {.id = id, .sentence = tr("The role owns nothing in this database.")};
    return {.id = id,
            .severity = RoleSeverity::Danger,
            .sentence = tr("The role owns %1; an owner may change and drop.").arg(owned.join(u", "_s)),
            .remedy = tr("Connect as a role that owns nothing; the script makes one.")};
}

RoleFinding RoleCard::writeGrants() const
{
    const QString id = u"write_grants"_s;
    const QStringList names = writableOf(m_facts, pg::RelationKind::Table);
    if (names.isEmpty())
        return {.id = id, .sentence = tr("The role may not write to tables of others.")};
    return {.id = id,
            .severity = RoleSeverity::Danger,
            .sentence = tr("The role may write to tables of others: %1.").arg(listed(names)),
            .remedy = everybodys(m_facts, pg::RelationKind::Table)
                      + tr("Revoke INSERT, UPDATE, DELETE and TRUNCATE on them, or connect as another role.")};
}

RoleFinding RoleCard::sequences() const
{
    const QString id = u"sequences"_s;
    const QStringList names = writableOf(m_facts, pg::RelationKind::Sequence);
    if (names.isEmpty())
        return {.id = id, .sentence = tr("The role may not move sequences of others.")};
    return {.id = id,
            .severity = RoleSeverity::Danger,
            .sentence = tr("The role may move sequences of others: %1.").arg(listed(names)),
            .remedy = everybodys(m_facts, pg::RelationKind::Sequence) + tr("Revoke USAGE and UPDATE on them.")};
}

RoleFinding RoleCard::newObjects() const
{
    const QString id = u"new_objects"_s;
    QStringList places;
    if (m_facts.canCreateSchemas)
        places += tr("the database");
    for (const pg::SchemaRights &schema : m_facts.schemas) {
        if (schema.takesNewObjects)
            places += sql::quotedIdentifier(schema.name);
    }
    if (places.isEmpty())
        return {.id = id, .sentence = tr("The role may not make tables or functions.")};
    return {.id = id,
            .severity = RoleSeverity::Note,
            .sentence = tr("The role may make objects of its own in %1.").arg(listed(places)),
            .remedy = tr("Revoke CREATE there.")};
}

RoleFinding RoleCard::temporaryTables() const
{
    const QString id = u"temporary_tables"_s;
    if (!m_facts.canMakeTemporaryTables)
        return {.id = id, .sentence = tr("The role may not make temporary tables.")};
    return {.id = id,
            .severity = RoleSeverity::Note,
            .sentence = m_facts.canEverybodyMakeTemporaryTables
                            ? tr("The role may make temporary tables, as everybody may in this database.")
                            : tr("The role may make temporary tables."),
            .remedy = tr("Revoke TEMPORARY on the database.")};
}

RoleFinding RoleCard::reservedFunctions() const
{
    const QString id = u"reserved_functions"_s;
    const QStringList names = functionsOf(m_facts, FunctionConcern::Reserved);
    if (names.isEmpty())
        return {.id = id, .sentence = tr("The role may not call functions that PostgreSQL keeps for administrators.")};
    return {.id = id,
            .severity = RoleSeverity::Danger,
            .sentence =
                tr("The role may call functions that PostgreSQL keeps for administrators: %1.").arg(listed(names)),
            .remedy = tr("Revoke EXECUTE on them.")};
}

RoleFinding RoleCard::largeObjects() const
{
    const QString id = u"large_objects"_s;
    const QStringList names = functionsOf(m_facts, FunctionConcern::LargeObjects);
    if (names.isEmpty())
        return {.id = id, .sentence = tr("The role may not make large objects.")};
    return {.id = id,
            .severity = RoleSeverity::Note,
            .sentence = tr("The role may make large objects, by %1.").arg(listed(names)),
            .remedy = tr("Revoke EXECUTE on these functions.")};
}

RoleFinding RoleCard::extensionFunctions() const
{
    const QString id = u"extension_functions"_s;
    const QStringList names = functionsOf(m_facts, FunctionConcern::Extension);
    if (names.isEmpty())
        return {.id = id, .sentence = tr("The role may not call functions of extensions that do more than read.")};
    return {.id = id,
            .severity = RoleSeverity::Note,
            .sentence =
                tr("The role may call functions of extensions that can do more than read: %1.").arg(listed(names)),
            .remedy = tr("Revoke EXECUTE on those that nobody needs.")};
}

RoleFinding RoleCard::securityDefiners() const
{
    const QString id = u"security_definers"_s;
    const QStringList names = functionsOf(m_facts, FunctionConcern::SecurityDefiner);
    if (names.isEmpty())
        return {.id = id, .sentence = tr("The role may not call functions that run with the rights of another.")};
    return {.id = id,
            .severity = RoleSeverity::Note,
            .sentence = tr("The role may call functions that run with their owner's rights: %1.").arg(listed(names)),
            .remedy = tr("Revoke EXECUTE on those that it does not need.")};
}

RoleFinding RoleCard::readOnlyDefault() const
{
    const QString id = u"read_only_default"_s;
    if (m_facts.isReadOnlyByDefault)
        return {.id = id, .sentence = tr("The role's transactions are read-only unless they ask for more.")};
    return {.id = id,
            .severity = RoleSeverity::Note,
            .sentence = tr("The role's transactions are not read-only by themselves; this program makes each so."),
            .remedy = tr("ALTER ROLE ... SET default_transaction_read_only = on.")};
}

}
