// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/report/Attempt.h"

#include <QObject>
#include <QString>

#include <optional>

namespace sqlai::ui {
class MainWindow;
}

namespace sqlai::app {

/// For `--picture FILE`: asks a question in the real window, runs the answer, and saves what a person would see.
class PictureTaker final : public QObject
{
    Q_OBJECT

public:
    PictureTaker(ui::MainWindow &window, const QString &path, QObject *parent = nullptr);

    void take(const QString &question);

Q_SIGNALS:
    /// One of the two comes, once.
    void taken();
    void failed(const sqlai::Error &error);

private:
    void goOn(const report::Attempt &attempt);
    void save();
    void end(const std::optional<Error> &error);

    ui::MainWindow &m_window;
    QString m_path;
    bool m_hasRun = false;
    bool m_isOver = false;
};

}
