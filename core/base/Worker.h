// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QFuture>
#include <QPromise>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace sqlai {

/// One thread that runs jobs in the order of their posting. What needs a thread of its own (a database connection)
/// lives in its jobs.
///
/// Destruction closes it: the job that runs is waited for, jobs that wait end as Cancelled. QThread::quit() alone
/// would still run them.
class Worker final
{
public:
    /// `stackSize` in bytes; 0 is the system's default.
    explicit Worker(const QString &name, uint stackSize = 0);
    ~Worker();
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    /// Runs `job` on the worker; it returns a Result. May be called in every thread.
    template <typename Job>
    auto run(Job job) -> QFuture<std::invoke_result_t<Job>>
    {
        using R = std::invoke_result_t<Job>;
        static_assert(IsResult<R>::value, "a job returns a Result");
        auto promise = std::make_shared<QPromise<R>>();
        promise->start();
        post([this, promise, job = std::move(job)]() mutable {
            promise->addResult(isClosing() ? R(Error{.code = ErrorCode::Cancelled}) : job());
            promise->finish();
        });
        return promise->future();
    }

    /// Waiting jobs end as Cancelled from now on. Called by the destructor; earlier, when an owner must first cancel
    /// the job that runs.
    void close();
    bool isClosing() const { return m_isClosing.load(std::memory_order_acquire); }

private:
    void post(std::function<void()> job);

    QThread m_thread;
    QObject *m_context;
    std::atomic<bool> m_isClosing = false;
};

}
