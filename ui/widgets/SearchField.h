// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QLineEdit>

namespace sqlai::ui {

/// A field that looks something up: says so while it is empty, and can be emptied by one click or Escape.
class SearchField final : public QLineEdit
{
    Q_OBJECT

public:
    /// `words` are its placeholder and its name for screen readers.
    SearchField(const Theme &theme, const QString &words, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

}
