// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/Column.h"
#include "core/table/RowBatch.h"

#include <QAbstractTableModel>

#include <memory>

namespace sqlai::ui {

/// Exactly one page of a result, as PostgreSQL printed it.
class ResultModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        /// Whether the cell is NULL.
        NullRole = Qt::UserRole,
        /// The whole value, also where the display is cut; empty for NULL.
        ValueRole,
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// `firstRow` is the number that the first row carries, from 1.
    void setPage(const table::Columns &columns, std::shared_ptr<const table::RowBatch> rows, qint64 firstRow);
    void clear();
    const table::Columns &columns() const { return m_columns; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const QModelIndex &index, qsizetype longest) const;

    table::Columns m_columns;
    std::shared_ptr<const table::RowBatch> m_rows;
    qint64 m_firstRow = 1;
};

}
