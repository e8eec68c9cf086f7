// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/Scintilla.h"
#include "ui/theme/Theme.h"

namespace sqlai::ui {

/// Colours PostgreSQL's SQL in the theme's colours.
class SqlLexer final : public QsciLexerSQL
{
    Q_OBJECT

public:
    explicit SqlLexer(const Theme &theme, QObject *parent = nullptr);

    const char *keywords(int set) const override;
    /// Takes colours and font over from the theme, after either changed.
    void takeTheme();

private:
    const Theme &m_theme;
};

}
