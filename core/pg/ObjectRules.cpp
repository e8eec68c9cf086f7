// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/ObjectRules.h"

#include "core/sql/BuiltinFunctions.h"
#include "core/sql/ExtensionFunctions.h"
#include "core/sql/TroubleFunctions.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::pg {
namespace {

using report::DatabaseObject;

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

bool isForeignTable(const ObjectId &id, const CatalogueWalk::Node &node)
{
    return id.objectClass == ObjectClass::Relation && node.detail.startsWith('f');
}

}

ObjectRules::ObjectRules(PgTransaction &transaction, GuardMemory::Allowances allowances, int serverMajor)
    : m_reader(transaction)
    , m_objects(transaction)
    , m_allowances(std::move(allowances))
    , m_serverMajor(serverMajor)
{
}

MaybeDenial ObjectRules::judgeCalls(const NameCandidates &candidates) const
{
    for (const FunctionCandidate &candidate : candidates.functions) {
        const bool isOwn = candidate.oid < firstOwnOid && candidate.use == FunctionCandidate::Use::Call;
        const QByteArray &name = candidate.call.name.name;
        const int count = candidate.call.argumentCount;
        if (!isOwn || !candidate.takes(count) || sql::BuiltinFunctions::isReviewed(viewOf(name), count, m_serverMajor))
            continue;
        const QString trouble = sql::TroubleFunctions::reason(viewOf(name));
        const QString written = QString::fromUtf8(name) + u"()"_s;
        return Denial{.reason = trouble.isEmpty()
                                    ? tr("the function %1 is PostgreSQL's own but not among those that the checker "
                                         "knows to only read; write the query without it")
                                          .arg(written)
                                    : tr("the function %1 is not allowed: %2").arg(written, trouble),
                      .offset = candidate.offset};
    }
    return std::nullopt;
}

Result<MaybeDenial> ObjectRules::judge(const CatalogueWalk::Nodes &nodes)
{
    auto found = suspects(nodes);
    if (!found)
        return found.error();
    // What stands first is told first; what has no place, last.
    std::sort(found->begin(), found->end(), [](const Suspect &a, const Suspect &b) {
        return std::pair(static_cast<size_t>(a.node.offset), a.id.oid)
               < std::pair(static_cast<size_t>(b.node.offset), b.id.oid);
    });
    return judge(*found);
}

Result<QList<ObjectRules::Suspect>> ObjectRules::suspects(const CatalogueWalk::Nodes &nodes)
{
    QList<Suspect> found;
    QList<quint32> functions;
    for (auto i = nodes.cbegin(); i != nodes.cend(); ++i) {
        if (i.key().objectClass == ObjectClass::Function)
            functions.append(i.key().oid);
        else if (isForeignTable(i.key(), *i))
            found.append({.id = i.key(), .node = *i, .doubt = tr("makes the server talk to another one")});
    }
    if (functions.isEmpty())
        return found;
    const auto facts = m_reader.functionFacts(functions);
    if (!facts)
        return facts.error();
    for (const quint32 oid : functions) {
        const ObjectId id{ObjectClass::Function, oid};
        const auto known = facts->constFind(oid);
        m_isLasting = m_isLasting && (known == facts->cend() || !known->isOfExtension || !known->isText);
        // One that was dropped meanwhile has no facts, and nobody to vouch for it.
        auto suspect =
            judgeFunction(id, nodes.value(id), known == facts->cend() ? FunctionFacts() : *known, m_serverMajor);
        if (suspect)
            found.append(std::move(*suspect));
    }
    return found;
}

std::optional<ObjectRules::Suspect> ObjectRules::judgeFunction(const ObjectId &id, const CatalogueWalk::Node &node,
                                                               const FunctionFacts &facts, int serverMajor)
{
    Suspect suspect{.id = id, .node = node};
    const QString trouble = sql::TroubleFunctions::reason(viewOf(facts.name));
    if (id.oid < firstOwnOid) {
        if (facts.isInner || sql::BuiltinFunctions::isReviewed(viewOf(facts.name), facts.argumentCount, serverMajor))
            return std::nullopt;
        suspect.trouble = trouble.isEmpty() ? tr("the checker does not know it to only read") : trouble;
        return suspect;
    }
    if (facts.isOfRangeType)
        return std::nullopt;
    if (facts.isOfExtension && !trouble.isEmpty()) {
        suspect.trouble = trouble;
        return suspect;
    }
    if (facts.isSecurityDefiner)
        suspect.doubt = tr("runs with the rights of its owner");
    else if (!facts.isOfExtension)
        suspect.doubt = tr("is not one of PostgreSQL's own, so what it does is unknown");
    else if (facts.hasLooseNames)
        suspect.doubt = tr("names functions that somebody may have replaced on the way");
    else if (facts.isVolatile && !facts.isServersOwnCall
             && !(facts.isInC && sql::ExtensionFunctions::isReviewed(viewOf(facts.name))))
        suspect.doubt = tr("may do more than read, as the extension that it belongs to says (VOLATILE)");
    else
        return std::nullopt;
    return suspect;
}

Result<MaybeDenial> ObjectRules::judge(const QList<Suspect> &suspects)
{
    QList<quint32> functions;
    QList<quint32> tables;
    for (const Suspect &suspect : suspects)
        (suspect.id.objectClass == ObjectClass::Function ? functions : tables).append(suspect.id.oid);
    auto functionObjects = functions.isEmpty() ? ObjectReader::Objects() : m_objects.functions(functions);
    if (!functionObjects)
        return functionObjects.error();
    auto tableObjects = tables.isEmpty() ? ObjectReader::Objects() : m_objects.foreignTables(tables);
    if (!tableObjects)
        return tableObjects.error();
    for (const Suspect &suspect : suspects) {
        const auto &objects = suspect.id.objectClass == ObjectClass::Function ? *functionObjects : *tableObjects;
        const DatabaseObject object = objects.value(suspect.id.oid);
        const report::Allowance *allowance = suspect.trouble.isEmpty() ? allowanceOf(object) : nullptr;
        if (allowance && allowance->object.fingerprint == object.fingerprint)
            continue;
        const auto denied =
            denial(suspect, object, allowance ? tr("has changed since an administrator allowed it") : suspect.doubt);
        if (!denied)
            return denied.error();
        return MaybeDenial(*denied);
    }
    return MaybeDenial();
}

Result<Denial> ObjectRules::denial(const Suspect &suspect, const DatabaseObject &object, const QString &reason)
{
    const CatalogueWalk::Node &node = suspect.node;
    const auto words = m_reader.descriptions({node.root, node.parent});
    if (!words)
        return words.error();
    const QString root = words->value(0);
    const QString parent = words->value(1);
    const bool isFunction = suspect.id.objectClass == ObjectClass::Function;
    const QString name = (isFunction ? tr("the function %1") : tr("the foreign table %1")).arg(object.name);
    // That a view has a rule is PostgreSQL's affair.
    const bool isPlain = node.parent == node.root || node.parent.objectClass == ObjectClass::Rule;
    QString what = name;
    if (node.root != suspect.id)
        what = isPlain ? tr("%1 reaches %2, which").arg(root, name)
                       : tr("%1 reaches %2 by %3, which").arg(root, name, parent);
    if (!suspect.trouble.isEmpty())
        return Denial{.reason = tr("%1 is not allowed: %2").arg(what, suspect.trouble), .offset = node.offset};
    return Denial{.reason =
                      tr("%1 %2. An administrator can look at it and allow it on this connection").arg(what, reason),
                  .offset = node.offset,
                  .subject = (isFunction ? u"function "_s : u"foreign table "_s) + object.name};
}

const report::Allowance *ObjectRules::allowanceOf(const DatabaseObject &object) const
{
    const auto found = std::find_if(m_allowances->cbegin(), m_allowances->cend(), [&](const report::Allowance &given) {
        return given.object.kind == object.kind && given.object.name == object.name;
    });
    return found == m_allowances->cend() ? nullptr : &*found;
}

}
