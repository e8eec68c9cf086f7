// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Worker.h"
#include "core/demo/DemoServer.h"
#include "core/settings/ConnectionProfile.h"

#include <QFuture>
#include <QObject>

namespace sqlai::demo {

/// The demo database for window and command line: DemoServer on a worker of its own. Lives in the main thread.
class DemoService final : public QObject
{
    Q_OBJECT

public:
    explicit DemoService(const DemoSetup &setup, QObject *parent = nullptr);
    /// Breaks a start off and lets go of the server, on the worker, and waits for that: well under a second where other
    /// programs use it, else for PostgreSQL's fast shutdown, in all 60 seconds at most. A program that wants to stay
    /// responsive while it ends awaits stop() first.
    ~DemoService() override;

    /// Makes, starts or joins the demo's server. The profile's role may SELECT and nothing else. Errors as in
    /// DemoServer::start(). May be called again, also after an error or a stop().
    QFuture<Result<settings::ConnectionProfile>> start();
    /// Lets go of the server; the last program stops it. Whoever is connected is disconnected then.
    QFuture<Result<void>> stop();

Q_SIGNALS:
    /// What start() does now, worded for a person.
    void progressed(const QString &text);

private:
    CancelSource m_cancel;
    DemoServer m_server;
    Worker m_worker; // Last: its jobs use the others.
};

}
