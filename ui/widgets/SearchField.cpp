// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/SearchField.h"

#include <QAction>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace sqlai::ui {

SearchField::SearchField(const Theme &theme, const QString &words, QWidget *parent)
    : QLineEdit(parent)
{
    setPlaceholderText(words);
    setAccessibleName(words);
    // QLineEdit's own clear button is a dark blot in Fusion.
    QAction *clearAll = addAction(theme.icon(u"close"_s, Ink::Muted), TrailingPosition);
    clearAll->setToolTip(tr("Empty this field"));
    clearAll->setVisible(false);
    connect(clearAll, &QAction::triggered, this, &QLineEdit::clear);
    connect(this, &QLineEdit::textChanged, clearAll,
            [clearAll](const QString &text) { clearAll->setVisible(!text.isEmpty()); });
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty())
        clear();
    else
        QLineEdit::keyPressEvent(event);
}

}
