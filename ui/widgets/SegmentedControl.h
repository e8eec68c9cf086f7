// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

class QButtonGroup;

namespace sqlai::ui {

/// A few choices side by side, one of which holds. Left and right move between them.
class SegmentedControl final : public QWidget
{
    Q_OBJECT

public:
    SegmentedControl(const Theme &theme, const QStringList &choices, QWidget *parent = nullptr);

    int current() const;
    void setCurrent(int index);

Q_SIGNALS:
    void currentChanged(int index);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QButtonGroup *m_group;
};

}
