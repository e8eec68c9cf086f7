// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/integration/proof/RawSession.h"
#include "tests/integration/proof/ServerState.h"
#include "tests/support/ScratchServer.h"

#include <memory>

namespace sqlai::test {

/// A server full of traps, and of what they could hurt: a bystander at work, somebody who listens, files, settings.
class Trial final
{
public:
    /// Loads the fleet, the traps and what honest statements ask. Takes seconds.
    Trial();

    /// How the program connects: `path` is its search_path.
    settings::ConnectionProfile program(const QString &database, const QString &role, const QString &path) const;
    /// The role that may only read; the other one is ScratchServer::superuser().
    static QString reader() { return QStringLiteral("reader"); }

    /// Whether the Chinook database is beside the project, and so on the server.
    static bool hasChinook();
    /// What changed since the last call; nothing remains of it afterwards but what was written.
    QStringList effects();
    /// The databases where most is tried, each with a hash of all that is in it.
    QMap<QString, QString> everything();

private:
    void loadChinook();
    ServerState state();
    void settle();
    void sendBystanderToWork();
    void waitFor(const QByteArray &question, const QString &answer);
    settings::ConnectionProfile as(const QString &name, const QString &database, const QString &role) const;

    ScratchServer m_server;
    std::unique_ptr<RawSession> m_witness;
    std::unique_ptr<RawSession> m_listener;
    std::unique_ptr<RawSession> m_bystander;
    QString m_dataFolder;
    ServerState m_before;
};

}
