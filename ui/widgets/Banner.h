// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Chip.h"

#include <QFrame>

#include <functional>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace sqlai::ui {

/// What a person can do about a message.
struct BannerAction {
    QString text = {};
    std::function<void()> run = {};
    /// The message stays when the button was pressed: it still holds.
    bool keepsMessage = false;
};

/// A message in place: what happened, the button that does something about it, and what lies behind it for whoever
/// opens that. Every text is shown letter by letter, whatever it looks like. Hidden while there is none.
class Banner final : public QFrame
{
    Q_OBJECT

public:
    explicit Banner(const Theme &theme, QWidget *parent = nullptr);

    /// A long text goes on in the details; long details are cut. Without details there is nothing to open.
    void showMessage(Tone tone, const QString &text, const BannerAction &action = {}, const QString &details = {});
    void clear();
    /// It has no cross to close it by: what it says holds as long as it is shown.
    void setLasting();
    QString text() const;
    Tone tone() const { return m_tone; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addContent();
    void showDetails(bool isOpen);
    void colour();

    const Theme &m_theme;
    Tone m_tone = Tone::Danger;
    QLabel *m_label;
    QToolButton *m_more;
    QPushButton *m_button;
    QToolButton *m_close;
    QPlainTextEdit *m_details;
    QString m_detailsText;
    BannerAction m_action;
};

}
