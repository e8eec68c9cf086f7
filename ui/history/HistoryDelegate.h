// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QStyledItemDelegate>

namespace sqlai::ui {

/// Two lines an attempt: what was asked, and a dot, when and what came of it.
class HistoryDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit HistoryDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

}
