// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace sqlai::ui {

/// A button for words of any length: what does not fit ends in an ellipsis, and the tip has the whole.
class ElidedButton final : public QPushButton
{
    Q_OBJECT

public:
    explicit ElidedButton(const QString &words, QWidget *parent = nullptr);

    QSize minimumSizeHint() const override;
    /// What there is room for, as it is painted.
    QString shownText() const;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
};

}
