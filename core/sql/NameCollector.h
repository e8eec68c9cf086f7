// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/NodeTable.h"
#include "core/sql/ParseTree.h"
#include "core/sql/StatementNames.h"

#include <string_view>
#include <unordered_set>
#include <vector>

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
    /// As the tree holds it.
    struct Name {
        std::string_view schema = {};
        std::string_view name = {};

        bool operator==(const Name &) const = default;
    };

    /// `list` tells the lists apart, `shape` the ways to call a function.
    struct Met {
        const void *list = nullptr;
        Name name = {};
        int shape = 0;

        bool operator==(const Met &) const = default;
    };

    struct MetHash {
        std::size_t operator()(const Met &met) const;
    };

    void addFunction(ParseTree::Index call, qsizetype offset);
    void addSamplingMethod(ParseTree::Index fields, qsizetype offset);
    void addRelation(ParseTree::Index relation, qsizetype offset);
    void addAttribute(ParseTree::Index column, qsizetype offset);
    void addFields(ParseTree::Index indirection, qsizetype offset);
    void addQualified(QList<UsedName> &names, ParseTree::Index list, qsizetype offset);
    void addOnce(QList<UsedName> &names, const Name &name, qsizetype offset);
    /// Whether nobody has met this before: most names stand more than once, and only the first costs memory.
    bool isFirst(const void *list, const Name &name, int shape);
    static Name nameOf(const std::vector<std::string_view> &parts);
    static UsedName used(const Name &name, qsizetype offset);

    const ParseTree &m_tree;
    StatementNames m_names;
    std::unordered_set<Met, MetHash> m_met;
};

}
