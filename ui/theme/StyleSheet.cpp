// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/StyleSheet.h"

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

constexpr auto sheet = R"(
QMenuBar { background: @window; border-bottom: 1px solid @hairline; padding: 3px 8px 3px 8px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: @selection; }
QMenu { background: @raised; border: 1px solid @hairline; padding: 4px; }
QMenu::item { padding: 5px 20px 5px 10px; border-radius: 4px; }
QMenu::item:selected { background: @selection; color: @text; }
QMenu::item:disabled { color: @inputBorder; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: @hairline; margin: 4px 8px; }
QToolTip { background: @raised; color: @text; border: 1px solid @hairline; padding: 4px; }

QPushButton { min-height: 28px; padding: 0 14px; border: 1px solid @inputBorder; border-radius: 6px;
              background: @raised; color: @text; }
QPushButton:hover { background: @window; }
QPushButton:pressed { background: @selection; }
QPushButton:focus { border-color: @accent; }
QPushButton:disabled { color: @inputBorder; border-color: @hairline; background: transparent; }
QPushButton[look="strong"] { background: @accent; border-color: @accent; color: @onAccent; }
QPushButton[look="strong"]:hover, QPushButton[look="strong"]:focus { border-color: @text; }
QPushButton[look="strong"]:disabled { background: @hairline; border-color: @hairline; color: @muted; }
QToolButton[look="link"] { border: none; background: transparent; color: @accent; padding: 0; min-height: 20px; }
QToolButton[look="link"]:focus, QToolButton[look="link"]:hover { text-decoration: underline; }
QPushButton[look="card"] { text-align: left; padding: 0 14px; min-height: 38px; border: 1px solid @hairline;
              border-radius: 8px; background: @raised; }
QPushButton[look="card"]:hover, QPushButton[look="card"]:focus { border-color: @accent; background: @accentSoft; }
QToolButton { border: 1px solid transparent; border-radius: 6px; background: transparent; color: @muted; }
QToolButton:hover { background: @selection; }
QToolButton:focus { border-color: @accent; }
QToolButton[tone="danger"] { color: @danger; }
QToolButton[look="pager"] { border-color: @hairline; color: @text; min-width: 24px; min-height: 24px; }
QToolButton[look="pager"]:focus { border-color: @accent; }

QLineEdit { min-height: 26px; border: 1px solid @inputBorder; border-radius: 6px; background: @surface;
            padding: 0 8px; color: @text; selection-background-color: @selection; selection-color: @text; }
QLineEdit:focus { border-color: @accent; }
QLineEdit[look="page"] { min-height: 24px; padding: 0 2px; border-color: @hairline; background: transparent; }
QLineEdit[look="page"]:focus { border-color: @accent; }
QPlainTextEdit { border: none; background: transparent; color: @text; selection-background-color: @selection;
            selection-color: @text; }
QPlainTextEdit[look="detail"] { border: 1px solid @hairline; border-radius: 8px; background: @window; padding: 4px; }

QAbstractItemView { border: none; background: @surface; alternate-background-color: @otherRow; outline: none; }
QAbstractItemView[look="dock"] { background: @window; }
QTreeView[look="rows"]::item { padding: 0 9px; border: none; }
QTreeView[look="rows"]::item:selected { background: @selection; color: @text; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QHeaderView { background: @window; border: none; }
QHeaderView[look="titles"] { border-bottom: 1px solid @hairline; }
QHeaderView[look="numbers"] { background: @surface; }
QHeaderView::section { background: @window; color: @muted; border: none; border-bottom: 1px solid @hairline;
            padding: 0 12px; }
QHeaderView::section:horizontal { border-bottom: none; }
QHeaderView::section:vertical { background: @surface; padding: 0 8px; }
QTableCornerButton::section { background: @window; border: none; border-bottom: 1px solid @hairline; }

QProgressBar { border: none; border-radius: 2px; background: @hairline; }
QProgressBar::chunk { border-radius: 2px; background: @accent; }

QSplitter::handle { background: @hairline; }
QSplitter[look="plain"]::handle { background: transparent; }
QTabBar { background: transparent; }
QTabBar::tab { color: @muted; background: transparent; border: 1px solid transparent;
            border-bottom-color: @hairline; padding: 0 8px 0 14px; height: 29px; min-width: 120px; max-width: 220px;
            border-top-left-radius: 6px; border-top-right-radius: 6px; margin-right: 2px; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; background: @surface; border-color: @hairline;
            border-bottom-color: @surface; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: @hairline; border-radius: 4px; margin: 2px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: @inputBorder; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)";

}

QString styleSheet(const Colours &colours)
{
    // Longer names first: "@accent" is also the beginning of "@accentSoft".
    const std::array names{
        std::pair{"@accentSoft"_L1, colours.accentSoft},
        std::pair{"@accent"_L1, colours.accent},
        std::pair{"@onAccent"_L1, colours.onAccent},
        std::pair{"@window"_L1, colours.window},
        std::pair{"@surface"_L1, colours.surface},
        std::pair{"@raised"_L1, colours.raised},
        std::pair{"@hairline"_L1, colours.hairline},
        std::pair{"@inputBorder"_L1, colours.inputBorder},
        std::pair{"@text"_L1, colours.text},
        std::pair{"@muted"_L1, colours.muted},
        std::pair{"@danger"_L1, colours.danger},
        std::pair{"@selection"_L1, colours.selection},
        std::pair{"@otherRow"_L1, colours.otherRow},
    };
    QString text = QString::fromLatin1(sheet);
    for (const auto &[name, colour] : names)
        text.replace(name, colour.name());
    return text;
}

}
