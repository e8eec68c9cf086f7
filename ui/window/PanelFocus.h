// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace sqlai::ui {

enum class Direction { Forward, Backward };

/// What Tab and Shift+Tab do: through the panels in this order, and within each as its widgets follow each other.
void goToNextStop(const QList<QWidget *> &panels, Direction direction);
/// Gives the focus to the panel after (or before) the one that has it, to where it was last in there. Panels without
/// a place that takes it are passed over.
void goToNextPanel(const QList<QWidget *> &panels, Direction direction);

}
