// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ConnectionLabel.h"

#include "ui/widgets/Dot.h"
#include "ui/widgets/Labels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

constexpr int outside = 8;

}

ConnectionLabel::ConnectionLabel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_dot(new Dot(theme, this))
    , m_name(new QLabel(this))
{
    setObjectName(u"connectionLabel"_s);
    m_name->setObjectName(u"connectionName"_s);
    m_name->setTextFormat(Qt::PlainText);
    auto *layout = new QHBoxLayout(this);
    // The frame is painted within, so that it keeps its distance from the window's edge.
    layout->setContentsMargins(outside + 10, 4, outside + 10, 4);
    layout->setSpacing(8);
    layout->addWidget(m_dot);
    layout->addWidget(m_name);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setConnection(Tone::Muted, tr("no connection"));
}

void ConnectionLabel::setConnection(Tone tone, const QString &name)
{
    m_dot->setTone(tone);
    m_name->setText(name);
    m_name->setAccessibleName(tr("Connection: %1").arg(name));
    setToolTip(plainToolTip(name));
    adjustSize();
}

void ConnectionLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.colours().hairline);
    painter.setBrush(m_theme.colours().surface);
    const QRectF frame = QRectF(rect()).adjusted(outside + 0.5, 1.5, -outside - 0.5, -1.5);
    painter.drawRoundedRect(frame, 6, 6);
}

}
