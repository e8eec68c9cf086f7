// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QTreeView>

namespace sqlai::ui {

/// The tree with rows that light up from edge to edge and small chevrons instead of the style's arrows.
class SchemaTree final : public QTreeView
{
    Q_OBJECT

public:
    explicit SchemaTree(const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    /// By double-click or Return.
    void chosen(const QModelIndex &index);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

}
