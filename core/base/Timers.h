// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <utility>

namespace sqlai {

/// What happens later, so that tests can say when that is. Used in the main thread.
class Timers
{
public:
    virtual ~Timers() = default;
    /// Calls `callback` once after `delay`, never after the receiver's death: whoever wants to take it back gives a
    /// receiver of its own and deletes it.
    virtual void callAfter(std::chrono::milliseconds delay, QObject *receiver, std::function<void()> callback) = 0;
};

class SystemTimers final : public Timers
{
public:
    void callAfter(std::chrono::milliseconds delay, QObject *receiver, std::function<void()> callback) override
    {
        QTimer::singleShot(delay, receiver, std::move(callback));
    }
};

}
