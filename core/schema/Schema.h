// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

namespace sqlai::schema {

enum class RelationKind { Table, PartitionedTable, View, MaterializedView, ForeignTable };

struct Column {
    QString name = {};
    /// format_type(): "bigint", "numeric(10,2)", "timestamp with time zone".
    QString type = {};
    bool isNullable = true;
    QString comment = {};
    /// The labels where the type is an enum, in their order.
    QStringList enumValues = {};

    bool operator==(const Column &) const = default;
};

struct ForeignKey {
    QStringList columns = {};
    QString targetSchema = {};
    QString targetTable = {};
    QStringList targetColumns = {};

    bool operator==(const ForeignKey &) const = default;
};

/// A relation that the connected role may SELECT from. Partitions are folded into their parent.
struct Table {
    QString schema = {};
    QString name = {};
    RelationKind kind = RelationKind::Table;
    QList<Column> columns = {};
    QStringList primaryKey = {};
    QList<ForeignKey> foreignKeys = {};
    QString comment = {};
    /// pg_class.reltuples (of a partitioned table: the sum of its partitions'); -1 where never analysed.
    qint64 estimatedRows = -1;

    QString qualifiedName() const { return schema + u'.' + name; }
    bool operator==(const Table &) const = default;
};

/// What a database holds, for one role. Tables are in order of schema and name.
struct Schema {
    QList<Table> tables = {};
    /// The role's search_path, resolved (current_schemas(false)).
    QStringList searchPath = {};

    bool isEmpty() const { return tables.isEmpty(); }
    bool operator==(const Schema &) const = default;
};

}
