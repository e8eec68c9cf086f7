// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/ExplanationLine.h"

#include "ui/widgets/Labels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::ui {

ExplanationLine::ExplanationLine(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_label(makeMutedLabel(theme, FontRole::Normal, {}, this))
    , m_more(new QToolButton(this))
{
    setObjectName(u"explanation"_s);
    m_label->setObjectName(u"explanationText"_s);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_more->setObjectName(u"explanationMore"_s);
    m_more->setProperty("look", u"link"_s);
    m_more->setCheckable(true);
    m_more->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_label, 1, Qt::AlignTop);
    layout->addWidget(m_more, 0, Qt::AlignTop);
    connect(m_more, &QToolButton::toggled, this, &ExplanationLine::arrange);
    hide();
}

void ExplanationLine::setText(const QString &text)
{
    m_text = text.trimmed();
    m_more->setChecked(false);
    m_label->setAccessibleName(m_text);
    setVisible(!m_text.isEmpty());
    arrange();
}

void ExplanationLine::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ExplanationLine::arrange()
{
    const bool isOpen = m_more->isChecked();
    m_more->setText(isOpen ? tr("Less") : tr("More"));
    m_more->setAccessibleName(isOpen ? tr("Show one line of the explanation") : tr("Show the whole explanation"));
    const QString line = m_text.simplified();
    const int full = m_label->fontMetrics().horizontalAdvance(line) + 2;
    const bool fits = full <= width() && !m_text.contains(u'\n');
    const int room = std::max(40, width() - (fits ? 0 : m_more->sizeHint().width() + 4));
    m_more->setVisible(!fits);
    m_label->setWordWrap(isOpen && !fits);
    m_label->setText(isOpen && !fits ? m_text : m_label->fontMetrics().elidedText(line, Qt::ElideRight, room));
}

}
