// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/net/HttpTypes.h"

#include <chrono>
#include <functional>
#include <optional>

namespace sqlai::net {

/// Whether and when a request is sent once more: on 429, 5xx, time-outs and broken connections, up to three times,
/// after 1, 2 and 4 seconds less up to half of it by chance, or after as long as the server asks for if that is longer.
class RetryPolicy final
{
public:
    static constexpr int maximumRetries = 3;
    /// The longest Retry-After that is waited for.
    static constexpr std::chrono::seconds longestWait{60};

    /// From 0 to just below 1.
    using Random = std::function<double()>;

    /// By the system's randomness, or that of a test.
    explicit RetryPolicy(const Clock &clock, Random random = {});

    /// Nothing: the end stands, also where the next try would begin only after `answerBy`. `retriesDone` counts those
    /// before.
    std::optional<std::chrono::milliseconds> delayAfter(const HttpEnd &end, int retriesDone,
                                                        const std::optional<QDateTime> &answerBy = {}) const;

private:
    std::chrono::milliseconds waitAsked(const QByteArray &retryAfter) const;

    const Clock &m_clock;
    Random m_random;
};

}
