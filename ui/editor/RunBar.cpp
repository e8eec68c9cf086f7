// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/RunBar.h"

#include "ui/widgets/Chip.h"
#include "ui/widgets/HintButton.h"
#include "ui/widgets/Labels.h"

#include <QHBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace sqlai::ui {

RunBar::RunBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_run(new HintButton(theme, ButtonLook::Strong, this))
    , m_limit(makeMutedLabel(theme, FontRole::Small, {}, this))
{
    m_run->setObjectName(u"run"_s);
    m_limit->setObjectName(u"timeLimit"_s);
    auto *readOnly = new Chip(theme, Tone::Ok, Chip::Arrow::None, this);
    readOnly->setObjectName(u"readOnly"_s);
    readOnly->setText(tr("read-only"));
    readOnly->setFocusPolicy(Qt::NoFocus);
    readOnly->setToolTip(tr("Every statement runs in a read-only transaction that is rolled back."));

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 8, 16, 8);
    layout->setSpacing(8);
    layout->addWidget(m_run);
    layout->addStretch(1);
    layout->addWidget(readOnly);
    layout->addWidget(m_limit);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_state == State::Busy)
            Q_EMIT stopRequested();
        else
            Q_EMIT runRequested();
    });
    refresh();
}

void RunBar::setState(State state)
{
    // In one step: a button that is disabled for a moment loses the focus.
    m_state = state;
    refresh();
}

void RunBar::setTimeLimit(std::chrono::seconds limit)
{
    m_limit->setText(tr("time limit %1 s").arg(limit.count()));
}

void RunBar::refresh()
{
    const bool isBusy = m_state == State::Busy;
    const bool isRunnable = m_state == State::Runnable;
    const Ink ink = isBusy ? Ink::Text : isRunnable ? Ink::OnAccent : Ink::Muted;
    m_run->setText(isBusy ? tr("Stop") : tr("Run"));
    m_run->setHint(isBusy ? tr("Esc") : tr("F5"));
    m_run->setIcon(m_theme.icon(isBusy ? u"stop"_s : u"run"_s, ink));
    m_run->setLook(isBusy ? ButtonLook::Plain : ButtonLook::Strong);
    m_run->setEnabled(m_state != State::Nothing);
    m_run->setAccessibleName(m_run->text());
    m_run->setToolTip(isBusy       ? tr("Stop the statement that runs (Esc)")
                      : isRunnable ? tr("Run this statement (F5)")
                                   : tr("Ask a question or write a statement first"));
}

}
