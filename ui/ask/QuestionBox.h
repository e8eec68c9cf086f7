// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QPlainTextEdit>
#include <QWidget>

namespace sqlai::ui {

class HintButton;

/// The text of a question: as high as its lines, up to six.
class QuestionEdit final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit QuestionEdit(QWidget *parent = nullptr);

Q_SIGNALS:
    void submitted();
    void escaped();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fitHeight();
};

/// Where a question is typed, with the button that asks it, or stops what is asked.
class QuestionBox final : public QWidget
{
    Q_OBJECT

public:
    explicit QuestionBox(const Theme &theme, QWidget *parent = nullptr);

    QString question() const;
    void setQuestion(const QString &question);
    /// While it is busy the button stops instead of asking.
    void setBusy(bool isBusy);
    QuestionEdit *edit() const { return m_edit; }

Q_SIGNALS:
    void asked(const QString &question);
    /// It should be asked, and there is none.
    void questionMissed();
    void stopRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void submit();
    void updateButton();

    const Theme &m_theme;
    QuestionEdit *m_edit;
    HintButton *m_button;
    bool m_isBusy = false;
};

}
