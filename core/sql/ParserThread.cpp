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
    const auto ticket = std::make_shared<Ticket>(&job);
    {
        const std::scoped_lock lock(m_mutex);
        m_waiting.push_back(ticket);
    }
    // Here and below without the lock, or who is woken would only wait for it.
    m_hasWork.notify_one();
    std::unique_lock lock(m_mutex);
    ticket->done.wait(lock, [&ticket] { return ticket->isDone; });
    return true;
}

void ParserThread::serve()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_hasWork.wait(lock, [this] { return m_isClosing || !m_waiting.empty(); });
        if (m_waiting.empty())
            return;
        const std::shared_ptr<Ticket> ticket = std::move(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        (*ticket->job)();
        lock.lock();
        ticket->isDone = true;
        lock.unlock();
        ticket->done.notify_one();
        lock.lock();
    }
}

}
