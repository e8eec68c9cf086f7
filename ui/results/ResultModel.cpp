// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ResultModel.h"

#include "ui/widgets/Numbers.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

// A cell may hold megabytes; nobody reads more than this in a table.
constexpr qsizetype shownBytes = 400;
constexpr qsizetype tipBytes = 4'000;

}

void ResultModel::setPage(const table::Columns &columns, std::shared_ptr<const table::RowBatch> rows, qint64 firstRow)
{
    beginResetModel();
    m_columns = columns;
    m_rows = std::move(rows);
    m_firstRow = firstRow;
    endResetModel();
}

void ResultModel::clear()
{
    setPage({}, {}, 1);
}

int ResultModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_rows ? 0 : m_rows->rowCount();
}

int ResultModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QString ResultModel::text(const QModelIndex &index, qsizetype longest) const
{
    const auto cell = m_rows->cell(index.row(), index.column());
    if (!cell)
        return {};
    const bool isCut = longest > 0 && cell->size() > longest;
    QString text = QString::fromUtf8(isCut ? cell->first(longest) : *cell);
    if (isCut) {
        // The cut may have gone through a character.
        while (text.endsWith(QChar::ReplacementCharacter))
            text.chop(1);
        text += u'…';
    }
    return text;
}

QVariant ResultModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole: {
        QString shown = text(index, shownBytes);
        shown.replace(u'\n', u'↵').remove(u'\r').replace(u'\t', u' ');
        return shown;
    }
    case Qt::ToolTipRole: {
        const auto cell = m_rows->cell(index.row(), index.column());
        // Plain text, whatever tags the data may hold.
        return cell && cell->size() > 30
                   ? u"<p style='white-space:pre-wrap'>%1</p>"_s.arg(text(index, tipBytes).toHtmlEscaped())
                   : QString();
    }
    case Qt::TextAlignmentRole:
        return QVariant(table::isNumeric(m_columns[index.column()].typeOid) ? Qt::AlignRight | Qt::AlignVCenter
                                                                            : Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
        return data(index, NullRole).toBool() ? u"NULL"_s : text(index, shownBytes);
    case NullRole:
        return !m_rows->cell(index.row(), index.column()).has_value();
    case ValueRole:
        return text(index, 0);
    default:
        return {};
    }
}

QVariant ResultModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical) {
        if (role == Qt::DisplayRole)
            return countText(m_firstRow + section);
        return role == Qt::TextAlignmentRole ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    }
    if (section < 0 || section >= m_columns.size())
        return {};
    const table::Column &column = m_columns[section];
    switch (role) {
    case Qt::DisplayRole:
        return column.name;
    case Qt::ToolTipRole:
        return u"<b>%1</b><br>%2"_s.arg(column.name.toHtmlEscaped(), column.typeName.toHtmlEscaped());
    case Qt::TextAlignmentRole:
        return QVariant(table::isNumeric(column.typeOid) ? Qt::AlignRight | Qt::AlignVCenter
                                                         : Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

}
