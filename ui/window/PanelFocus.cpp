// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/PanelFocus.h"

#include <QApplication>
#include <QWidget>

#include <algorithm>

namespace sqlai::ui {
namespace {

bool takesFocus(const QWidget *widget)
{
    return (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isVisible() && widget->isEnabled();
}

/// The panel itself and what is in it, without its menus.
QList<QWidget *> widgetsOf(QWidget *panel)
{
    QList<QWidget *> widgets{panel};
    widgets += panel->findChildren<QWidget *>();
    widgets.removeIf([panel](const QWidget *widget) { return widget->window() != panel->window(); });
    return widgets;
}

/// Null where nothing in the panel takes the focus.
QWidget *placeIn(QWidget *panel)
{
    QWidget *last = panel->focusWidget();
    if (last && takesFocus(last))
        return last;
    const QList<QWidget *> widgets = widgetsOf(panel);
    const auto found = std::ranges::find_if(widgets, takesFocus);
    return found == widgets.end() ? nullptr : *found;
}

}

void goToNextStop(const QList<QWidget *> &panels, Direction direction)
{
    QList<QWidget *> stops;
    for (QWidget *panel : panels)
        stops += widgetsOf(panel);
    stops.removeIf([](const QWidget *widget) { return !takesFocus(widget); });
    if (stops.isEmpty())
        return;
    const bool isForward = direction == Direction::Forward;
    const qsizetype at = stops.indexOf(QApplication::focusWidget());
    const qsizetype from = at >= 0 || isForward ? at : 0;
    const qsizetype next = (from + (isForward ? 1 : stops.size() - 1)) % stops.size();
    stops[next]->setFocus(isForward ? Qt::TabFocusReason : Qt::BacktabFocusReason);
}

void goToNextPanel(const QList<QWidget *> &panels, Direction direction)
{
    const QWidget *focused = QApplication::focusWidget();
    const auto holdsFocus = [focused](const QWidget *panel) {
        return focused && (panel == focused || panel->isAncestorOf(focused));
    };
    const qsizetype count = panels.size();
    const qsizetype from = std::ranges::find_if(panels, holdsFocus) - panels.begin();
    const qsizetype step = direction == Direction::Forward ? 1 : count - 1;
    qsizetype next = from < count ? from : (direction == Direction::Forward ? count - 1 : 0);
    for (qsizetype tried = 0; tried < count; ++tried) {
        next = (next + step) % count;
        if (QWidget *place = placeIn(panels[next])) {
            place->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

}
