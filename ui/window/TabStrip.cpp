// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/TabStrip.h"

#include "ui/widgets/Labels.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QTabBar>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sqlai::ui {

TabStrip::TabStrip(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_tabs(new QTabBar(this))
    , m_new(new QToolButton(this))
{
    setObjectName(u"tabStrip"_s);
    m_tabs->setObjectName(u"tabs"_s);
    m_tabs->setAccessibleName(tr("Questions"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setMovable(true);
    m_tabs->setElideMode(Qt::ElideRight);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setFocusPolicy(Qt::TabFocus);
    m_new->setObjectName(u"newTab"_s);
    m_new->setIcon(theme.icon(u"plus"_s, Ink::Muted));
    m_new->setFixedSize(26, 26);
    m_new->setAccessibleName(tr("New question"));
    m_new->setToolTip(tr("New question (Ctrl+T)"));

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 5, 8, 0);
    layout->setSpacing(4);
    layout->addWidget(m_tabs, 0, Qt::AlignBottom);
    layout->addWidget(m_new, 0, Qt::AlignVCenter);
    layout->addStretch(1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_tabs, &QTabBar::currentChanged, this, &TabStrip::currentChanged);
    connect(m_tabs, &QTabBar::tabMoved, this, &TabStrip::tabMoved);
    connect(m_new, &QToolButton::clicked, this, &TabStrip::newWanted);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

int TabStrip::addTab(const QString &title)
{
    const int index = m_tabs->addTab(QString());
    auto *closer = new QToolButton(m_tabs);
    closer->setIcon(m_theme.icon(u"close"_s, Ink::Muted));
    closer->setIconSize(QSize(12, 12));
    closer->setFixedSize(18, 18);
    closer->setFocusPolicy(Qt::NoFocus);
    closer->setAccessibleName(tr("Close"));
    closer->setToolTip(tr("Close (Ctrl+W)"));
    m_tabs->setTabButton(index, QTabBar::RightSide, closer);
    connect(closer, &QToolButton::clicked, this, [this, closer] { Q_EMIT closeWanted(indexOfCloser(closer)); });
    setTitle(index, title);
    return index;
}

int TabStrip::indexOfCloser(const QWidget *closer) const
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (m_tabs->tabButton(i, QTabBar::RightSide) == closer)
            return i;
    }
    return -1;
}

void TabStrip::removeTab(int index)
{
    m_tabs->removeTab(index);
}

void TabStrip::setTitle(int index, const QString &title)
{
    // A lone & would become a mnemonic.
    m_tabs->setTabText(index, QString(title).replace(u'&', u"&&"_s));
    m_tabs->setTabToolTip(index, plainToolTip(title));
}

void TabStrip::setCurrent(int index)
{
    m_tabs->setCurrentIndex(index);
}

int TabStrip::current() const
{
    return m_tabs->currentIndex();
}

void TabStrip::turn(int tabs)
{
    const int count = m_tabs->count();
    if (count > 0)
        setCurrent((current() + tabs + count) % count);
}

void TabStrip::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    // QTabBar would leave the closers where they were, on the titles: this makes it lay them out anew.
    if (event->type() == QEvent::LayoutDirectionChange)
        m_tabs->setElideMode(m_tabs->elideMode());
}

void TabStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().window);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.colours().hairline);
}

}
