// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/CatalogueWalk.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QSet>

#include <algorithm>
#include <utility>

namespace sqlai::pg {
namespace {

/// Whether what stands behind an edge runs, or can come up, with what stands before it. `detail` is of the latter.
bool isFollowed(const CatalogueEdge &edge, const QByteArray &detail)
{
    const ObjectClass to = edge.to.objectClass;
    if (to == ObjectClass::ForeignTable || to == ObjectClass::Extension)
        return false;
    switch (edge.from.objectClass) {
    case ObjectClass::Function:
        // A function's body is judged as a whole, by whoever vouches for it. An aggregate's parts come without a
        // detail, a body's calls with pg_depend's.
        return to == ObjectClass::Type || edge.detail.isEmpty();
    case ObjectClass::Type:
        // The row type of a table does not read the table.
        return to != ObjectClass::Relation;
    case ObjectClass::Relation:
        // The rule of a materialised view runs when that is refreshed; policies wait until they are switched on.
        return (to != ObjectClass::Rule || detail.startsWith('v'))
               && (to != ObjectClass::Policy || detail.endsWith('s'));
    default:
        return true;
    }
}

constexpr quint32 jsonType = 114;
constexpr quint32 jsonbType = 3802;

bool hasStoredExpression(ObjectClass objectClass)
{
    return objectClass == ObjectClass::Rule || objectClass == ObjectClass::Policy
           || objectClass == ObjectClass::Constraint || objectClass == ObjectClass::AttributeDefault;
}

}

CatalogueWalk::CatalogueWalk(CatalogueReader &reader, const NameCandidates &candidates, bool hasFunctionInFrom)
    : m_reader(reader)
    , m_candidates(candidates)
    , m_hasScalarRows(hasFunctionInFrom || !candidates.casts.isEmpty())
{
}

Result<void> CatalogueWalk::run()
{
    if (const auto read = readOrigins(); !read)
        return read;
    addRoots();
    addImplied();
    // Each round may meet types that further casts and operators work on.
    while (!m_frontier.isEmpty()) {
        if (const auto read = readFrontier(); !read)
            return read;
        if (m_nodes.size() > maximumNodes)
            return Error{.code = ErrorCode::OverLimit,
                         .detail =
                             QCoreApplication::translate(
                                 "sqlai::pg::CatalogueWalk",
                                 "The statement reaches more than %1 objects of the database, which is more than the "
                                 "checker looks at. Ask fewer tables at once.")
                                 .arg(maximumNodes)};
        if (m_frontier.isEmpty())
            addImplied();
    }
    return readStoredCalls();
}

QByteArray CatalogueWalk::fingerprint(const QList<CatalogueEdge> &edges)
{
    QByteArrayList lines;
    lines.reserve(edges.size());
    for (const CatalogueEdge &edge : edges) {
        QByteArray line;
        for (const ObjectId &end : {edge.from, edge.to})
            line += QByteArray::number(static_cast<quint32>(end.objectClass)) + ' ' + QByteArray::number(end.oid) + ' ';
        lines.append(line + edge.version + ' ' + edge.detail);
    }
    std::sort(lines.begin(), lines.end());
    return QCryptographicHash::hash(lines.join('\n'), QCryptographicHash::Sha256);
}

void CatalogueWalk::addRoots()
{
    for (const ObjectCandidate &relation : m_candidates.relations)
        addRoot({ObjectClass::Relation, relation.oid}, relation.offset);
    for (const ObjectCandidate &type : m_candidates.types) {
        if (!type.isAttribute || m_hasScalarRows)
            addRoot({ObjectClass::Type, type.oid}, type.offset);
    }
    for (const FunctionCandidate &function : m_candidates.functions) {
        // PostgreSQL's own are judged by how they are called, not here.
        if (function.oid >= firstOwnOid && canRun(function))
            addRoot({ObjectClass::Function, function.oid}, function.offset);
    }
    for (const OperatorCandidate &candidate : m_candidates.operators) {
        if (!candidate.isImplied)
            addRoot({ObjectClass::Operator, candidate.oid}, candidate.offset);
    }
    for (const quint32 operatorClass : m_candidates.operatorClasses)
        addRoot({ObjectClass::OperatorClass, operatorClass}, -1);
    for (const quint32 function : m_candidates.familyFunctions)
        addRoot({ObjectClass::Function, function}, -1);
    for (const quint32 added : m_candidates.familyOperators)
        addRoot({ObjectClass::Operator, added}, -1);
}

void CatalogueWalk::addImplied()
{
    for (const CastCandidate &cast : m_candidates.casts) {
        // to_json() and its like look for casts from whatever type they meet, also inside of anyarray.
        const bool isForJson = cast.target == jsonType || cast.target == jsonbType;
        if (cast.function == 0 || !isReachable(cast.target) || !(isForJson || isReachable(cast.source)))
            continue;
        const ObjectId id{ObjectClass::Cast, cast.oid};
        addRoot(id, -1);
        add({ObjectClass::Function, cast.function}, id);
    }
    for (const OperatorCandidate &candidate : m_candidates.operators) {
        if (candidate.isImplied && (isReachable(candidate.left) || isReachable(candidate.right)))
            addRoot({ObjectClass::Operator, candidate.oid}, candidate.offset);
    }
}

bool CatalogueWalk::canRun(const FunctionCandidate &candidate) const
{
    using Use = FunctionCandidate::Use;
    if (candidate.isHidden)
        return false;
    switch (candidate.use) {
    case Use::Call:
        return candidate.takes(candidate.call.argumentCount);
    case Use::SamplingMethod:
    case Use::Field:
        return candidate.takes(1);
    case Use::Attribute:
        break;
    }
    const bool isForRows =
        candidate.firstArgument == 'c' || candidate.firstArgument == 'p' || candidate.firstArgument == 'd';
    return candidate.takes(1) && (isForRows || m_hasScalarRows);
}

bool CatalogueWalk::isReachable(quint32 type) const
{
    if (type < firstOwnOid || m_nodes.contains({ObjectClass::Type, type}))
        return true;
    const QList<ObjectId> origins = m_origins.values(type);
    return std::any_of(origins.cbegin(), origins.cend(), [this](const ObjectId &origin) {
        return origin.objectClass == ObjectClass::Type ? isReachable(origin.oid) : m_nodes.contains(origin);
    });
}

Result<void> CatalogueWalk::readOrigins()
{
    QList<quint32> types;
    for (const CastCandidate &cast : m_candidates.casts)
        types << cast.source << cast.target;
    for (const OperatorCandidate &candidate : m_candidates.operators)
        types << candidate.left << candidate.right;
    QSet<quint32> asked;
    // An array of rows leads to the row's type, and that to its relation.
    for (;;) {
        types.removeIf([&asked](quint32 type) { return type < firstOwnOid || asked.contains(type); });
        if (types.isEmpty())
            return {};
        for (const quint32 type : types)
            asked.insert(type);
        const auto origins = m_reader.typeOrigins(types);
        if (!origins)
            return origins.error();
        types.clear();
        for (const CatalogueEdge &origin : *origins) {
            m_origins.insert(origin.from.oid, origin.to);
            if (origin.to.objectClass == ObjectClass::Type)
                types.append(origin.to.oid);
        }
    }
}

void CatalogueWalk::addRoot(const ObjectId &object, qsizetype offset)
{
    if (m_nodes.contains(object))
        return;
    m_nodes.insert(object, {.parent = object, .root = object, .offset = offset});
    m_frontier.append(object);
}

void CatalogueWalk::add(const ObjectId &object, const ObjectId &parent)
{
    if (m_nodes.contains(object))
        return;
    const Node before = m_nodes.value(parent);
    m_nodes.insert(object, {.parent = parent, .root = before.root, .offset = before.offset});
    // PostgreSQL's own lead nowhere else, but to what was added to its families.
    if (object.oid >= firstOwnOid || object.objectClass == ObjectClass::OperatorFamily)
        m_frontier.append(object);
}

Result<void> CatalogueWalk::readFrontier()
{
    const QList<ObjectId> asked = std::exchange(m_frontier, {});
    const auto edges = m_reader.edges(asked);
    if (!edges)
        return edges.error();
    m_asked += asked;
    m_edges += *edges;
    for (const CatalogueEdge &edge : *edges) {
        if (edge.from == edge.to)
            m_nodes[edge.from].detail = edge.detail;
    }
    for (const CatalogueEdge &edge : *edges)
        follow(edge);
    return {};
}

void CatalogueWalk::follow(const CatalogueEdge &edge)
{
    if (edge.from == edge.to || !isFollowed(edge, m_nodes.value(edge.from).detail))
        return;
    add(edge.to, edge.from);
}

Result<void> CatalogueWalk::readStoredCalls()
{
    QList<ObjectId> holders;
    for (auto node = m_nodes.cbegin(); node != m_nodes.cend(); ++node) {
        if (hasStoredExpression(node.key().objectClass))
            holders.append(node.key());
    }
    if (holders.isEmpty())
        return {};
    const auto calls = m_reader.storedCalls(holders);
    if (!calls)
        return calls.error();
    for (const CatalogueEdge &call : *calls)
        add(call.to, call.from);
    // What is not PostgreSQL's own among them was met before, by pg_depend, with all that it is made of.
    m_frontier.clear();
    return {};
}

}
