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

    void setBusy(bool isBusy);
    /// Whether there is something to run.
    void setRunnable(bool isRunnable);
    void setTimeLimit(std::chrono::seconds limit);

Q_SIGNALS:
    void runRequested();
    void stopRequested();

private:
    void refresh();

    const Theme &m_theme;
    HintButton *m_run;
    QLabel *m_limit;
    bool m_isBusy = false;
    bool m_isRunnable = false;
};

}
