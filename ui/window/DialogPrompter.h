// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/Prompter.h"

namespace sqlai::ui {

/// Asks with the system's own dialogs.
class DialogPrompter final : public Prompter
{
public:
    void askSavePath(QWidget *parent, const SaveRequest &request, QObject *receiver,
                     std::function<void(const QString &path)> accepted) override;
    void tell(QWidget *parent, const QString &title, const QString &text) override;
};

}
