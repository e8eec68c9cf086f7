// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/CancelToken.h"

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <utility>

namespace sqlai {

struct CancelState {
    std::atomic<bool> isCancelled = false;
    // Recursive: a callback may let go of its own registration.
    std::recursive_mutex mutex = {};
    std::map<std::uint64_t, std::function<void()>> callbacks = {};
    std::uint64_t nextId = 1;
};

CancelToken::CancelToken(std::shared_ptr<CancelState> state)
    : m_state(std::move(state))
{
}

bool CancelToken::isCancelled() const
{
    return m_state && m_state->isCancelled.load(std::memory_order_relaxed);
}

CancelToken::Registration CancelToken::onCancel(std::function<void()> callback) const
{
    Registration registration;
    if (!m_state)
        return registration;
    const std::scoped_lock lock(m_state->mutex);
    if (m_state->isCancelled) {
        callback();
        return registration;
    }
    registration.m_state = m_state;
    registration.m_id = m_state->nextId++;
    m_state->callbacks.emplace(registration.m_id, std::move(callback));
    return registration;
}

CancelToken::Registration::Registration(Registration &&other) noexcept
    : m_state(std::move(other.m_state))
    , m_id(std::exchange(other.m_id, 0))
{
}

CancelToken::Registration &CancelToken::Registration::operator=(Registration &&other) noexcept
{
    if (this != &other) {
        release();
        m_state = std::move(other.m_state);
        m_id = std::exchange(other.m_id, 0);
    }
    return *this;
}

CancelToken::Registration::~Registration()
{
    release();
}

void CancelToken::Registration::release()
{
    if (const auto state = std::exchange(m_state, nullptr)) {
        const std::scoped_lock lock(state->mutex);
        state->callbacks.erase(m_id);
    }
}

CancelSource::CancelSource()
    : m_state(std::make_shared<CancelState>())
{
}

CancelToken CancelSource::token() const
{
    return CancelToken(m_state);
}

void CancelSource::cancel() const
{
    const auto state = m_state; // A callback may end what holds this source.
    const std::scoped_lock lock(state->mutex);
    if (state->isCancelled.exchange(true))
        return;
    // One at a time: a callback may let go of another registration, which is not called then.
    while (!state->callbacks.empty()) {
        const auto callback = state->callbacks.extract(state->callbacks.begin());
        callback.mapped()();
    }
}

bool CancelSource::isCancelled() const
{
    return m_state->isCancelled;
}

}
