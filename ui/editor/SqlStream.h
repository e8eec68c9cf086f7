// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QTimer>

namespace sqlai::ui {

class SqlEditor;

/// Shows SQL in an editor while a model writes it. The editor is read-only meanwhile, is written to some thirty times
/// a second at most, however many pieces come, and notes nothing of it for undo. It follows the end, unless the person
/// has scrolled away from it.
class SqlStream final : public QObject
{
    Q_OBJECT

public:
    /// Belongs to the editor.
    explicit SqlStream(SqlEditor *editor);

    /// All of the SQL that has come so far; may begin anew. The first call puts the person's own text aside.
    void show(const QString &sql);
    /// The person's own text is back, with its cursor, its place and everything that could be undone.
    void end();
    bool isActive() const { return m_isActive; }

private:
    /// What stood in the editor, in the editor's terms: bytes and lines.
    struct Own {
        QByteArray text = {};
        long anchor = 0;
        long caret = 0;
        long firstLine = 0;
        long xOffset = 0;
    };
    void begin();
    void write();
    void replace(const QByteArray &text);
    bool isEndInView() const;

    SqlEditor *m_editor;
    Own m_own;
    QString m_newest;
    QByteArray m_shown;
    QTimer m_pause;
    bool m_isActive = false;
};

}
