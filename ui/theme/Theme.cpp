// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Theme.h"

#include "ui/theme/CalmStyle.h"
#include "ui/theme/StyleSheet.h"
#include "ui/theme/SvgIconEngine.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>

#include <utility>

using namespace Qt::StringLiterals;

// Resources of a static library are left out by the linker unless somebody asks for them; must stand in no namespace.
static void loadIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace sqlai::ui {
namespace {

#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
constexpr bool hasNativeLook = true;
#else
constexpr bool hasNativeLook = false;
#endif

QString firstInstalled(const QStringList &families, const QString &otherwise)
{
    for (const QString &family : families) {
        if (QFontDatabase::hasFamily(family))
            return family;
    }
    return otherwise;
}

/// The desktop's font where there is a desktop; else the best one that is installed, 13 pixels high at 96 dpi.
QFont baseFont()
{
    QFont font = QApplication::font();
    const QString general = QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    const bool isChosenByDesktop = hasNativeLook || !qEnvironmentVariableIsEmpty("XDG_CURRENT_DESKTOP");
    if (!isChosenByDesktop) {
        font.setFamily(firstInstalled({u"Inter"_s, u"Noto Sans"_s}, general));
        font.setPointSizeF(9.75);
    }
    return font;
}

QPalette paletteOf(const Colours &colours)
{
    QPalette palette;
    palette.setColor(QPalette::Window, colours.window);
    palette.setColor(QPalette::WindowText, colours.text);
    palette.setColor(QPalette::Base, colours.surface);
    palette.setColor(QPalette::AlternateBase, colours.otherRow);
    palette.setColor(QPalette::Text, colours.text);
    palette.setColor(QPalette::PlaceholderText, colours.muted);
    palette.setColor(QPalette::Button, colours.raised);
    palette.setColor(QPalette::ButtonText, colours.text);
    palette.setColor(QPalette::BrightText, colours.danger);
    palette.setColor(QPalette::Light, colours.raised);
    palette.setColor(QPalette::Midlight, colours.hairline);
    palette.setColor(QPalette::Mid, colours.hairline);
    palette.setColor(QPalette::Dark, colours.inputBorder);
    palette.setColor(QPalette::Shadow, colours.inputBorder);
    palette.setColor(QPalette::Highlight, colours.selection);
    palette.setColor(QPalette::HighlightedText, colours.text);
    palette.setColor(QPalette::Link, colours.accent);
    palette.setColor(QPalette::LinkVisited, colours.accent);
    palette.setColor(QPalette::ToolTipBase, colours.raised);
    palette.setColor(QPalette::ToolTipText, colours.text);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, colours.inputBorder);
    return palette;
}

}

Theme::Theme(QObject *parent)
    : QObject(parent)
    , m_scheme(schemeOf(QApplication::palette()))
    , m_baseFont(baseFont())
    // None that joins >= into one sign: what runs must be read as it is written.
    , m_codeFamily(firstInstalled({u"JetBrains Mono NL"_s, u"Noto Sans Mono"_s, u"Cascadia Mono"_s, u"SF Mono"_s},
                                  QFontDatabase::systemFont(QFontDatabase::FixedFont).family()))
{
    loadIcons();
}

Scheme Theme::schemeOf(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness()
               ? Scheme::Dark
               : Scheme::Light;
}

void Theme::setScheme(Scheme scheme)
{
    if (m_scheme == scheme)
        return;
    m_scheme = scheme;
    apply();
}

void Theme::apply()
{
    QApplication::setFont(m_baseFont);
    if (!hasNativeLook) {
        QApplication::setStyle(new CalmStyle);
        QApplication::setPalette(paletteOf(colours()));
        qApp->setStyleSheet(styleSheet(colours()));
    }
    Q_EMIT changed();
}

QColor Theme::ink(Ink ink) const
{
    switch (ink) {
    case Ink::Text:
        return colours().text;
    case Ink::Muted:
        return colours().muted;
    case Ink::Accent:
        return colours().accent;
    case Ink::Danger:
        return colours().danger;
    case Ink::OnAccent:
        return colours().onAccent;
    }
    Q_UNREACHABLE();
}

QFont Theme::font(FontRole role) const
{
    QFont font = m_baseFont;
    const auto scale = [&font](qreal of13) { font.setPointSizeF(font.pointSizeF() * of13 / 13); };
    switch (role) {
    case FontRole::Normal:
        break;
    case FontRole::Medium:
        font.setWeight(QFont::Medium);
        break;
    case FontRole::Strong:
        font.setWeight(QFont::DemiBold);
        break;
    case FontRole::Small:
        scale(12);
        break;
    case FontRole::SmallStrong:
        scale(12);
        font.setWeight(QFont::DemiBold);
        break;
    case FontRole::Tiny:
        scale(11);
        break;
    case FontRole::Question:
        scale(15);
        break;
    case FontRole::Code:
        font.setFamily(m_codeFamily);
        font.setStyleHint(QFont::Monospace);
        break;
    }
    return font;
}

QIcon Theme::icon(const QString &name, Ink ink) const
{
    return QIcon(new SvgIconEngine(name, *this, ink));
}

QIcon Theme::applicationIcon()
{
    loadIcons();
    return QIcon(u":/icons/sql-ai-agent.svg"_s);
}

}
