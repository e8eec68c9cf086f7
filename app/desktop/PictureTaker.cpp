// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/PictureTaker.h"

#include "ui/editor/SqlEditor.h"
#include "ui/results/ResultPanel.h"
#include "ui/window/MainWindow.h"
#include "ui/window/QueryTab.h"

#include <QTimer>

#include <chrono>

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
    connect(tab, &ui::QueryTab::stateChanged, this, &PictureTaker::goOn);
    connect(tab->results(), &ui::ResultPanel::pageShown, this,
            [this] { QTimer::singleShot(settling, this, &PictureTaker::save); });
    QTimer::singleShot(patience, this, [this] { Q_EMIT finished(tr("There was no result to take a picture of.")); });
    Q_EMIT tab->results()->suggestionChosen(question); // As a click on an example does.
}

void PictureTaker::goOn()
{
    ui::QueryTab *tab = m_window.currentTab();
    if (tab->isBusy() || tab->editor()->sql().isEmpty() || m_hasRun)
        return;
    m_hasRun = true;
    tab->run();
}

void PictureTaker::save()
{
    const bool isSaved = m_window.grab().save(m_path, "PNG");
    Q_EMIT finished(isSaved ? QString() : tr("The picture %1 could not be written.").arg(m_path));
}

}
