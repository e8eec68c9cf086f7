// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace sqlai::pg {

/// Lets a worker wait for a socket and yet be woken by another thread: a pipe beside the socket in one poll().
/// Written once for each system (WakeUp_unix.cpp, WakeUp_windows.cpp).
class WakeUp final
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;
    enum class Interest { Read, Write, ReadWrite };
    enum class News { Socket, Woken, Timeout };

    WakeUp();
    ~WakeUp();
    WakeUp(const WakeUp &) = delete;
    WakeUp &operator=(const WakeUp &) = delete;

    /// Ends the wait that is under way, or the next one. Safe in every thread; never blocks.
    void wake();
    /// Waits until the socket is ready, wake() was called or the time has come. It may return Woken for no reason, so
    /// callers look at their own conditions. With `socket` -1 only wake() and the time count.
    News wait(qintptr socket, Interest interest, TimePoint until);

private:
    qintptr m_reader = -1;
    qintptr m_writer = -1;
};

}
