// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QIconEngine>

namespace sqlai::ui {

/// Paints a one-colour SVG of resources/icons in the theme's colour of the moment.
class SvgIconEngine final : public QIconEngine
{
public:
    SvgIconEngine(QString name, const Theme &theme, Ink ink);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QIconEngine *clone() const override;
    bool isNull() override;

private:
    QString m_name;
    const Theme &m_theme;
    Ink m_ink;
};

}
