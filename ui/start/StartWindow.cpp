// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/StartWindow.h"

#include "ui/widgets/EmptyState.h"

#include <QCloseEvent>
#include <QProgressBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sqlai::ui {

StartWindow::StartWindow(const Theme &theme)
    : m_state(new EmptyState(theme, this))
    , m_progress(new QProgressBar(this))
{
    setObjectName(u"startWindow"_s);
    m_progress->setRange(0, 0); // Nobody knows how long PostgreSQL takes.
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(4);
    m_progress->setAccessibleName(tr("Progress"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(32, 32, 32, 32);
    layout->setSpacing(24);
    layout->addWidget(m_state, 1);
    layout->addWidget(m_progress);
    resize(480, 320);
    connect(m_state, &EmptyState::chosen, this, &StartWindow::chosen);
}

void StartWindow::showProgress(const QString &text)
{
    m_state->setText({}, tr("SQL AI Agent"), text);
    m_state->setChoices({});
    m_progress->show();
}

void StartWindow::showChoices(const QString &title, const QString &text, const QStringList &choices)
{
    m_state->setText({}, title, text);
    m_state->setChoices(choices);
    m_progress->hide();
}

void StartWindow::closeEvent(QCloseEvent *event)
{
    event->accept();
    Q_EMIT closed();
}

}
