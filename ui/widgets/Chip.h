// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QAbstractButton>

namespace sqlai::ui {

/// What a state means to the person, whatever shows it.
enum class Tone { Muted, Running, Ok, Warning, Danger };

/// The colour of a tone's text or dot.
QColor toneColour(const Colours &colours, Tone tone);
/// The ground that goes with it.
QColor toneGround(const Colours &colours, Tone tone);

/// A rounded word with a state. Painted, since a style sheet drops a radius that is larger than half the height.
class Chip final : public QAbstractButton
{
    Q_OBJECT

public:
    enum class Arrow { None, Before };

    Chip(const Theme &theme, Tone tone, Arrow arrow = Arrow::None, QWidget *parent = nullptr);

    Tone tone() const { return m_tone; }
    void setTone(Tone tone);
    void setArrow(Arrow arrow);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int arrowWidth() const;

    const Theme &m_theme;
    Tone m_tone;
    Arrow m_arrow;
};

}
