// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

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
    /// `problem` is empty when the picture was written.
    void finished(const QString &problem);

private:
    void goOn();
    void save();

    ui::MainWindow &m_window;
    QString m_path;
    bool m_hasRun = false;
};

}
