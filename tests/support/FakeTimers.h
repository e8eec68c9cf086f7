// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Timers.h"

#include <QList>
#include <QPointer>

#include <algorithm>
#include <chrono>
#include <functional>
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
        m_waiting.append({m_now + delay, receiver, std::move(callback)});
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
            if (one.receiver)
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
        QPointer<QObject> receiver;
        std::function<void()> callback;
    };

    std::optional<Waiting> takeNext(Milliseconds end)
    {
        m_waiting.removeIf([](const Waiting &one) { return !one.receiver; });
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
