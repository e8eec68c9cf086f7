// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/NameCollector.h"

#include "core/sql/BuiltinFunctions.h"

#include <cstdint>

namespace sqlai::sql {
namespace {

QByteArray bytesOf(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

}

/// Of "database.schema.name" the last two: another database's cannot be reached.
NameCollector::Name NameCollector::nameOf(const std::vector<std::string_view> &parts)
{
    return {.schema = parts.size() > 1 ? parts[parts.size() - 2] : std::string_view(),
            .name = parts.empty() ? std::string_view() : parts.back()};
}

void NameCollector::add(NodeRule rule, ParseTree::Index fields, qsizetype offset)
{
    switch (rule) {
    case NodeRule::Function:
        return addFunction(fields, offset);
    case NodeRule::Operator:
        return addQualified(m_names.operators, m_tree.member(fields, "name"), offset);
    case NodeRule::Ordering:
        return addQualified(m_names.operators, m_tree.member(fields, "useOp"), offset);
    case NodeRule::SubQuery:
        return addQualified(m_names.operators, m_tree.member(fields, "operName"), offset);
    case NodeRule::Sample:
        return addSamplingMethod(fields, offset);
    case NodeRule::Type:
        return addQualified(m_names.types, m_tree.member(fields, "names"), offset);
    case NodeRule::Relation:
        return addRelation(fields, offset);
    case NodeRule::Column:
        return addAttribute(fields, offset);
    case NodeRule::Indirection:
        return addFields(fields, offset);
    case NodeRule::FunctionInFrom:
        m_names.hasFunctionInFrom = true;
        return;
    case NodeRule::Plain:
    case NodeRule::Select:
    case NodeRule::CommonTable:
        return;
    }
}

void NameCollector::addFunction(ParseTree::Index call, qsizetype offset)
{
    const auto countOf = [&](std::string_view member) {
        return static_cast<int>(m_tree.elements(m_tree.member(call, member)).size());
    };
    const std::vector<std::string_view> parts = m_tree.names(m_tree.member(call, "funcname"));
    UsedFunction function{.argumentCount = countOf("args")};
    // The arguments of WITHIN GROUP count for what the name stands for; the reviewed list has only names.
    if (m_tree.member(call, "agg_within_group") != ParseTree::none)
        function.argumentCount += countOf("agg_order");
    function.isReviewed = (parts.size() == 1 || (parts.size() == 2 && parts.front() == "pg_catalog"))
                          && BuiltinFunctions::isReviewed(parts.back(), countOf("args"));
    for (const ParseTree::Index argument : m_tree.elements(m_tree.member(call, "args")))
        function.hasNamedArguments |= m_tree.member(argument, "NamedArgExpr") != ParseTree::none;
    const Name name = nameOf(parts);
    const int shape = function.argumentCount * 2 + (function.hasNamedArguments ? 1 : 0);
    if (!isFirst(&m_names.functions, name, shape))
        return;
    function.name = used(name, offset);
    m_names.functions.append(function);
}

void NameCollector::addSamplingMethod(ParseTree::Index fields, qsizetype offset)
{
    const Name method = nameOf(m_tree.names(m_tree.member(fields, "method")));
    const bool isOwn = method.schema.empty() && (method.name == "bernoulli" || method.name == "system");
    if (!isOwn && method.schema != "pg_catalog")
        addOnce(m_names.samplingMethods, method, offset);
}

void NameCollector::addRelation(ParseTree::Index relation, qsizetype offset)
{
    addOnce(m_names.relations,
            {.schema = m_tree.text(relation, "schemaname"), .name = m_tree.text(relation, "relname")}, offset);
}

void NameCollector::addAttribute(ParseTree::Index column, qsizetype offset)
{
    // A name alone is a column or a row. Of several the last one is the column; the others only name where it is.
    const std::vector<std::string_view> parts = m_tree.names(m_tree.member(column, "fields"));
    if (parts.size() > 1 && !parts.back().empty())
        addOnce(m_names.attributes, {.name = parts.back()}, offset);
}

void NameCollector::addFields(ParseTree::Index indirection, qsizetype offset)
{
    // Subscripts and the star come as "".
    for (const std::string_view step : m_tree.names(m_tree.member(indirection, "indirection"))) {
        if (!step.empty())
            addOnce(m_names.fields, {.name = step}, offset);
    }
}

void NameCollector::addQualified(QList<UsedName> &names, ParseTree::Index list, qsizetype offset)
{
    if (list == ParseTree::none)
        return;
    const Name name = nameOf(m_tree.names(list));
    // pg_catalog is nobody's to add to.
    if (name.schema != "pg_catalog")
        addOnce(names, name, offset);
}

void NameCollector::addOnce(QList<UsedName> &names, const Name &name, qsizetype offset)
{
    if (isFirst(&names, name, 0))
        names.append(used(name, offset));
}

bool NameCollector::isFirst(const void *list, const Name &name, int shape)
{
    return m_met.insert({.list = list, .name = name, .shape = shape}).second;
}

UsedName NameCollector::used(const Name &name, qsizetype offset)
{
    return {.schema = bytesOf(name.schema), .name = bytesOf(name.name), .offset = offset};
}

std::size_t NameCollector::MetHash::operator()(const Met &met) const
{
    const std::hash<std::string_view> hash;
    return hash(met.name.name) ^ (hash(met.name.schema) * 31) ^ static_cast<std::size_t>(met.shape);
}

}
