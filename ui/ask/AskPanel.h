// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/Step.h"
#include "ui/theme/Theme.h"

#include <QWidget>

namespace sqlai::ui {

class Banner;
class ExplanationLine;
class QuestionBox;
class StepLine;

/// The upper part of a query tab: the question, the steps on the way to its SQL, what the answer says of itself, and
/// what went wrong.
class AskPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit AskPanel(const Theme &theme, QWidget *parent = nullptr);

    QuestionBox *questionBox() const { return m_question; }
    StepLine *steps() const { return m_steps; }
    ExplanationLine *explanation() const { return m_explanation; }
    Banner *banner() const { return m_banner; }
    /// The editor holds another statement than the answer's: steps and explanation must not speak for it.
    void setEdited(bool isEdited);

Q_SIGNALS:
    void asked(const QString &question);
    void stopRequested();

private:
    QuestionBox *m_question;
    StepLine *m_steps;
    ExplanationLine *m_explanation;
    Banner *m_banner;
};

}
