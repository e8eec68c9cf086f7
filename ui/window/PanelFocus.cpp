// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/PanelFocus.h"

#include <QApplication>
#include <QWidget>

#include <algorithm>

namespace sqlai::ui {
namespace {

bool isTabStop(const QWidget *widget)
{
    return (widget->focusPolicy() & Qt::TabFocus) != 0;
}

bool takesFocus(const QWidget *widget)
{
    return isTabStop(widget) && widget->isVisible() && widget->isEnabled();
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

void chainFocus(const QList<QWidget *> &panels)
{
    QWidget *last = nullptr;
    for (QWidget *panel : panels) {
        const QList<QWidget *> widgets = widgetsOf(panel);
        for (QWidget *widget : widgets) {
            if (!isTabStop(widget))
                continue;
            if (last)
                QWidget::setTabOrder(last, widget);
            last = widget;
        }
    }
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
