// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

#include <chrono>

class QLabel;

namespace sqlai::ui {

class HintButton;

/// Under the editor: Run, or Stop while something runs, and under which limits a statement runs.
class RunBar final : public QWidget
{
    Q_OBJECT

public:
    explicit RunBar(const Theme &theme, QWidget *parent = nullptr);

    /// Nothing to run, a statement to run, one that runs.
    enum class State { Nothing, Runnable, Busy };
    void setState(State state);
    void setTimeLimit(std::chrono::seconds limit);

Q_SIGNALS:
    void runRequested();
    void stopRequested();

private:
    void refresh();

    const Theme &m_theme;
    HintButton *m_run;
    QLabel *m_limit;
    State m_state = State::Nothing;
};

}
