// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

class QTabBar;
class QToolButton;

namespace sqlai::ui {

/// The tabs of the window, each with its closer, and the button that opens one more.
class TabStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit TabStrip(const Theme &theme, QWidget *parent = nullptr);

    int addTab(const QString &title);
    void removeTab(int index);
    void setTitle(int index, const QString &title);
    void setCurrent(int index);
    int current() const;
    /// Goes so many tabs on, round and round.
    void turn(int tabs);

Q_SIGNALS:
    void currentChanged(int index);
    void tabMoved(int from, int to);
    void closeWanted(int index);
    void newWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    int indexOfCloser(const QWidget *closer) const;

    const Theme &m_theme;
    QTabBar *m_tabs;
    QToolButton *m_new;
};

}
