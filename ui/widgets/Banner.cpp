// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Banner.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <initializer_list>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

/// In characters: what a line or two can hold; a model may give reasons of any length.
constexpr qsizetype longestText = 600;
/// More than anybody reads, and laid out at once.
constexpr qsizetype longestDetails = 32'000;
constexpr int mostLines = 8;

}

Banner::Banner(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_label(new QLabel(this))
    , m_more(new QToolButton(this))
    , m_button(new QPushButton(this))
    , m_close(new QToolButton(this))
    , m_details(new QPlainTextEdit(this))
{
    setObjectName(u"banner"_s);
    setAccessibleName(tr("Message"));
    m_label->setObjectName(u"bannerText"_s);
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_label->setAccessibleName(tr("Message"));
    // A server's message may hold one word of any length.
    m_label->setMinimumWidth(80);
    m_button->setObjectName(u"bannerAction"_s);
    m_button->setText(tr("Try again")); // Never nameless, even before its first use.
    m_close->setObjectName(u"bannerClose"_s);
    m_close->setIcon(theme.icon(u"close"_s, Ink::Muted));
    m_close->setAccessibleName(tr("Close this message"));
    m_close->setToolTip(m_close->accessibleName());
    m_close->setFixedSize(24, 24);
    m_more->setObjectName(u"bannerMore"_s);
    m_more->setProperty("look", u"link"_s);
    m_more->setCheckable(true);
    m_more->setText(tr("Details"));
    m_more->setAccessibleName(tr("Show the details of this message"));
    m_details->setObjectName(u"bannerDetails"_s);
    m_details->setAccessibleName(tr("Details of this message"));
    m_details->setProperty("look", u"detail"_s);
    m_details->setReadOnly(true);
    m_details->setTabChangesFocus(true);
    m_details->setFont(theme.font(FontRole::Code));
    m_details->hide();
    addContent();
    connect(m_more, &QToolButton::toggled, this, &Banner::showDetails);
    connect(m_close, &QToolButton::clicked, this, &Banner::clear);
    connect(m_button, &QPushButton::clicked, this, [this] {
        const BannerAction action = m_action;
        if (!action.keepsMessage)
            clear();
        if (action.run)
            action.run();
    });
    connect(&theme, &Theme::changed, this, &Banner::colour);
    hide();
}

void Banner::addContent()
{
    auto *line = new QHBoxLayout;
    line->setSpacing(12);
    line->addWidget(m_label, 1);
    // On one line with each other, and with the first line of a long text.
    auto *actions = new QHBoxLayout;
    actions->setSpacing(12);
    for (QWidget *action : std::initializer_list<QWidget *>{m_more, m_button, m_close})
        actions->addWidget(action, 0, Qt::AlignVCenter);
    line->addLayout(actions);
    line->setAlignment(actions, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    layout->addLayout(line);
    layout->addWidget(m_details);
}

void Banner::showMessage(Tone tone, const QString &text, const BannerAction &action, const QString &details)
{
    m_tone = tone;
    m_action = action;
    const bool isLong = text.size() > longestText;
    m_label->setText(isLong ? text.left(longestText).trimmed() + u'…' : text);
    m_button->setText(action.text);
    m_button->setVisible(!action.text.isEmpty());
    m_detailsText = isLong ? (text + u"\n\n"_s + details).trimmed() : details;
    m_more->setChecked(false);
    m_more->setVisible(!m_detailsText.isEmpty());
    colour();
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Banner::clear()
{
    m_action = {};
    m_label->clear();
    m_more->setChecked(false);
    hide();
}

void Banner::showDetails(bool isOpen)
{
    QString text = isOpen ? m_detailsText.left(longestDetails) : QString();
    if (text.size() < m_detailsText.size() && isOpen)
        text += u'\n' + tr("… and %L1 characters more").arg(m_detailsText.size() - text.size());
    m_details->setPlainText(text);
    const int lines = std::clamp(m_details->document()->blockCount(), 3, mostLines);
    m_details->setFixedHeight(lines * m_details->fontMetrics().lineSpacing() + 26);
    m_details->setVisible(isOpen);
    m_more->setText(isOpen ? tr("Hide") : tr("Details"));
}

void Banner::setLasting()
{
    m_close->hide();
}

QString Banner::text() const
{
    return m_label->text();
}

void Banner::colour()
{
    QPalette palette = m_label->palette();
    palette.setColor(QPalette::WindowText, toneColour(m_theme.colours(), m_tone));
    m_label->setPalette(palette);
    update();
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneGround(m_theme.colours(), m_tone));
    painter.drawRoundedRect(rect(), 8, 8);
}

}
