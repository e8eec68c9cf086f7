// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/Finding.h"
#include "core/sql/NameCollector.h"
#include "core/sql/NodeTable.h"
#include "core/sql/ParseTree.h"

#include <QCoreApplication>

#include <string_view>
#include <vector>

namespace sqlai::sql {

/// The tree layer: exactly one statement that only reads, made of nothing but the nodes and fields of NodeTable,
/// wherever an expression can stand; and, through NameGuard, the function layer. Walks with a stack of its own.
class TreeGuard final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::sql::TreeGuard)

public:
    /// `maximumDepth` in nodes, one inside the other.
    TreeGuard(const NodeTable &table, const ParseTree &tree, int maximumDepth);

    /// What stands against the statement, in the order of its text as far as the tree keeps it; what a server could
    /// decide stands behind all else.
    MaybeFinding check();
    /// What only a server can tell the meaning of; whole after a check() that found nothing, or nothing but undecided.
    StatementNames takeNames() { return m_names.take(); }

private:
    struct Visit {
        const NodeType *type;
        ParseTree::Index fields;
        int depth;
        /// Of the node, or of the nearest one around it that has a place.
        qsizetype offset;
    };

    MaybeFinding checkStatement(ParseTree::Index statement);
    MaybeFinding walk();
    MaybeFinding checkRule(const Visit &visit) const;
    MaybeFinding checkSelect(const Visit &visit) const;
    MaybeFinding enterFields(const Visit &visit);
    MaybeFinding enterField(const Visit &visit, const FieldType &field, ParseTree::Index value);
    MaybeFinding enterNode(const Visit &parent, ParseTree::Index wrapper);
    MaybeFinding enterStructure(const Visit &parent, const NodeType *type, ParseTree::Index fields);
    qsizetype offsetOf(ParseTree::Index fields, qsizetype otherwise) const;

    const NodeTable &m_table;
    const ParseTree &m_tree;
    int m_maximumDepth;
    std::vector<Visit> m_waiting;
    NameCollector m_names;
    MaybeFinding m_undecided;
};

}
