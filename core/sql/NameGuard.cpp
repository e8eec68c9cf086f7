// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/NameGuard.h"

#include "core/sql/AttributeFunctions.h"
#include "core/sql/BuiltinFunctions.h"
#include "core/sql/TroubleFunctions.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace sqlai::sql {
namespace {

using Names = std::vector<std::string_view>;

QString written(const Names &names)
{
    QStringList parts;
    for (const std::string_view name : names)
        parts.append(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
    return parts.join(u'.');
}

bool isBuiltinName(const Names &names)
{
    return names.size() == 1 || (names.size() == 2 && names.front() == "pg_catalog");
}

std::string_view schemaOf(const Names &names)
{
    return names.size() > 1 ? names[names.size() - 2] : std::string_view();
}

Finding deny(const QString &reason)
{
    return {.layer = Layer::Function, .reason = reason};
}

Finding unknown(const QString &reason)
{
    return {.layer = Layer::Function, .reason = reason, .isUndecided = true};
}

}

MaybeFinding NameGuard::checkFunction(ParseTree::Index call) const
{
    const Names names = m_tree.names(m_tree.member(call, "funcname"));
    const auto arguments = static_cast<int>(m_tree.elements(m_tree.member(call, "args")).size());
    if (isBuiltinName(names)) {
        if (BuiltinFunctions::isReviewed(names.back(), arguments))
            return std::nullopt;
        if (const QString trouble = TroubleFunctions::reason(names.back()); !trouble.isEmpty())
            return deny(tr("the function %1() is not allowed: %2").arg(written(names), trouble));
    }
    if (auto finding = checkSchema(schemaOf(names)))
        return finding;
    return unknown(tr("the function %1() is unknown to the checker").arg(written(names)));
}

MaybeFinding NameGuard::checkOperator(ParseTree::Index names) const
{
    if (names == ParseTree::none)
        return std::nullopt;
    const Names parts = m_tree.names(names);
    if (isBuiltinName(parts))
        return std::nullopt;
    if (auto finding = checkSchema(schemaOf(parts)))
        return finding;
    return unknown(tr("the operator %1 is unknown to the checker").arg(written(parts)));
}

MaybeFinding NameGuard::checkType(ParseTree::Index names) const
{
    return checkSchema(schemaOf(m_tree.names(names)));
}

MaybeFinding NameGuard::checkSchema(std::string_view schema)
{
    if (!schema.starts_with("pg_temp") && !schema.starts_with("pg_toast_temp"))
        return std::nullopt;
    return deny(
        tr("the schema %1 holds what a session has made for itself, and this one has made nothing; leave it out")
            .arg(written({schema})));
}

MaybeFinding NameGuard::checkColumn(ParseTree::Index names) const
{
    // A name alone is a column or a row. Of several the last one is the column; the others only name where it is.
    const Names parts = m_tree.names(names);
    return parts.size() < 2 ? std::nullopt : checkAttribute(parts.back());
}

MaybeFinding NameGuard::checkIndirection(ParseTree::Index steps) const
{
    // Subscripts and the star come as "".
    for (const std::string_view name : m_tree.names(steps)) {
        if (auto finding = checkAttribute(name))
            return finding;
    }
    return std::nullopt;
}

MaybeFinding NameGuard::checkAttribute(std::string_view name)
{
    if (!AttributeFunctions::isDenied(name))
        return std::nullopt;
    return deny(tr("\"%1\" behind a dot can call the function %1(), which is not allowed; if it is a column, write its "
                   "name alone, or rename it first as in FROM t AS x(a, b)")
                    .arg(written({name})));
}

MaybeFinding NameGuard::checkSamplingMethod(ParseTree::Index names) const
{
    const Names parts = m_tree.names(names);
    if (isBuiltinName(parts) && (parts.back() == "bernoulli" || parts.back() == "system"))
        return std::nullopt;
    return unknown(
        tr("the sampling method %1 is unknown to the checker, which knows BERNOULLI and SYSTEM").arg(written(parts)));
}

}
