// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QObject;
class QWidget;

namespace sqlai::ui {

/// A file that a person shall name.
struct SaveRequest {
    QString title = {};
    /// Folder and name to begin with.
    QString suggestedPath = {};
    /// For example "CSV (*.csv)".
    QString filter = {};
    /// What is appended where the person types no ending, for example "csv".
    QString suffix = {};
};

/// The one door through which the program asks a person something outside its window. Never blocks: answers come by
/// callback, none where the person turns it down or `receiver` is gone. Main thread.
class Prompter
{
public:
    virtual ~Prompter() = default;

    virtual void askSavePath(QWidget *parent, const SaveRequest &request, QObject *receiver,
                             std::function<void(const QString &path)> accepted) = 0;
    /// Something to read and close.
    virtual void tell(QWidget *parent, const QString &title, const QString &text) = 0;
};

}
