// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/RelationNames.h"

#include <algorithm>
#include <unordered_map>

namespace sqlai::sql {
namespace {

using Index = ParseTree::Index;

/// Where a WITH name hides a relation: inside the statement that has the WITH, and, unless it is recursive, not in the
/// WITH queries up to and with its own.
struct Scope {
    Index begin;
    Index end;
    Index hiddenBegin;
    Index hiddenEnd;

    bool covers(Index place) const
    {
        return place >= begin && place < end && !(place >= hiddenBegin && place < hiddenEnd);
    }
};

using Scopes = std::unordered_map<std::string_view, std::vector<Scope>>;

void addScopes(const ParseTree &tree, Index statement, Index with, Scopes &scopes)
{
    const bool isRecursive = tree.member(with, "recursive") != ParseTree::none;
    for (const Index element : tree.elements(tree.member(with, "ctes"))) {
        const Index query = tree.member(element, "CommonTableExpr");
        if (query == ParseTree::none)
            continue;
        scopes[tree.text(query, "ctename")].push_back({.begin = statement,
                                                       .end = tree[statement].end,
                                                       .hiddenBegin = with,
                                                       .hiddenEnd = isRecursive ? with : tree[element].end});
    }
}

Scopes scopesOf(const ParseTree &tree)
{
    Scopes scopes;
    std::vector<Index> open;
    for (Index i = 0; i < tree.size(); ++i) {
        while (!open.empty() && tree[open.back()].end <= i)
            open.pop_back();
        if (tree.isObject(i)) {
            if (tree[i].key == "withClause" && !open.empty())
                addScopes(tree, open.back(), i, scopes);
            open.push_back(i);
        }
    }
    return scopes;
}

bool isHidden(const Scopes &scopes, std::string_view name, Index place)
{
    const auto found = scopes.find(name);
    return found != scopes.end()
           && std::any_of(found->second.begin(), found->second.end(),
                          [place](const Scope &scope) { return scope.covers(place); });
}

}

QStringList relationNames(const ParseTree &tree)
{
    const Scopes scopes = scopesOf(tree);
    QStringList found;
    for (Index i = 0; i < tree.size(); ++i) {
        if (tree[i].key != "RangeVar" || !tree.isObject(i))
            continue;
        const std::string_view schema = tree.text(i, "schemaname");
        if (schema.empty() && isHidden(scopes, tree.text(i, "relname"), i))
            continue;
        QStringList parts;
        for (const std::string_view part : {tree.text(i, "catalogname"), schema, tree.text(i, "relname")}) {
            if (!part.empty())
                parts.append(QString::fromUtf8(part.data(), static_cast<qsizetype>(part.size())));
        }
        found.append(parts.join(u'.'));
    }
    found.sort();
    found.removeDuplicates();
    return found;
}

}
