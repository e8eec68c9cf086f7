// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

namespace sqlai::ui {

class SqlEditor;

/// The rounded frame around an editor; it continues the ground of the line numbers behind the round corners.
class EditorFrame final : public QWidget
{
    Q_OBJECT

public:
    EditorFrame(const Theme &theme, SqlEditor *editor, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const Theme &m_theme;
    SqlEditor *m_editor;
};

}
