// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QCoreApplication>
#include <QString>

class QFile;
class QProcess;

namespace sqlai::demo {

/// The account of the system that a private server runs under: the person's own, or the system's `postgres` where the
/// person is root, whom PostgreSQL refuses. All that differs between systems stands in ServerAccount_<system>.cpp.
class ServerAccount final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::demo::ServerAccount)

public:
    /// NotFound where the person is root and there is no `postgres`.
    static Result<ServerAccount> current();

    /// Whether the server runs under another account than this program.
    bool isForeign() const { return m_isForeign; }
    /// The name of this program's own account, as the kernel tells it to the server (`peer`).
    QString clientName() const;
    /// Whether the server can ask the kernel who is at the other end of a socket.
    static bool hasPeerAuthentication();
    /// The longest path of a unix socket, in bytes.
    static int longestSocketPath();
    /// initdb's name for UTF-8 with byte-wise sorting, which every system has; empty where there is none.
    static QString utf8CharacterType();

    /// Makes `process` run under this account, without the PG* variables of the environment.
    void prepare(QProcess &process) const;
    /// Makes the folder, or takes an existing one of ours, so that only this account (and root) can enter. File.
    Result<void> makePrivateFolder(const QString &path) const;
    /// Writes a file that only this account can read: whole or not at all, in place of a link and not through it. File.
    Result<void> writePrivateFile(const QString &path, const QByteArray &bytes) const;
    /// Whether `process` lives and is the server of this data folder: a process number alone may have been given to
    /// somebody else since the server crashed.
    static bool isServerProcess(qint64 process, const QString &dataFolder);
    /// A folder that this account can reach, for a workspace that it cannot: empty unless isForeign().
    QString foreignHome() const;

private:
    ServerAccount() = default;
    Result<void> handOver(const QString &path) const;
    /// Of an open file, whatever its name stands for by now.
    Result<void> handOver(const QFile &file) const;
    static Error failure(const QString &path, const QString &reason);

    bool m_isForeign = false;
    quint32 m_user = 0;
    quint32 m_group = 0;
};

}
