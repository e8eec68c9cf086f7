// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/WakeUp.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace sqlai::pg {
namespace {

/// Where the system gave no pipe, waits are cut into slices of this length instead.
constexpr std::chrono::milliseconds sliceWithoutPipe(100);

short pollEvents(WakeUp::Interest interest)
{
    switch (interest) {
    case WakeUp::Interest::Read:
        return POLLIN;
    case WakeUp::Interest::Write:
        return POLLOUT;
    case WakeUp::Interest::ReadWrite:
        break;
    }
    return POLLIN | POLLOUT;
}

int millisecondsUntil(WakeUp::TimePoint until)
{
    using namespace std::chrono;
    const auto left = ceil<milliseconds>(until - steady_clock::now());
    return static_cast<int>(std::clamp<milliseconds::rep>(left.count(), 0, 3'600'000));
}

}

WakeUp::WakeUp()
{
    std::array<int, 2> ends = {-1, -1};
    if (::pipe(ends.data()) != 0)
        return;
    for (const int end : ends) {
        ::fcntl(end, F_SETFL, O_NONBLOCK);
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    }
    m_reader = ends[0];
    m_writer = ends[1];
}

WakeUp::~WakeUp()
{
    if (m_reader >= 0) {
        ::close(static_cast<int>(m_reader));
        ::close(static_cast<int>(m_writer));
    }
}

void WakeUp::wake()
{
    const char byte = 0;
    // A full pipe is as good: whoever waits wakes.
    if (m_writer >= 0) [[maybe_unused]]
        const auto written = ::write(static_cast<int>(m_writer), &byte, 1);
}

WakeUp::News WakeUp::wait(qintptr socket, Interest interest, TimePoint until)
{
    const bool hasPipe = m_reader >= 0;
    const auto end = hasPipe ? until : std::min(until, std::chrono::steady_clock::now() + sliceWithoutPipe);
    std::array<pollfd, 2> watched = {};
    watched[0] = {.fd = static_cast<int>(socket), .events = pollEvents(interest), .revents = 0};
    watched[1] = {.fd = static_cast<int>(m_reader), .events = POLLIN, .revents = 0};
    const int ready = ::poll(watched.data(), watched.size(), millisecondsUntil(end));
    if (ready < 0) // EINTR
        return News::Woken;
    if (watched[1].revents != 0) {
        std::array<char, 64> bytes = {};
        while (::read(static_cast<int>(m_reader), bytes.data(), bytes.size()) > 0) { }
        return News::Woken;
    }
    if (ready > 0)
        return News::Socket;
    return hasPipe ? News::Timeout : News::Woken;
}

}
