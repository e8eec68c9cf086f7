// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QPushButton>

namespace sqlai::ui {

enum class ButtonLook { Plain, Strong };

/// A push button that shows its shortcut beside its word, smaller and quieter.
class HintButton final : public QPushButton
{
    Q_OBJECT

public:
    HintButton(const Theme &theme, ButtonLook look, QWidget *parent = nullptr);

    void setHint(const QString &hint);
    void setLook(ButtonLook look);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    ButtonLook m_look = ButtonLook::Plain;
    QString m_hint;
};

}
