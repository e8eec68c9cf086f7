// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pg/CatalogueReader.h"

#include <QMultiHash>

namespace sqlai::pg {

/// Everything that can run with a statement: from what its names can stand for, over views, policies, indexes, domains,
/// casts and operators down to functions. It errs on the side of more: each candidate of a name counts, whichever
/// PostgreSQL would choose.
class CatalogueWalk final
{
public:
    /// How an object was come upon.
    struct Node {
        ObjectId parent = {};
        /// The object that the statement names. Casts and operator classes are roots of themselves.
        ObjectId root = {};
        /// Of the root's name in the statement, in bytes; -1 where it has no place.
        qsizetype offset = -1;
        /// relkind, typtype, prokind as CatalogueSql.h has them; empty where it was not read.
        QByteArray detail = {};
    };
    using Nodes = QHash<ObjectId, Node>;

    /// More are walked by nobody's statement.
    static constexpr qsizetype maximumNodes = 200'000;

    CatalogueWalk(CatalogueReader &reader, const NameCandidates &candidates, bool hasFunctionInFrom);

    /// Errors: those of the reader; OverLimit.
    Result<void> run();

    const Nodes &nodes() const { return m_nodes; }
    /// The objects whose edges were read.
    const QList<ObjectId> &asked() const { return m_asked; }
    /// Of all edges that were read, in whatever order.
    static QByteArray fingerprint(const QList<CatalogueEdge> &edges);
    QByteArray fingerprint() const { return fingerprint(m_edges); }

private:
    void addRoots();
    /// Casts and operators that SQL itself looks up, as far as values of their types can be met. Of an operator one
    /// side is enough: the other may be a literal, which takes whatever type the operator wants.
    void addImplied();
    /// What the types of candidates were made along with, for isReachable().
    Result<void> readOrigins();
    bool canRun(const FunctionCandidate &candidate) const;
    bool isReachable(quint32 type) const;
    void addRoot(const ObjectId &object, qsizetype offset);
    void add(const ObjectId &object, const ObjectId &parent);
    Result<void> readFrontier();
    void follow(const CatalogueEdge &edge);
    Result<void> readStoredCalls();

    CatalogueReader &m_reader;
    const NameCandidates &m_candidates;
    /// Before a dot may stand something else than a whole row: FROM has a function, or somebody made a cast, perhaps
    /// from rows.
    bool m_hasScalarRows;
    QMultiHash<quint32, ObjectId> m_origins;
    Nodes m_nodes;
    QList<ObjectId> m_frontier;
    QList<ObjectId> m_asked;
    QList<CatalogueEdge> m_edges;
};

}
