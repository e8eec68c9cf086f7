// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/Finding.h"
#include "core/sql/ParseTree.h"

#include <QCoreApplication>

#include <string_view>

namespace sqlai::sql {

/// Whether the functions, operators and sampling methods that a statement names are PostgreSQL's own and reviewed, and
/// whether a name behind a dot calls a function. A name of another schema may be anything: only the server knows.
///
/// Of types and relations only the schema is judged here: their names tell nothing, and honest statements cast to enums
/// of their own schema. ServerGuard resolves them.
class NameGuard final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::sql::NameGuard)

public:
    explicit NameGuard(const ParseTree &tree)
        : m_tree(tree)
    {
    }

    /// Of a FuncCall's fields. The findings have no place yet.
    MaybeFinding checkFunction(ParseTree::Index call) const;
    /// Of a list of names; `none` is no operator and passes.
    MaybeFinding checkOperator(ParseTree::Index names) const;
    /// Of the names with dots between them that stand for a column, or for a function of the row before the last dot.
    MaybeFinding checkColumn(ParseTree::Index names) const;
    /// Of the names and subscripts behind an expression.
    MaybeFinding checkIndirection(ParseTree::Index steps) const;
    MaybeFinding checkSamplingMethod(ParseTree::Index names) const;
    /// Of the names of a type, or of a RangeVar's schema.
    MaybeFinding checkType(ParseTree::Index names) const;
    static MaybeFinding checkSchema(std::string_view schema);

private:
    static MaybeFinding checkAttribute(std::string_view name);

    const ParseTree &m_tree;
};

}
