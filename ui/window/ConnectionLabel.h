// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Chip.h"

#include <QWidget>

class QLabel;

namespace sqlai::ui {

class Dot;

/// Which database the window asks, in the corner of the menu bar.
class ConnectionLabel final : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionLabel(const Theme &theme, QWidget *parent = nullptr);

    void setConnection(Tone tone, const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Dot *m_dot;
    QLabel *m_name;
};

}
