// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

class QLabel;
class QString;
class QWidget;

namespace sqlai::ui {

/// A quiet line of text that follows the theme.
QLabel *makeMutedLabel(const Theme &theme, FontRole role, const QString &text, QWidget *parent);
/// The heading of a side panel.
QLabel *makeHeading(const Theme &theme, const QString &text, QWidget *parent);
/// A tool tip that shows the text letter by letter; Qt would take what looks like HTML for HTML.
QString plainToolTip(const QString &text);
/// A surface that follows the theme: gives the widget the role's colour as its ground.
void setGround(QWidget *widget, const Theme &theme, QColor Colours::*colour);

}
