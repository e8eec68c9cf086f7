// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/ExplanationLine.h"

#include "ui/widgets/Labels.h"

#include <QLabel>
#include <QStyle>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

constexpr int leastHeight = 20;
constexpr int gap = 4;
/// In characters and in lines: what can be read in place. A model may write any amount.
constexpr qsizetype longestText = 1'500;
constexpr qsizetype mostLines = 10;

QString cutText(const QString &text)
{
    const QString whole = text.trimmed();
    const QString first = whole.left(longestText).section(u'\n', 0, mostLines - 1);
    return first.size() < whole.size() ? first.trimmed() + u'…' : first;
}

}

ExplanationLine::ExplanationLine(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_label(makeMutedLabel(theme, FontRole::Normal, {}, this))
    , m_more(new QToolButton(this))
{
    setObjectName(u"explanation"_s);
    m_label->setObjectName(u"explanationText"_s);
    m_label->setAccessibleName(tr("Explanation"));
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_more->setObjectName(u"explanationMore"_s);
    m_more->setProperty("look", u"link"_s);
    m_more->setCheckable(true);
    m_more->setText(tr("More"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(m_more, &QToolButton::toggled, this, &ExplanationLine::arrange);
    hide();
}

void ExplanationLine::setText(const QString &text)
{
    m_text = cutText(text);
    m_more->setChecked(false);
    m_label->setAccessibleName(m_text);
    setVisible(!m_text.isEmpty());
    arrange();
}

QSize ExplanationLine::sizeHint() const
{
    return {240, heightForWidth(std::max(width(), 240))};
}

QSize ExplanationLine::minimumSizeHint() const
{
    return {80, leastHeight};
}

bool ExplanationLine::fits(int width) const
{
    return !m_text.contains(u'\n') && m_label->fontMetrics().horizontalAdvance(m_text) + 2 <= width;
}

int ExplanationLine::roomBesideMore(int width) const
{
    return std::max(40, width - m_more->sizeHint().width() - gap);
}

int ExplanationLine::heightForWidth(int width) const
{
    if (!m_more->isChecked() || fits(width))
        return leastHeight;
    const QRect room(0, 0, roomBesideMore(width), 10'000);
    return std::max(leastHeight, m_label->fontMetrics().boundingRect(room, Qt::TextWordWrap, m_text).height() + 4);
}

void ExplanationLine::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ExplanationLine::arrange()
{
    const bool isWhole = fits(width());
    const bool isOpen = m_more->isChecked() && !isWhole;
    m_more->setText(isOpen ? tr("Less") : tr("More"));
    m_more->setAccessibleName(isOpen ? tr("Show one line of the explanation") : tr("Show the whole explanation"));
    m_more->setVisible(!isWhole);
    const int room = isWhole ? width() : roomBesideMore(width());
    const QString line = m_label->fontMetrics().elidedText(m_text.simplified(), Qt::ElideRight, room);
    m_label->setWordWrap(isOpen);
    m_label->setText(isOpen ? m_text : line);
    // The link follows the text, as it would in a sentence.
    const int textWidth = isOpen ? room : std::min(room, m_label->fontMetrics().horizontalAdvance(line) + 2);
    const QRect text(0, 0, textWidth, heightForWidth(width()));
    const QRect more(textWidth + gap, 0, m_more->sizeHint().width(), leastHeight);
    m_label->setGeometry(QStyle::visualRect(layoutDirection(), rect(), text));
    m_more->setGeometry(QStyle::visualRect(layoutDirection(), rect(), more));
    updateGeometry();
}

}
