// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schema/SchemaModel.h"

#include "core/sql/Identifier.h"
#include "ui/widgets/Numbers.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using sqlai::schema::Column;
using sqlai::schema::ForeignKey;
using sqlai::schema::RelationKind;
using sqlai::schema::Table;
using sqlai::sql::quotedIdentifier;

namespace sqlai::ui {
namespace {

/// format_type() is exact and long; a tree needs it short.
QString shortType(QString type)
{
    static const QList<std::pair<QString, QString>> names{
        {u"timestamp with time zone"_s, u"timestamptz"_s},
        {u"timestamp without time zone"_s, u"timestamp"_s},
        {u"time with time zone"_s, u"timetz"_s},
        {u"time without time zone"_s, u"time"_s},
        {u"character varying"_s, u"varchar"_s},
        {u"double precision"_s, u"float8"_s},
    };
    for (const auto &[longName, shortName] : names)
        type.replace(longName, shortName);
    return type;
}

const ForeignKey *foreignKeyOf(const Table &table, const QString &column)
{
    const auto found =
        std::ranges::find_if(table.foreignKeys, [&](const ForeignKey &key) { return key.columns.contains(column); });
    return found == table.foreignKeys.end() ? nullptr : &*found;
}

QString kindText(RelationKind kind)
{
    switch (kind) {
    case RelationKind::Table:
        return SchemaModel::tr("table");
    case RelationKind::PartitionedTable:
        return SchemaModel::tr("partitioned table");
    case RelationKind::View:
        return SchemaModel::tr("view");
    case RelationKind::MaterializedView:
        return SchemaModel::tr("materialized view");
    case RelationKind::ForeignTable:
        return SchemaModel::tr("foreign table");
    }
    Q_UNREACHABLE();
}

bool isView(RelationKind kind)
{
    return kind == RelationKind::View || kind == RelationKind::MaterializedView;
}

QString columnTip(const Table &table, const Column &column)
{
    QStringList lines{u"<b>%1</b> %2%3"_s.arg(column.name.toHtmlEscaped(), column.type.toHtmlEscaped(),
                                              column.isNullable ? QString() : SchemaModel::tr(", never NULL"))};
    if (table.primaryKey.contains(column.name))
        lines << SchemaModel::tr("Primary key");
    if (const ForeignKey *key = foreignKeyOf(table, column.name))
        lines << SchemaModel::tr("Refers to %1.%2 (%3)")
                     .arg(key->targetSchema, key->targetTable, key->targetColumns.join(u", "_s))
                     .toHtmlEscaped();
    if (!column.enumValues.isEmpty())
        lines << SchemaModel::tr("One of: %1").arg(column.enumValues.join(u", "_s)).toHtmlEscaped();
    if (!column.comment.isEmpty())
        lines << column.comment.toHtmlEscaped();
    return lines.join(u"<br>"_s);
}

}

void SchemaModel::setSchema(const schema::Schema &schema)
{
    beginResetModel();
    m_schema = schema;
    rebuild();
    endResetModel();
}

void SchemaModel::setFilter(const QString &text)
{
    if (text.trimmed() == m_filter)
        return;
    beginResetModel();
    m_filter = text.trimmed();
    rebuild();
    endResetModel();
}

void SchemaModel::rebuild()
{
    m_schemas.clear();
    m_tables.clear();
    for (const Table &table : std::as_const(m_schema.tables)) {
        const bool isWhole = m_filter.isEmpty() || table.qualifiedName().contains(m_filter, Qt::CaseInsensitive);
        QList<int> columns;
        for (int i = 0; i < table.columns.size(); ++i) {
            if (isWhole || table.columns[i].name.contains(m_filter, Qt::CaseInsensitive))
                columns.append(i);
        }
        if (!isWhole && columns.isEmpty())
            continue;
        if (m_schemas.isEmpty() || m_schemas.last().name != table.schema)
            m_schemas.append({.name = table.schema, .firstTable = m_tables.size()});
        ++m_schemas.last().tables;
        m_tables.append(
            {.table = &table, .schemaRow = static_cast<int>(m_schemas.size()) - 1, .columns = std::move(columns)});
    }
}

// Internal ids: 0 for a schema; 1 + row of the schema for a table; 1 + schemas + place in m_tables for a column.
QModelIndex SchemaModel::index(int row, int column, const QModelIndex &parent) const
{
    if (column != 0 || row < 0 || row >= rowCount(parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, 0, quintptr(0));
    if (levelOf(parent) == Level::Schema)
        return createIndex(row, 0, quintptr(parent.row()) + 1);
    const qsizetype place = m_schemas[static_cast<qsizetype>(parent.internalId()) - 1].firstTable + parent.row();
    return createIndex(row, 0, static_cast<quintptr>(1 + m_schemas.size() + place));
}

QModelIndex SchemaModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || levelOf(child) == Level::Schema)
        return {};
    if (levelOf(child) == Level::Table)
        return createIndex(static_cast<int>(child.internalId()) - 1, 0, quintptr(0));
    const qsizetype place = static_cast<qsizetype>(child.internalId()) - 1 - m_schemas.size();
    const int schemaRow = m_tables[place].schemaRow;
    return createIndex(static_cast<int>(place - m_schemas[schemaRow].firstTable), 0, quintptr(1 + schemaRow));
}

int SchemaModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_schemas.size());
    switch (levelOf(parent)) {
    case Level::Schema:
        return static_cast<int>(m_schemas[parent.row()].tables);
    case Level::Table:
        return static_cast<int>(tableOf(parent).columns.size());
    case Level::Column:
        return 0;
    }
    Q_UNREACHABLE();
}

int SchemaModel::columnCount(const QModelIndex &) const
{
    return 1;
}

SchemaModel::Level SchemaModel::levelOf(const QModelIndex &index) const
{
    if (index.internalId() == 0)
        return Level::Schema;
    return index.internalId() <= static_cast<quintptr>(m_schemas.size()) ? Level::Table : Level::Column;
}

const SchemaModel::VisibleTable &SchemaModel::tableOf(const QModelIndex &index) const
{
    const auto id = static_cast<qsizetype>(index.internalId());
    if (levelOf(index) == Level::Table)
        return m_tables[m_schemas[id - 1].firstTable + index.row()];
    return m_tables[id - 1 - m_schemas.size()];
}

QVariant SchemaModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (levelOf(index)) {
    case Level::Schema:
        return schemaData(m_schemas[index.row()], role);
    case Level::Table:
        return tableData(*tableOf(index).table, role);
    case Level::Column: {
        const VisibleTable &visible = tableOf(index);
        return columnData(*visible.table, visible.table->columns[visible.columns[index.row()]], role);
    }
    }
    Q_UNREACHABLE();
}

QVariant SchemaModel::schemaData(const VisibleSchema &schema, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return schema.name;
    case DetailRole:
        return countText(schema.tables);
    case InsertRole:
        return quotedIdentifier(schema.name);
    case Qt::ToolTipRole:
        return schema.tables == 1 ? tr("1 table") : tr("%1 tables").arg(countText(schema.tables));
    default:
        return {};
    }
}

QVariant SchemaModel::tableData(const Table &table, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return table.name;
    case DetailRole:
        return table.estimatedRows < 0 ? (isView(table.kind) ? tr("view") : QString())
                                       : shortCountText(table.estimatedRows);
    case InsertRole:
        return m_schema.searchPath.contains(table.schema)
                   ? quotedIdentifier(table.name)
                   : quotedIdentifier(table.schema) + u'.' + quotedIdentifier(table.name);
    case Qt::ToolTipRole: {
        QString tip = u"<b>%1</b> (%2)"_s.arg(table.qualifiedName().toHtmlEscaped(), kindText(table.kind));
        if (table.estimatedRows >= 0)
            tip += u"<br>"_s + tr("about %1 rows").arg(countText(table.estimatedRows));
        if (!table.comment.isEmpty())
            tip += u"<br>"_s + table.comment.toHtmlEscaped();
        return tip;
    }
    default:
        return {};
    }
}

QVariant SchemaModel::columnData(const Table &table, const Column &column, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return column.name;
    case DetailRole:
        return foreignKeyOf(table, column.name) ? shortType(column.type) + u" →"_s : shortType(column.type);
    case InsertRole:
        return quotedIdentifier(column.name);
    case IconRole:
        return table.primaryKey.contains(column.name) ? u"key"_s : QString();
    case Qt::ToolTipRole:
        return columnTip(table, column);
    default:
        return {};
    }
}

}
