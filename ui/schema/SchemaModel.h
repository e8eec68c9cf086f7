// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <QAbstractItemModel>

namespace sqlai::ui {

/// A database as a tree: schemas, their tables, their columns; only what contains the words of the filter.
class SchemaModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role {
        /// What stands at the far end, quietly: rows of a table, a column's type.
        DetailRole = Qt::UserRole,
        /// What double-click writes into the editor: the name, quoted where it must be.
        InsertRole,
        /// The name of an icon of resources/icons behind the detail, or empty.
        IconRole,
    };

    using QAbstractItemModel::QAbstractItemModel;

    void setSchema(const schema::Schema &schema);
    /// Shows tables whose name contains the text (with all columns), and tables of which some columns do (with those).
    void setFilter(const QString &text);
    bool isEmpty() const { return m_schemas.isEmpty(); }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct VisibleTable {
        const schema::Table *table = nullptr;
        int schemaRow = 0;
        /// Indices of the table's columns.
        QList<int> columns = {};
    };
    struct VisibleSchema {
        QString name = {};
        qsizetype firstTable = 0;
        qsizetype tables = 0;
    };
    enum class Level { Schema, Table, Column };

    void rebuild();
    Level levelOf(const QModelIndex &index) const;
    const VisibleTable &tableOf(const QModelIndex &index) const;
    QVariant schemaData(const VisibleSchema &schema, int role) const;
    QVariant tableData(const schema::Table &table, int role) const;
    static QVariant columnData(const schema::Table &table, const schema::Column &column, int role);

    schema::Schema m_schema;
    QString m_filter;
    QList<VisibleSchema> m_schemas;
    QList<VisibleTable> m_tables;
};

}
