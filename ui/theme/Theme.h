// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Colours.h"

#include <QFont>
#include <QIcon>
#include <QObject>

class QPalette;

namespace sqlai::ui {

/// What a piece of text is; sizes follow the system's font.
enum class FontRole { Normal, Medium, Strong, Small, SmallStrong, Tiny, Question, Code };

/// What an icon or a painted text is coloured with.
enum class Ink { Text, Muted, Accent, OnAccent, Danger };

/// How the program looks: colours, fonts and icons, light or dark. One for the whole program, made by app and handed
/// to whatever paints. Must outlive every widget that it was given to.
class Theme final : public QObject
{
    Q_OBJECT

public:
    /// Takes over whether the system is light or dark, and its font.
    explicit Theme(QObject *parent = nullptr);

    /// What the palette of a system stands for.
    static Scheme schemeOf(const QPalette &palette);

    Scheme scheme() const { return m_scheme; }
    /// Also gives the whole application its new look.
    void setScheme(Scheme scheme);
    /// Gives the application style, palette, font and style sheet.
    void apply();

    const Colours &colours() const { return coloursOf(m_scheme); }
    QColor ink(Ink ink) const;
    QFont font(FontRole role) const;
    /// An icon of resources/icons by its file's base name. It takes its colour when it is painted, so it follows the
    /// scheme by itself, and is drawn for every size and pixel ratio.
    QIcon icon(const QString &name, Ink ink = Ink::Text) const;
    /// The program's own icon, in its own colours.
    static QIcon applicationIcon();

Q_SIGNALS:
    void changed();

private:
    Scheme m_scheme;
    QFont m_baseFont;
    QString m_codeFamily;
};

}
