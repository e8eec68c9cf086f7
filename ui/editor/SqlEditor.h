// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/Scintilla.h"
#include "ui/theme/Theme.h"

namespace sqlai::ui {

class SqlLexer;

/// The editor of a statement: PostgreSQL's colours, line numbers, matching brackets, and a mark where an error is.
class SqlEditor final : public QsciScintilla
{
    Q_OBJECT

public:
    explicit SqlEditor(const Theme &theme, QWidget *parent = nullptr);

    QString sql() const { return text(); }
    /// Replaces the text in one step that can be undone.
    void setSql(const QString &sql);
    /// Writes at the cursor, over what is selected; not while the editor is read-only.
    void insertAtCursor(const QString &text);
    /// Marks what stands at the position, in characters (Unicode code points), the first being 1; 0 marks nothing.
    void markError(int position);
    void clearError();
    bool hasErrorMark() const { return m_hasErrorMark; }
    /// Where the ground of the line numbers ends.
    int gutterWidth() const;

Q_SIGNALS:
    /// Ctrl+Return was pressed.
    void runRequested();
    void gutterChanged();

protected:
    bool event(QEvent *event) override;

private:
    void takeTheme();
    void fitGutter();

    const Theme &m_theme;
    SqlLexer *m_lexer;
    bool m_hasErrorMark = false;
};

}
