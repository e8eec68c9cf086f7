// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/NodeTable.h"
#include "core/sql/ParseTree.h"
#include "core/sql/StatementNames.h"

#include <string>
#include <unordered_set>

namespace sqlai::sql {

/// Gathers the names of a statement, node by node, for the one who knows what they stand for.
class NameCollector final
{
public:
    explicit NameCollector(const ParseTree &tree)
        : m_tree(tree)
    {
    }

    /// Of one node; `offset` is its place.
    void add(NodeRule rule, ParseTree::Index fields, qsizetype offset);
    StatementNames take() { return std::move(m_names); }

private:
    void addFunction(ParseTree::Index call, qsizetype offset);
    void addSamplingMethod(ParseTree::Index fields, qsizetype offset);
    void addRelation(ParseTree::Index relation, qsizetype offset);
    void addAttribute(ParseTree::Index column, qsizetype offset);
    void addFields(ParseTree::Index indirection, qsizetype offset);
    void addQualified(QList<UsedName> &names, ParseTree::Index list, qsizetype offset);
    void addOnce(QList<UsedName> &names, const UsedName &name);
    /// Whether nobody has met this before. `list` tells the lists apart, `shape` the ways to call a function.
    bool isFirst(const void *list, const UsedName &name, int shape);

    const ParseTree &m_tree;
    StatementNames m_names;
    std::unordered_set<std::string> m_met;
};

}
