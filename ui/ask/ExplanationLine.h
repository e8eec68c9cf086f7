// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace sqlai::ui {

/// What the answer says of itself: one quiet line that opens to the whole text. Hidden while there is none.
class ExplanationLine final : public QWidget
{
    Q_OBJECT

public:
    explicit ExplanationLine(const Theme &theme, QWidget *parent = nullptr);

    /// Shown letter by letter. A very long one is cut; the step "SQL" has the whole.
    void setText(const QString &text);
    QString text() const { return m_text; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    bool fits(int width) const;
    int roomBesideMore(int width) const;
    void arrange();

    QString m_text;
    QLabel *m_label;
    QToolButton *m_more;
};

}
