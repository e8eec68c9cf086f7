// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QStringList>
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace sqlai::ui {

/// What stands in an empty place: what it is for and what to do next, with buttons that do it.
class EmptyState final : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(const Theme &theme, QWidget *parent = nullptr);

    /// `icon` names a file of resources/icons; empty for none.
    void setText(const QString &icon, const QString &title, const QString &text);
    enum class ChoiceLook { Buttons, Cards };
    /// Buttons below the text, one for each; their object names are "choice0", "choice1" ...
    void setChoices(const QStringList &choices, ChoiceLook look = ChoiceLook::Buttons);

Q_SIGNALS:
    void chosen(const QString &choice);

private:
    const Theme &m_theme;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    QVBoxLayout *m_choices;
    QString m_iconName;

    void colour();
};

}
