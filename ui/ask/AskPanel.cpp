// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/AskPanel.h"

#include "ui/ask/ExplanationLine.h"
#include "ui/ask/QuestionBox.h"
#include "ui/ask/StepLine.h"
#include "ui/widgets/Banner.h"

#include <QVBoxLayout>

namespace sqlai::ui {

AskPanel::AskPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_question(new QuestionBox(theme, this))
    , m_steps(new StepLine(theme, this))
    , m_explanation(new ExplanationLine(theme, this))
    , m_banner(new Banner(theme, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 8);
    layout->setSpacing(8);
    layout->addWidget(m_question);
    layout->addWidget(m_steps);
    layout->addWidget(m_banner);
    layout->addWidget(m_explanation);
    layout->addStretch(1);
    // As high as its content, which depends on the width.
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFocusProxy(m_question);
    connect(m_question, &QuestionBox::asked, this, &AskPanel::asked);
    connect(m_question, &QuestionBox::stopRequested, this, &AskPanel::stopRequested);
}

void AskPanel::setEdited(bool isEdited)
{
    m_steps->setEdited(isEdited);
    m_explanation->setVisible(!isEdited && !m_explanation->text().isEmpty());
}

}
