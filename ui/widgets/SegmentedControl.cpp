// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/SegmentedControl.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

/// One choice; the control paints the ground, the segment its word.
class Segment final : public QAbstractButton
{
public:
    Segment(const Theme &theme, const QString &text, QWidget *parent)
        : QAbstractButton(parent)
        , m_theme(theme)
    {
        setText(text);
        setCheckable(true);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override
    {
        const QFontMetrics metrics(m_theme.font(FontRole::SmallStrong));
        return {metrics.horizontalAdvance(text()) + 12, std::max(24, metrics.height() + 6)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setFont(m_theme.font(isChecked() ? FontRole::SmallStrong : FontRole::Small));
        painter.setPen(isChecked() ? m_theme.colours().accent : m_theme.colours().muted);
        painter.drawText(rect(), Qt::AlignCenter, text());
    }

private:
    const Theme &m_theme;
};

}

SegmentedControl::SegmentedControl(const Theme &theme, const QStringList &choices, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_group(new QButtonGroup(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    for (const QString &choice : choices) {
        auto *segment = new Segment(theme, choice, this);
        segment->setObjectName(u"segment%1"_s.arg(m_group->buttons().size()));
        layout->addWidget(segment);
        m_group->addButton(segment, static_cast<int>(m_group->buttons().size()));
    }
    m_group->button(0)->setChecked(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool isChecked) {
        update();
        if (isChecked)
            Q_EMIT currentChanged(id);
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

int SegmentedControl::current() const
{
    return m_group->checkedId();
}

void SegmentedControl::setCurrent(int index)
{
    m_group->button(index)->setChecked(true);
}

void SegmentedControl::paintEvent(QPaintEvent *)
{
    const Colours &colours = m_theme.colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath outline;
    outline.addRoundedRect(frame, 6, 6);
    const QAbstractButton *checked = m_group->checkedButton();
    painter.save();
    painter.setClipPath(outline);
    painter.fillRect(checked->geometry().adjusted(-1, -1, 1, 1), colours.accentSoft);
    painter.restore();
    painter.setPen(checked->hasFocus() ? colours.accent : colours.hairline);
    painter.drawPath(outline);
}

}
