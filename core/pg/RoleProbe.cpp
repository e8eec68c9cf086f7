// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/RoleProbe.h"

#include "core/pg/QueryRunner.h"
#include "core/pg/RoleSql.h"

#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace sqlai::pg {
namespace {

/// Hands out the cells of a row from left to right, so that no column is counted by hand.
class RowReader
{
public:
    RowReader(const table::RowBatch &rows, int row)
        : m_rows(rows)
        , m_row(row)
    {
    }

    QString text() { return QString::fromUtf8(m_rows.cell(m_row, m_next++).value_or(QByteArrayView())); }
    bool flag() { return m_rows.cell(m_row, m_next++) == QByteArrayView("t"); }
    qint64 number() { return m_rows.cell(m_row, m_next++).value_or(QByteArrayView()).toByteArray().toLongLong(); }

private:
    const table::RowBatch &m_rows;
    int m_row;
    int m_next = 0;
};

QList<RowReader> rowsOf(const table::RowSet &set)
{
    QList<RowReader> rows;
    for (int row = 0; row < set.rows.rowCount(); ++row)
        rows.append(RowReader(set.rows, row));
    return rows;
}

void readRole(const table::RowSet &set, RoleFacts &facts)
{
    for (RowReader row : rowsOf(set)) {
        facts.role = row.text();
        facts.database = row.text();
        facts.isSuperuser = row.flag();
        facts.canCreateRoles = row.flag();
        facts.canCreateDatabases = row.flag();
        facts.canReplicate = row.flag();
        facts.canBypassRowSecurity = row.flag();
        facts.isReadOnlyByDefault = row.flag();
        facts.statementTimeout = std::chrono::milliseconds(row.number());
        facts.ownsDatabase = row.flag();
        facts.canCreateSchemas = row.flag();
        facts.canMakeTemporaryTables = row.flag();
        facts.canEverybodyMakeTemporaryTables = row.flag();
    }
}

void readNames(const table::RowSet &set, RoleFacts &facts)
{
    for (RowReader row : rowsOf(set)) {
        const QString kind = row.text();
        const QString name = row.text();
        if (kind == "path"_L1)
            facts.searchPath += name;
        else if (kind == "power"_L1)
            facts.powers += name;
        else if (kind == "superuser"_L1)
            facts.superusers += name;
        else
            facts.otherRoles += name;
    }
}

void readSchemas(const table::RowSet &set, RoleFacts &facts)
{
    for (RowReader row : rowsOf(set)) {
        SchemaRights schema{.name = row.text()};
        schema.isUsable = row.flag();
        schema.isOwned = row.flag();
        schema.takesNewObjects = row.flag();
        schema.takesAnybodysObjects = row.flag();
        facts.schemas += schema;
    }
}

void readRelations(const table::RowSet &set, RoleFacts &facts)
{
    facts.relations.reserve(set.rows.rowCount());
    for (RowReader row : rowsOf(set)) {
        RelationRights relation{.schema = row.text()};
        relation.name = row.text();
        relation.kind = row.flag() ? RelationKind::Sequence : RelationKind::Table;
        relation.owner = row.text();
        relation.isOwned = row.flag();
        relation.isReadable = row.flag();
        relation.isWritable = row.flag();
        relation.isWritableByEverybody = row.flag();
        relation.hasRowSecurity = row.flag();
        facts.relations += relation;
    }
}

/// Columns and relations come in the same order: one walk over both joins them.
void readColumns(const table::RowSet &set, RoleFacts &facts)
{
    auto relation = facts.relations.begin();
    for (RowReader row : rowsOf(set)) {
        const QString schema = row.text();
        const QString table = row.text();
        while (relation != facts.relations.end() && (relation->schema != schema || relation->name != table))
            ++relation;
        if (relation == facts.relations.end())
            return;
        relation->readableColumns += row.text();
    }
}

void readFunctions(const table::RowSet &set, RoleFacts &facts)
{
    for (RowReader row : rowsOf(set)) {
        FunctionRights function{.schema = row.text()};
        function.name = row.text();
        function.arguments = row.text();
        const bool isServers = row.flag();
        const bool isExtensions = row.flag();
        function.origin = isServers      ? FunctionOrigin::Server
                          : isExtensions ? FunctionOrigin::Extension
                                         : FunctionOrigin::Own;
        function.isSecurityDefiner = row.flag();
        function.isForEverybody = row.flag();
        function.isReserved = row.flag();
        facts.functions += function;
    }
}

Result<RoleFacts> factsOf(const QList<table::RowSet> &sets)
{
    constexpr int asked = 7;
    if (sets.size() != asked)
        return Error{.code = ErrorCode::Internal, .detail = u"The role's rights came in another number of answers."_s};
    RoleFacts facts;
    readRole(sets[0], facts);
    readNames(sets[1], facts);
    readSchemas(sets[2], facts);
    readRelations(sets[3], facts);
    readColumns(sets[4], facts);
    readFunctions(sets[6], facts); // After the path was pinned, which tells nothing.
    return facts;
}

}

RoleProbe::RoleProbe(QueryRunner &runner)
    : m_runner(runner)
{
}

QFuture<Result<RoleFacts>> RoleProbe::read(const CancelToken &token)
{
    // A continuation on the pool has no context object that could die before it.
    return m_runner
        .readAsAnyRole({rolesql::role, rolesql::names, rolesql::schemas, rolesql::relations, rolesql::columns,
                        rolesql::pinPath, rolesql::functions},
                       token)
        .then(QThreadPool::globalInstance(), [](const Result<QList<table::RowSet>> &sets) -> Result<RoleFacts> {
            if (!sets)
                return sets.error();
            return factsOf(*sets);
        });
}

}
