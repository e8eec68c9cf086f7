// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/EditorFrame.h"

#include "ui/editor/SqlEditor.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace sqlai::ui {

EditorFrame::EditorFrame(const Theme &theme, SqlEditor *editor, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_editor(editor)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 8, 1, 8);
    layout->addWidget(editor);
    setFocusProxy(editor);
    editor->installEventFilter(this);
    connect(editor, &SqlEditor::gutterChanged, this, qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void EditorFrame::paintEvent(QPaintEvent *)
{
    const Colours &colours = m_theme.colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    painter.fillPath(outline, colours.surface);
    painter.save();
    painter.setClipPath(outline);
    // The editor itself is never mirrored: SQL runs from left to right.
    const int gutter = m_editor->x() + m_editor->gutterWidth();
    painter.fillRect(QRect(0, 0, gutter, height()), colours.gutter);
    painter.fillRect(QRect(gutter, 0, 1, height()), colours.hairline);
    painter.restore();
    painter.setPen(m_editor->hasFocus() ? colours.inputBorder : colours.hairline);
    painter.drawPath(outline);
}

bool EditorFrame::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QWidget::eventFilter(watched, event);
}

}
