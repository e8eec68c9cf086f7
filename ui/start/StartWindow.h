// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QProgressBar;

namespace sqlai::ui {

class EmptyState;
class Theme;

/// The small window before the main one: what the program is doing, or why it cannot go on and what to do.
class StartWindow final : public QWidget
{
    Q_OBJECT

public:
    explicit StartWindow(const Theme &theme);

public Q_SLOTS:
    void showProgress(const QString &text);
    void showChoices(const QString &title, const QString &text, const QStringList &choices);

Q_SIGNALS:
    void chosen(const QString &choice);
    /// The person closed it: there will be no main window.
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    EmptyState *m_state;
    QProgressBar *m_progress;
};

}
