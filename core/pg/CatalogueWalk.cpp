// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/CatalogueWalk.h"

#include <QCoreApplication>
#include <QCryptographicHash>

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
        return to == ObjectClass::Type || (to == ObjectClass::Function && edge.detail.isEmpty());
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
}

void CatalogueWalk::addImplied()
{
    for (const CastCandidate &cast : m_candidates.casts) {
        if (cast.function == 0 || !isReachable(cast.source) || !isReachable(cast.target))
            continue;
        const ObjectId id{ObjectClass::Cast, cast.oid};
        addRoot(id, -1);
        add({ObjectClass::Function, cast.function}, id);
    }
    for (const OperatorCandidate &candidate : m_candidates.operators) {
        if (candidate.isImplied && isReachable(candidate.left) && isReachable(candidate.right))
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
        return candidate.takes(1);
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
    return type < firstOwnOid || m_nodes.contains({ObjectClass::Type, type});
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
    // PostgreSQL's own lead nowhere else.
    if (object.oid >= firstOwnOid)
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
    m_frontier.clear();
    return {};
}

}
