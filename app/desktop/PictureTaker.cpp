// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/PictureTaker.h"

#include "ui/results/ResultPanel.h"
#include "ui/window/MainWindow.h"
#include "ui/window/QueryTab.h"

#include <QTimer>

#include <chrono>
#include <utility>

namespace sqlai::app {
namespace {

constexpr QSize pictureSize(1280, 800);
constexpr std::chrono::seconds patience(60);
/// For the last layout and paint after the rows have come.
constexpr std::chrono::milliseconds settling(300);

}

PictureTaker::PictureTaker(ui::MainWindow &window, const QString &path, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_path(path)
{
}

void PictureTaker::take(const QString &question)
{
    m_window.resize(pictureSize);
    ui::QueryTab *tab = m_window.currentTab();
    connect(tab, &ui::QueryTab::flowFinished, this, &PictureTaker::goOn);
    connect(tab->results(), &ui::ResultPanel::pageShown, this,
            [this] { QTimer::singleShot(settling, this, &PictureTaker::save); });
    QTimer::singleShot(patience, this, [this] {
        end(Error{.code = ErrorCode::TimedOut, .detail = tr("there was no result to take a picture of.")});
    });
    Q_EMIT tab->results()->suggestionChosen(question); // As a click on an example does.
}

void PictureTaker::goOn(const report::Attempt &attempt)
{
    if (attempt.error)
        return end(attempt.error);
    if (std::exchange(m_hasRun, true))
        return;
    m_window.currentTab()->run();
}

void PictureTaker::save()
{
    const bool isSaved = m_window.grab().save(m_path, "PNG");
    if (isSaved)
        return end({});
    end(Error{.code = ErrorCode::File,
              .detail = tr("The picture %1 could not be written. Check the folder and the disk.").arg(m_path)});
}

void PictureTaker::end(const std::optional<Error> &error)
{
    if (std::exchange(m_isOver, true))
        return;
    if (error)
        Q_EMIT failed(*error);
    else
        Q_EMIT taken();
}

}
