// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Chip.h"

#include <QWidget>

namespace sqlai::ui {

/// A small round light.
class Dot final : public QWidget
{
    Q_OBJECT

public:
    explicit Dot(const Theme &theme, QWidget *parent = nullptr);

    Tone tone() const { return m_tone; }
    void setTone(Tone tone);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Tone m_tone = Tone::Muted;
};

}
