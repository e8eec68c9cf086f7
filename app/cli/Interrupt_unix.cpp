// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Interrupt.h"

#include <QSocketNotifier>

#include <array>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace sqlai::cli {
namespace {

// A signal handler may do little more than write a byte: the pipe carries it to the event loop.
std::array<int, 2> wakeUpPipe = {-1, -1};

void handleSignal(int number)
{
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(wakeUpPipe[1], &byte, 1);
    std::signal(number, SIG_DFL);
}

}

Interrupt::Interrupt(QObject *parent)
    : QObject(parent)
{
    if (::pipe(wakeUpPipe.data()) != 0)
        return;
    for (const int end : wakeUpPipe)
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    auto *notifier = new QSocketNotifier(wakeUpPipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        if (::read(wakeUpPipe[0], &byte, 1) == 1)
            Q_EMIT requested();
    });
    std::signal(SIGINT, handleSignal);
    std::signal(SIGTERM, handleSignal);
}

Interrupt::~Interrupt()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    for (const int end : wakeUpPipe) {
        if (end >= 0)
            ::close(end);
    }
    wakeUpPipe = {-1, -1};
}

void ignoreBrokenPipes()
{
    std::signal(SIGPIPE, SIG_IGN);
}

}
