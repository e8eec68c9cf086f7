// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/SchemaAssembler.h"

#include "core/schema/CatalogSql.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <tuple>

using namespace Qt::StringLiterals;

namespace sqlai::schema {
namespace {

/// What each statement's rows have, in the order of catalogStatements().
constexpr std::array columnCounts = {1, 1, 6, 6, 2, 7};
enum Set { SearchPath, TrustCatalogOnly, Relations, Columns, EnumLabels, Keys };

QString text(const table::RowBatch &rows, int row, int column)
{
    const auto cell = rows.cell(row, column);
    return cell ? QString::fromUtf8(*cell) : QString();
}

RelationKind kindOf(const QString &relkind)
{
    if (relkind == u"p")
        return RelationKind::PartitionedTable;
    if (relkind == u"v")
        return RelationKind::View;
    if (relkind == u"m")
        return RelationKind::MaterializedView;
    return relkind == u"f" ? RelationKind::ForeignTable : RelationKind::Table;
}

/// Tables by their OID, which is only needed while they are put together.
using Tables = QHash<QString, Table>;

Tables readRelations(const table::RowBatch &rows)
{
    Tables tables;
    tables.reserve(rows.rowCount());
    for (int row = 0; row < rows.rowCount(); ++row)
        tables.insert(text(rows, row, 0), Table{.schema = text(rows, row, 1),
                                                .name = text(rows, row, 2),
                                                .kind = kindOf(text(rows, row, 3)),
                                                .comment = text(rows, row, 4),
                                                .estimatedRows = text(rows, row, 5).toLongLong()});
    return tables;
}

void addColumns(Tables &tables, const table::RowBatch &rows, const table::RowBatch &enumRows)
{
    QHash<QString, QStringList> labels;
    for (int row = 0; row < enumRows.rowCount(); ++row)
        labels[text(enumRows, row, 0)].append(text(enumRows, row, 1));
    for (int row = 0; row < rows.rowCount(); ++row) {
        const auto table = tables.find(text(rows, row, 0));
        if (table == tables.end())
            continue;
        table->columns.append({.name = text(rows, row, 1),
                               .type = text(rows, row, 2),
                               .isNullable = text(rows, row, 3) == u"t",
                               .comment = text(rows, row, 4),
                               .enumValues = labels.value(text(rows, row, 5))});
    }
}

void addKeys(Tables &tables, const table::RowBatch &rows)
{
    QString previous;
    for (int row = 0; row < rows.rowCount(); ++row) {
        const QString constraint = text(rows, row, 0);
        const bool isNew = constraint != previous;
        previous = constraint;
        const auto table = tables.find(text(rows, row, 1));
        if (table == tables.end())
            continue;
        if (text(rows, row, 2) == u"p") {
            table->primaryKey.append(text(rows, row, 3));
            continue;
        }
        if (isNew)
            table->foreignKeys.append({.targetSchema = text(rows, row, 4), .targetTable = text(rows, row, 5)});
        table->foreignKeys.last().columns.append(text(rows, row, 3));
        table->foreignKeys.last().targetColumns.append(text(rows, row, 6));
    }
}

}

QList<pg::StaticSql> catalogStatements()
{
    return {catalog::searchPath, catalog::trustCatalogOnly, catalog::relations,
            catalog::columns,    catalog::enumLabels,       catalog::keys};
}

Result<Schema> assembleSchema(const QList<table::RowSet> &sets)
{
    bool isWhole = sets.size() == static_cast<qsizetype>(columnCounts.size());
    for (std::size_t i = 0; isWhole && i < columnCounts.size(); ++i)
        isWhole = sets.at(static_cast<qsizetype>(i)).rows.columnCount() == columnCounts.at(i);
    if (!isWhole)
        return Error{.code = ErrorCode::Internal, .detail = u"The catalogue's answer has another shape."_s};

    Tables tables = readRelations(sets.at(Relations).rows);
    addColumns(tables, sets.at(Columns).rows, sets.at(EnumLabels).rows);
    addKeys(tables, sets.at(Keys).rows);
    Schema schema;
    schema.tables = tables.values();
    std::ranges::sort(schema.tables, [](const Table &left, const Table &right) {
        return std::tie(left.schema, left.name) < std::tie(right.schema, right.name);
    });
    for (int row = 0; row < sets.at(SearchPath).rows.rowCount(); ++row)
        schema.searchPath.append(text(sets.at(SearchPath).rows, row, 0));
    return schema;
}

}
