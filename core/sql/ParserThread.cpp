// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/ParserThread.h"

using namespace Qt::StringLiterals;

namespace sqlai::sql {

ParserThread::ParserThread()
    : m_thread(QThread::create([this] { serve(); }))
{
    m_thread->setObjectName(u"sql parser"_s);
    m_thread->setStackSize(stackBytes);
    m_thread->start();
    m_isRunning = m_thread->isRunning();
}

ParserThread::~ParserThread()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isClosing = true;
    }
    m_hasWork.notify_one();
    m_thread->wait();
}

bool ParserThread::run(const std::function<void()> &job)
{
    if (!m_isRunning)
        return false;
    Ticket ticket{.job = &job};
    std::unique_lock lock(m_mutex);
    m_waiting.push_back(&ticket);
    m_hasWork.notify_one();
    ticket.done.wait(lock, [&ticket] { return ticket.isDone; });
    return true;
}

void ParserThread::serve()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_hasWork.wait(lock, [this] { return m_isClosing || !m_waiting.empty(); });
        if (m_waiting.empty())
            return;
        Ticket *ticket = m_waiting.front();
        m_waiting.pop_front();
        lock.unlock();
        (*ticket->job)();
        lock.lock();
        ticket->isDone = true;
        // Under the lock: the ticket lies on the caller's stack and is gone as soon as the caller wakes.
        ticket->done.notify_one();
    }
}

}
