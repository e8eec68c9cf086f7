// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Worker.h"

namespace sqlai {

Worker::Worker(const QString &name, uint stackSize)
    : m_context(new QObject)
{
    m_thread.setObjectName(name);
    m_thread.setStackSize(stackSize);
    m_context->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_context, &QObject::deleteLater);
    m_thread.start();
}

Worker::~Worker()
{
    close();
    // Queued behind every job, so that each of them gets its answer before the loop ends.
    post([this] { m_thread.quit(); });
    m_thread.wait();
}

void Worker::close()
{
    m_isClosing.store(true, std::memory_order_release);
}

void Worker::post(std::function<void()> job)
{
    QMetaObject::invokeMethod(m_context, std::move(job), Qt::QueuedConnection);
}

}
