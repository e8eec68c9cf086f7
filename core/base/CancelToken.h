// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

namespace sqlai {

struct CancelState;
class CancelSource;

/// The asked side of a cancellation: handed down by value, cheap to copy, safe in every thread.
/// A default token can never be cancelled.
class CancelToken final
{
public:
    CancelToken() = default;

    /// True once the source was cancelled. One relaxed atomic load: cheap enough for every row.
    bool isCancelled() const;

    /// Keeps a callback registered; letting go of it removes it, waiting for one that runs in another thread.
    class Registration final
    {
    public:
        Registration() = default;
        Registration(Registration &&other) noexcept;
        Registration &operator=(Registration &&other) noexcept;
        ~Registration();

    private:
        friend class CancelToken;
        std::shared_ptr<CancelState> m_state;
        std::uint64_t m_id = 0;

        void release();
    };

    /// Calls `callback` once, in the thread that cancels, or at once when it was cancelled before.
    /// The callback must be short and must not block.
    [[nodiscard]] Registration onCancel(std::function<void()> callback) const;

private:
    friend class CancelSource;
    explicit CancelToken(std::shared_ptr<CancelState> state);

    std::shared_ptr<CancelState> m_state;
};

/// The asking side, owned by whoever started the operation. Letting go of it does not cancel.
class CancelSource final
{
public:
    CancelSource();

    CancelToken token() const;
    void cancel() const;
    bool isCancelled() const;

private:
    std::shared_ptr<CancelState> m_state;
};

}
