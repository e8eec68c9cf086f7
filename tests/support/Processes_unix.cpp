// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Processes.h"

#include <QFile>
#include <QThread>

#include <csignal>

using namespace Qt::StringLiterals;

namespace sqlai::test {
namespace {

/// Dead but not yet fetched by its parent counts as gone: an init that fetches nobody is common in containers.
bool isGone(pid_t process)
{
    QFile file(u"/proc/%1/stat"_s.arg(process));
    const bool isKnown = file.open(QIODevice::ReadOnly);
    return kill(process, 0) != 0 || (isKnown && file.readAll().contains(") Z "));
}

}

void killProcess(qint64 process)
{
    const auto number = static_cast<pid_t>(process);
    if (number <= 0)
        return;
    kill(number, SIGKILL);
    while (!isGone(number))
        QThread::msleep(5);
}

}
