// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/TreeGuard.h"

#include "core/sql/NameGuard.h"

#include <algorithm>
#include <array>

namespace sqlai::sql {
namespace {

using Index = ParseTree::Index;

struct Words {
    std::string_view node;
    const char *words;
};

/// What a person calls statements whose node has another name.
constexpr std::array statementWords{
    Words{"CreateStmt", "CREATE TABLE"},
    Words{"ViewStmt", "CREATE VIEW"},
    Words{"IndexStmt", "CREATE INDEX"},
    Words{"GrantStmt", "GRANT or REVOKE"},
    Words{"GrantRoleStmt", "GRANT or REVOKE"},
    Words{"VariableSetStmt", "SET or RESET"},
    Words{"VariableShowStmt", "SHOW"},
    Words{"TransactionStmt", "a command for transactions (BEGIN, COMMIT, ROLLBACK)"},
    Words{"DeclareCursorStmt", "DECLARE"},
    Words{"FetchStmt", "FETCH or MOVE"},
    Words{"ClosePortalStmt", "CLOSE"},
    Words{"VacuumStmt", "VACUUM or ANALYZE"},
    Words{"RefreshMatViewStmt", "REFRESH MATERIALIZED VIEW"},
    Words{"CheckPointStmt", "CHECKPOINT"},
};

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// "AlterRoleStmt" as a person writes it: "ALTER ROLE".
QString spelledOut(std::string_view node)
{
    if (!node.ends_with("Stmt"))
        return fromView(node);
    QString words;
    for (const QChar letter : fromView(node.substr(0, node.size() - 4))) {
        if (letter.isUpper() && !words.isEmpty())
            words += u' ';
        words += letter.toUpper();
    }
    return words;
}

QString statementName(std::string_view node)
{
    const auto *const found = std::find_if(statementWords.begin(), statementWords.end(),
                                           [node](const Words &words) { return words.node == node; });
    return found == statementWords.end() ? spelledOut(node) : QString::fromLatin1(found->words);
}

Finding deny(const QString &reason, qsizetype offset)
{
    return {.layer = Layer::Tree, .reason = reason, .offset = offset};
}

}

TreeGuard::TreeGuard(const NodeTable &table, const ParseTree &tree, int maximumDepth)
    : m_table(table)
    , m_tree(tree)
    , m_maximumDepth(maximumDepth)
    , m_names(tree)
{
}

MaybeFinding TreeGuard::check()
{
    const std::vector<Index> statements = m_tree.elements(m_tree.member(0, "stmts"));
    if (statements.empty())
        return Finding{.layer = Layer::Parser, .reason = tr("there is no SQL in it; write a SELECT")};
    if (statements.size() > 1)
        return deny(tr("it holds %1 statements; only one may run, so run them one by one").arg(statements.size()),
                    m_tree.number(statements[1], "stmt_location", 0));
    return checkStatement(statements.front());
}

MaybeFinding TreeGuard::checkStatement(Index statement)
{
    const qsizetype start = m_tree.number(statement, "stmt_location", 0);
    const Index wrapper = m_tree.member(statement, "stmt");
    if (wrapper == ParseTree::none || !m_tree.isObject(wrapper))
        return deny(tr("the checker does not know this kind of statement"), start);
    const Index fields = ParseTree::firstInside(wrapper);
    const std::string_view node = fields < m_tree[wrapper].end ? m_tree[fields].key : std::string_view();
    if (node == "SelectStmt") {
        const Visit top{.type = nullptr, .fields = statement, .depth = 0, .offset = start};
        if (auto finding = enterNode(top, wrapper))
            return finding;
        return walk();
    }
    if (node == "ExplainStmt")
        return deny(tr("this is EXPLAIN, which can also run what it explains; write the SELECT alone"), start);
    return deny(
        tr("this is %1; only one SELECT may run here (or VALUES, TABLE, WITH ... SELECT)").arg(statementName(node)),
        start);
}

MaybeFinding TreeGuard::walk()
{
    while (!m_waiting.empty()) {
        const Visit visit = m_waiting.back();
        m_waiting.pop_back();
        m_names.add(visit.type->rule, visit.fields, visit.offset);
        if (auto finding = checkRule(visit)) {
            if (!finding->isUndecided)
                return finding;
            if (!m_undecided)
                m_undecided = std::move(finding);
        }
        const auto sizeBefore = static_cast<std::ptrdiff_t>(m_waiting.size());
        if (auto finding = enterFields(visit))
            return finding;
        // The first child comes off the stack first, so that what is told is what a reader meets first.
        std::reverse(m_waiting.begin() + sizeBefore, m_waiting.end());
    }
    return m_undecided;
}

MaybeFinding TreeGuard::checkRule(const Visit &visit) const
{
    const NameGuard names(m_tree);
    const auto placed = [&visit](MaybeFinding finding) {
        if (finding)
            finding->offset = visit.offset;
        return finding;
    };
    switch (visit.type->rule) {
    case NodeRule::Plain:
    case NodeRule::FunctionInFrom:
        return std::nullopt;
    case NodeRule::Relation:
        return placed(NameGuard::checkSchema(m_tree.text(visit.fields, "schemaname")));
    case NodeRule::Type:
        return placed(names.checkType(m_tree.member(visit.fields, "names")));
    case NodeRule::Select:
        return checkSelect(visit);
    case NodeRule::CommonTable: {
        const Index query = m_tree.member(visit.fields, "ctequery");
        if (query == ParseTree::none || m_tree.member(query, "SelectStmt") != ParseTree::none)
            return std::nullopt;
        return deny(tr("the WITH query \"%1\" does not only read; a WITH query must be a SELECT")
                        .arg(fromView(m_tree.text(visit.fields, "ctename"))),
                    visit.offset);
    }
    case NodeRule::Function:
        return placed(names.checkFunction(visit.fields));
    case NodeRule::Operator:
        return placed(names.checkOperator(m_tree.member(visit.fields, "name")));
    case NodeRule::Ordering:
        return placed(names.checkOperator(m_tree.member(visit.fields, "useOp")));
    case NodeRule::SubQuery:
        return placed(names.checkOperator(m_tree.member(visit.fields, "operName")));
    case NodeRule::Sample:
        return placed(names.checkSamplingMethod(m_tree.member(visit.fields, "method")));
    case NodeRule::Column:
        return placed(names.checkColumn(m_tree.member(visit.fields, "fields")));
    case NodeRule::Indirection:
        return placed(names.checkIndirection(m_tree.member(visit.fields, "indirection")));
    }
    return deny(tr("the checker has no rule for a part of this statement"), visit.offset);
}

MaybeFinding TreeGuard::checkSelect(const Visit &visit) const
{
    if (const Index into = m_tree.member(visit.fields, "intoClause"); into != ParseTree::none) {
        const Index target = m_tree.member(into, "rel");
        return deny(tr("SELECT ... INTO creates a table; leave out the INTO, and export the result instead"),
                    target == ParseTree::none ? visit.offset : offsetOf(target, visit.offset));
    }
    if (m_tree.member(visit.fields, "lockingClause") != ParseTree::none)
        return deny(tr("FOR UPDATE and FOR SHARE lock rows against everybody else; leave the clause out"),
                    visit.offset);
    return std::nullopt;
}

MaybeFinding TreeGuard::enterFields(const Visit &visit)
{
    for (Index i = ParseTree::firstInside(visit.fields); i < m_tree[visit.fields].end; i = m_tree.nextAfter(i)) {
        const FieldType *field = visit.type->field(m_tree[i].key);
        if (!field)
            return deny(tr("the checker does not know the part \"%1\" of %2, so it cannot tell what it does")
                            .arg(fromView(m_tree[i].key), fromView(visit.type->name)),
                        visit.offset);
        if (auto finding = enterField(visit, *field, i))
            return finding;
    }
    return std::nullopt;
}

MaybeFinding TreeGuard::enterField(const Visit &visit, const FieldType &field, Index value)
{
    using Holds = FieldType::Holds;
    const bool isObject = m_tree.isObject(value);
    const bool isArray = m_tree.isArray(value);
    if (field.holds == Holds::Scalar && !isObject && !isArray)
        return std::nullopt;
    if (field.holds == Holds::Node && isObject)
        return enterNode(visit, value);
    if (field.holds == Holds::Structure && isObject)
        return enterStructure(visit, field.structure, value);
    if (field.holds == Holds::List && isArray) {
        for (Index i = ParseTree::firstInside(value); i < m_tree[value].end; i = m_tree.nextAfter(i)) {
            if (auto finding = enterNode(visit, i))
                return finding;
        }
        return std::nullopt;
    }
    return deny(tr("the checker does not know what stands in \"%1\" of %2")
                    .arg(fromView(field.name), fromView(visit.type->name)),
                visit.offset);
}

MaybeFinding TreeGuard::enterNode(const Visit &parent, Index wrapper)
{
    if (!m_tree.isObject(wrapper))
        return deny(tr("the checker cannot read a part of this statement"), parent.offset);
    const Index fields = ParseTree::firstInside(wrapper);
    if (fields == m_tree[wrapper].end) // An empty place in a list, as in SELECT DISTINCT without ON.
        return std::nullopt;
    const std::string_view name = m_tree[fields].key;
    const NodeType *type = m_table.find(name);
    const bool isAlone = m_tree.nextAfter(fields) == m_tree[wrapper].end;
    if (type && isAlone && m_tree.isObject(fields))
        return enterStructure(parent, type, fields);
    const qsizetype offset = m_tree.isObject(fields) ? offsetOf(fields, parent.offset) : parent.offset;
    if (name == "ParamRef")
        return deny(tr("it has a parameter such as $1, and there is no value for it; write the value itself"), offset);
    if (name == "SetToDefault")
        return deny(tr("DEFAULT has a meaning only where rows are written; write the value itself"), offset);
    return deny(tr("it contains %1, which is not among what the checker allows").arg(statementName(name)), offset);
}

MaybeFinding TreeGuard::enterStructure(const Visit &parent, const NodeType *type, Index fields)
{
    const int depth = parent.depth + 1;
    const qsizetype offset = offsetOf(fields, parent.offset);
    if (depth > m_maximumDepth)
        return deny(tr("it is nested more than %1 levels deep; write it with fewer levels (IN instead of a long chain)")
                        .arg(m_maximumDepth),
                    offset);
    m_waiting.push_back({.type = type, .fields = fields, .depth = depth, .offset = offset});
    return std::nullopt;
}

qsizetype TreeGuard::offsetOf(Index fields, qsizetype otherwise) const
{
    const std::int64_t location = m_tree.number(fields, "location", -1);
    return location < 0 ? otherwise : location;
}

}
