// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/DemoService.h"

using namespace Qt::StringLiterals;

namespace sqlai::demo {

DemoService::DemoService(const DemoSetup &setup, QObject *parent)
    : QObject(parent)
    , m_server(setup)
    , m_worker(u"demo"_s)
{
}

DemoService::~DemoService()
{
    // On the worker and before it closes, since a closed one does no more jobs.
    stop().waitForFinished();
}

QFuture<Result<settings::ConnectionProfile>> DemoService::start()
{
    if (m_cancel.isCancelled())
        m_cancel = CancelSource();
    return m_worker.run([this, token = m_cancel.token()] {
        // Emitted in the worker, so every connection to it is a queued one.
        return m_server.start([this](const QString &text) { Q_EMIT progressed(text); }, token);
    });
}

QFuture<Result<void>> DemoService::stop()
{
    m_cancel.cancel();
    return m_worker.run([this] { return m_server.stop(); });
}

}
