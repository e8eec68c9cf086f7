// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/NodeTable.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace sqlai::sql {
namespace {

struct Row {
    std::string_view name;
    NodeRule rule;
    /// Fields with a blank between them: `name` a scalar, `name*` a node, `name[]` a list of nodes, `name:Type` a
    /// structure. Left out on purpose: intoClause and lockingClause of SelectStmt, setof and pct_type of TypeName,
    /// indirection of ResTarget, which only writing has, and of ColumnDef whatever a list of columns in FROM cannot
    /// have.
    std::string_view fields;
};

constexpr std::array rows{
    Row{"SelectStmt", NodeRule::Select,
        "distinctClause[] targetList[] fromClause[] whereClause* groupClause[] groupDistinct havingClause* "
        "windowClause[] valuesLists[] sortClause[] limitOffset* limitCount* limitOption withClause:WithClause op all "
        "larg:SelectStmt rarg:SelectStmt"},
    Row{"WithClause", NodeRule::Plain, "ctes[] recursive location"},
    Row{"CommonTableExpr", NodeRule::CommonTable,
        "ctename aliascolnames[] ctematerialized ctequery* search_clause:CTESearchClause cycle_clause:CTECycleClause "
        "location"},
    Row{"CTESearchClause", NodeRule::Plain, "search_col_list[] search_breadth_first search_seq_column location"},
    Row{"CTECycleClause", NodeRule::Plain,
        "cycle_col_list[] cycle_mark_column cycle_mark_value* cycle_mark_default* cycle_path_column location"},

    Row{"RangeVar", NodeRule::Relation, "catalogname schemaname relname inh relpersistence alias:Alias location"},
    Row{"RangeSubselect", NodeRule::Plain, "lateral subquery* alias:Alias"},
    Row{"RangeFunction", NodeRule::FunctionInFrom,
        "lateral ordinality is_rowsfrom functions[] alias:Alias coldeflist[]"},
    Row{"RangeTableSample", NodeRule::Sample, "relation* method[] args[] repeatable* location"},
    Row{"RangeTableFunc", NodeRule::Plain, "lateral docexpr* rowexpr* namespaces[] columns[] alias:Alias location"},
    Row{"RangeTableFuncCol", NodeRule::Plain,
        "colname typeName:TypeName for_ordinality is_not_null colexpr* coldefexpr* location"},
    Row{"JoinExpr", NodeRule::Plain,
        "jointype isNatural larg* rarg* usingClause[] join_using_alias:Alias quals* alias:Alias rtindex"},
    Row{"Alias", NodeRule::Plain, "aliasname colnames[]"},
    Row{"ColumnDef", NodeRule::Plain, "colname typeName:TypeName is_local collClause:CollateClause location"},

    Row{"ResTarget", NodeRule::Plain, "name val* location"},
    Row{"SortBy", NodeRule::Ordering, "node* sortby_dir sortby_nulls useOp[] location"},
    Row{"WindowDef", NodeRule::Plain,
        "name refname partitionClause[] orderClause[] frameOptions startOffset* endOffset* location"},
    Row{"GroupingSet", NodeRule::Plain, "kind content[] location"},

    Row{"ColumnRef", NodeRule::Column, "fields[] location"},
    Row{"A_Star", NodeRule::Plain, ""},
    Row{"A_Const", NodeRule::Plain,
        "ival:Integer fval:Float boolval:Boolean sval:String bsval:BitString isnull location"},
    Row{"Integer", NodeRule::Plain, "ival"},
    Row{"Float", NodeRule::Plain, "fval"},
    Row{"Boolean", NodeRule::Plain, "boolval"},
    Row{"String", NodeRule::Plain, "sval"},
    Row{"BitString", NodeRule::Plain, "bsval"},
    Row{"List", NodeRule::Plain, "items[]"},
    Row{"A_Expr", NodeRule::Operator, "kind name[] lexpr* rexpr* location"},
    Row{"BoolExpr", NodeRule::Plain, "boolop args[] location"},
    Row{"NullTest", NodeRule::Plain, "arg* nulltesttype argisrow location"},
    Row{"BooleanTest", NodeRule::Plain, "arg* booltesttype location"},
    Row{"CaseExpr", NodeRule::Plain, "arg* args[] defresult* location"},
    Row{"CaseWhen", NodeRule::Plain, "expr* result* location"},
    Row{"CoalesceExpr", NodeRule::Plain, "args[] location"},
    Row{"MinMaxExpr", NodeRule::Plain, "op args[] location"},
    Row{"SQLValueFunction", NodeRule::Plain, "op typmod location"},
    Row{"XmlExpr", NodeRule::Plain, "op name named_args[] arg_names[] args[] xmloption typmod location"},
    Row{"XmlSerialize", NodeRule::Plain, "xmloption expr* typeName:TypeName location"},
    Row{"GroupingFunc", NodeRule::Plain, "args[] location"},
    Row{"FuncCall", NodeRule::Function,
        "funcname[] args[] agg_order[] agg_filter* over:WindowDef agg_within_group agg_star agg_distinct "
        "func_variadic funcformat location"},
    Row{"NamedArgExpr", NodeRule::Plain, "arg* name argnumber location"},
    Row{"A_Indirection", NodeRule::Indirection, "arg* indirection[]"},
    Row{"A_Indices", NodeRule::Plain, "is_slice lidx* uidx*"},
    Row{"A_ArrayExpr", NodeRule::Plain, "elements[] location"},
    Row{"RowExpr", NodeRule::Plain, "args[] row_format location"},
    Row{"SubLink", NodeRule::SubQuery, "subLinkType testexpr* operName[] subselect* location"},
    Row{"TypeCast", NodeRule::Plain, "arg* typeName:TypeName location"},
    Row{"TypeName", NodeRule::Type, "names[] typmods[] typemod arrayBounds[] location"},
    Row{"CollateClause", NodeRule::Plain, "arg* collname[] location"},
};

}

const FieldType *NodeType::field(std::string_view fieldName) const
{
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [fieldName](const FieldType &field) { return field.name == fieldName; });
    return found == fields.end() ? nullptr : &*found;
}

NodeTable::NodeTable()
{
    // Two rounds: the addresses of the types must stand before the fields point at them.
    for (const Row &row : rows)
        m_types.emplace(row.name, NodeType{.name = row.name, .rule = row.rule});
    for (const Row &row : rows) {
        std::vector<FieldType> &fields = m_types.at(row.name).fields;
        std::string_view rest = row.fields;
        while (!rest.empty()) {
            std::string_view word = rest.substr(0, rest.find(' '));
            rest.remove_prefix(std::min(rest.size(), word.size() + 1));
            FieldType field;
            if (const auto colon = word.find(':'); colon != std::string_view::npos) {
                field.holds = FieldType::Holds::Structure;
                field.structure = find(word.substr(colon + 1));
                Q_ASSERT(field.structure);
                word = word.substr(0, colon);
            } else if (word.ends_with("[]")) {
                field.holds = FieldType::Holds::List;
                word.remove_suffix(2);
            } else if (word.ends_with('*')) {
                field.holds = FieldType::Holds::Node;
                word.remove_suffix(1);
            }
            field.name = word;
            fields.push_back(field);
        }
    }
}

const NodeType *NodeTable::find(std::string_view name) const
{
    const auto found = m_types.find(name);
    return found == m_types.end() ? nullptr : &found->second;
}

}
