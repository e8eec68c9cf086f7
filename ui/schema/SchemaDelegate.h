// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QStyledItemDelegate>

namespace sqlai::ui {

/// A name at the one end and, quietly, what it is at the other.
class SchemaDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit SchemaDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

/// As much of a row's detail as the room has a place for: shortened where that leaves sense, else nothing.
QString fittingDetail(const QString &detail, const QFontMetrics &metrics, int room);

}
