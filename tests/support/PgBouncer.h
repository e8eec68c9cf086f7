// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/ServerAccount.h"
#include "core/settings/ConnectionProfile.h"

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace sqlai::test {

class ScratchServer;

/// A real PgBouncer before a scratch server, with one session of the server for each pair of database and role, so that
/// whatever is left in that session meets whoever comes next. Its functions wait and throw std::runtime_error with the
/// reason, as ScratchServer's do.
class PgBouncer final
{
public:
    enum class Mode { Session, Transaction, Statement };

    /// Starts it. Only the roles named are let in, without a password.
    PgBouncer(const ScratchServer &server, Mode mode, const QStringList &roles);
    ~PgBouncer();
    PgBouncer(const PgBouncer &) = delete;
    PgBouncer &operator=(const PgBouncer &) = delete;

    /// The way through it. Says of itself that transactions are pooled where they are.
    settings::ConnectionProfile profile(const QString &database, const QString &role) const;

private:
    QByteArray configuration(const settings::ConnectionProfile &server) const;
    void start();

    Mode m_mode;
    QTemporaryDir m_folder;
    demo::ServerAccount m_account;
    QProcess m_process;
};

}
