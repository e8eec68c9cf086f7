// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/QuestionBox.h"

#include "ui/widgets/HintButton.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QTextDocument>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

constexpr int mostLines = 6;

}

QuestionEdit::QuestionEdit(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(2);
    // The frame around it has the colour.
    viewport()->setAutoFillBackground(false);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &QuestionEdit::fitHeight);
    fitHeight();
}

void QuestionEdit::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && event->modifiers().testFlag(Qt::ControlModifier)) {
        Q_EMIT submitted();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT escaped();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void QuestionEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fitHeight();
}

void QuestionEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitHeight();
}

void QuestionEdit::fitHeight()
{
    // A plain text document tells its height in lines, wrapped ones counted.
    const int lines = std::max(1, static_cast<int>(std::ceil(document()->size().height())));
    const int shown = std::min(lines, mostLines);
    const int height = shown * fontMetrics().height() + 2 * static_cast<int>(document()->documentMargin());
    setVerticalScrollBarPolicy(lines > mostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    if (height != minimumHeight() || height != maximumHeight())
        setFixedHeight(height);
}

QuestionBox::QuestionBox(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_edit(new QuestionEdit(this))
    , m_button(new HintButton(theme, ButtonLook::Strong, this))
{
    m_edit->setObjectName(u"question"_s);
    m_edit->setAccessibleName(tr("Question"));
    m_edit->setPlaceholderText(tr("Ask a question about your data…"));
    m_edit->setFont(theme.font(FontRole::Question));
    m_edit->installEventFilter(this);
    m_button->setObjectName(u"ask"_s);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 10, 10, 10);
    layout->setSpacing(12);
    layout->addWidget(m_edit, 1, Qt::AlignVCenter);
    layout->addWidget(m_button, 0, Qt::AlignBottom);
    setFocusProxy(m_edit);

    connect(m_edit, &QuestionEdit::submitted, this, &QuestionBox::submit);
    connect(m_edit, &QuestionEdit::escaped, this, [this] {
        if (m_isBusy)
            Q_EMIT stopRequested();
    });
    connect(m_edit, &QPlainTextEdit::textChanged, this, &QuestionBox::updateButton);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_isBusy)
            Q_EMIT stopRequested();
        else
            submit();
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    updateButton();
}

QString QuestionBox::question() const
{
    return m_edit->toPlainText().trimmed();
}

void QuestionBox::setQuestion(const QString &question)
{
    if (question == m_edit->toPlainText())
        return;
    // Through a cursor, so that the person's own text can be had back by undo.
    QTextCursor cursor(m_edit->document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(question);
}

void QuestionBox::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    updateButton();
}

void QuestionBox::submit()
{
    if (m_isBusy)
        return;
    if (question().isEmpty())
        Q_EMIT questionMissed();
    else
        Q_EMIT asked(question());
}

void QuestionBox::updateButton()
{
    const bool isEmpty = question().isEmpty();
    m_button->setText(m_isBusy ? tr("Stop") : tr("Ask"));
    m_button->setHint(m_isBusy ? tr("Esc") : tr("Ctrl ↵"));
    m_button->setLook(m_isBusy ? ButtonLook::Plain : ButtonLook::Strong);
    m_button->setEnabled(m_isBusy || !isEmpty);
    m_button->setAccessibleName(m_button->text());
    m_button->setToolTip(m_isBusy  ? tr("Stop answering (Esc)")
                         : isEmpty ? tr("Type a question first, for example “How many trucks are there?”")
                                   : tr("Ask for the SQL that answers this (Ctrl+Return)"));
}

void QuestionBox::paintEvent(QPaintEvent *)
{
    const Colours &colours = m_theme.colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_edit->hasFocus() ? colours.accent : colours.inputBorder, 1.5));
    painter.setBrush(colours.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), 10, 10);
}

bool QuestionBox::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QWidget::eventFilter(watched, event);
}

}
