// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Actor.h"
#include "ui/widgets/Chip.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace sqlai::ui {

class Dot;

/// The line at the foot of the window: who acts, how connection and answers stand, what just happened.
class StatusLine final : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLine(const Theme &theme, QWidget *parent = nullptr);

    void setActor(const Actor &actor);
    void setConnection(Tone tone, const QString &text);
    /// `tip` says more of it than the light does; may be empty.
    void setProvider(Tone tone, const QString &text, const QString &tip = {});
    /// The part that opens the role card; hidden while its text is empty.
    void setRole(Tone tone, const QString &words, const QString &tip);
    /// Stands at the far end until it is replaced, for example how many questions are left.
    void setNote(const QString &text);
    /// Is gone after a while; an empty one clears what stands there. A screen reader hears it.
    void showMessage(const QString &text);
    QString message() const;

Q_SIGNALS:
    /// The person wants to see the role card.
    void roleWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Light {
        Dot *dot = nullptr;
        QLabel *label = nullptr;
    };
    Light addLight(const QString &name);
    void setLight(const Light &light, Tone tone, const QString &text, const QString &tip = {});

    const Theme &m_theme;
    QLabel *m_actor;
    Light m_connection;
    Light m_provider;
    QToolButton *m_role;
    QLabel *m_message;
    QLabel *m_note;
    QTimer m_messageEnd;
};

}
