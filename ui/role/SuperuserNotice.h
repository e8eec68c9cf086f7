// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace sqlai::ui {

/// Whether the person who looks at it may allow a superuser.
enum class MayAllow { No, Yes };

/// Says at the top of the window that statements are refused, since the role is a superuser, and what there is to do
/// about it. Asks once more in place before the role is allowed. Hidden until there is something to say.
class SuperuserNotice final : public QFrame
{
    Q_OBJECT

public:
    explicit SuperuserNotice(const Theme &theme, QWidget *parent = nullptr);

    void showRefusal(const QString &role, MayAllow mayAllow);

Q_SIGNALS:
    /// The person wants the SQL of a role that may only read.
    void scriptWanted();
    /// The person wants the superuser to be allowed, and said so twice.
    void allowWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Step { Refused, Confirming };

    void showStep(Step step);
    void colour();

    const Theme &m_theme;
    QString m_role;
    MayAllow m_mayAllow = MayAllow::No;
    QLabel *m_text;
    QPushButton *m_script;
    QPushButton *m_allow;
    QPushButton *m_confirm;
    QPushButton *m_refuse;
};

}
