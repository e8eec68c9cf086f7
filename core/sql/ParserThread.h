// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

namespace sqlai::sql {

/// A thread with a stack of 64 MB. libpg_query has no guard of its own: a chain of operators costs it a frame a link
/// and it dies on a small stack. What a caller hands over runs there while the caller waits.
class ParserThread final
{
public:
    static constexpr uint stackBytes = 64U * 1024 * 1024;

    ParserThread();
    /// Waits for the jobs that were handed over.
    ~ParserThread();
    ParserThread(const ParserThread &) = delete;
    ParserThread &operator=(const ParserThread &) = delete;

    /// Runs `job` and returns when it is done; false, and nothing done, where the system gave no thread. May be called
    /// in every thread but the parser's own. Callers are served in their order.
    bool run(const std::function<void()> &job);

private:
    /// Held by both threads: the caller may have gone on before the other has woken it.
    struct Ticket {
        explicit Ticket(const std::function<void()> *toRun)
            : job(toRun)
        {
        }

        const std::function<void()> *job;
        bool isDone = false;
        std::condition_variable done = {};
    };

    void serve();

    std::mutex m_mutex;
    std::condition_variable m_hasWork;
    std::deque<std::shared_ptr<Ticket>> m_waiting;
    bool m_isClosing = false;
    bool m_isRunning = false;
    std::unique_ptr<QThread> m_thread;
};

}
