// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Chip.h"

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace sqlai::ui {

/// What a person can do about a message.
struct BannerAction {
    QString text = {};
    std::function<void()> run = {};
};

/// A message in place: what happened, and the button that does something about it. Hidden while there is none.
class Banner final : public QFrame
{
    Q_OBJECT

public:
    explicit Banner(const Theme &theme, QWidget *parent = nullptr);

    void showMessage(Tone tone, const QString &text, const BannerAction &action = {});
    void clear();
    QString text() const;
    Tone tone() const { return m_tone; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void colour();

    const Theme &m_theme;
    Tone m_tone = Tone::Danger;
    QLabel *m_label;
    QPushButton *m_button;
    QToolButton *m_close;
    std::function<void()> m_action;
};

}
