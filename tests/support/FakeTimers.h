// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Timers.h"

#include <QList>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace sqlai::test {

/// Time that passes when the test says so. Remembers every delay that was asked for.
class FakeTimers final : public Timers
{
public:
    using Milliseconds = std::chrono::milliseconds;

    void callAfter(Milliseconds delay, QObject *receiver, std::function<void()> callback) override
    {
        m_delays.append(delay);
        const auto isAlive = std::make_shared<bool>(true);
        QObject::connect(receiver, &QObject::destroyed, receiver, [isAlive] { *isAlive = false; });
        m_waiting.append({m_now + delay, isAlive, std::move(callback)});
    }

    /// Calls what is due within this time, in its order, also what is asked for meanwhile.
    void advance(Milliseconds time)
    {
        const Milliseconds end = m_now + time;
        while (auto next = takeNext(end)) {
            m_now = next->due;
            next->callback();
        }
        m_now = end;
    }

    /// Of timers whose receivers live, in the order of asking.
    QList<Milliseconds> waiting() const
    {
        QList<Milliseconds> left;
        for (const Waiting &one : m_waiting) {
            if (*one.isAlive)
                left.append(one.due - m_now);
        }
        return left;
    }
    /// Since the start.
    const QList<Milliseconds> &delays() const { return m_delays; }
    Milliseconds now() const { return m_now; }

private:
    struct Waiting {
        Milliseconds due;
        // No QPointer: clang-tidy 14 takes its reference count for a use after delete.
        std::shared_ptr<bool> isAlive;
        std::function<void()> callback;
    };

    std::optional<Waiting> takeNext(Milliseconds end)
    {
        m_waiting.removeIf([](const Waiting &one) { return !*one.isAlive; });
        const auto next = std::ranges::min_element(m_waiting, {}, &Waiting::due);
        if (next == m_waiting.end() || next->due > end)
            return std::nullopt;
        Waiting taken = std::move(*next);
        m_waiting.erase(next);
        return taken;
    }

    Milliseconds m_now{0};
    QList<Waiting> m_waiting;
    QList<Milliseconds> m_delays;
};

}
