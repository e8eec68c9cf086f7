// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/PostgresCluster.h"

#include <QMap>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace sqlai::test {

/// A private PostgreSQL server for one test program, also as root; removed at the end. Everybody on this machine's
/// account is trusted on its socket. Its functions wait and throw std::runtime_error with the reason, so that a test
/// that cannot have its server fails plainly.
class ScratchServer final
{
public:
    using Settings = QMap<QString, QString>;

    /// Starts it. By default scans begin at the first row (synchronize_seqscans=off), so that rows can be compared.
    /// `accessRules` are lines of pg_hba.conf that stand before "local all all trust".
    explicit ScratchServer(const Settings &settings = {}, const QByteArray &accessRules = {});
    ~ScratchServer();
    ScratchServer(const ScratchServer &) = delete;
    ScratchServer &operator=(const ScratchServer &) = delete;

    void createDatabase(const QString &name);
    /// Runs statements as the superuser; the first value of the last one's rows comes back.
    QString runScript(const QString &database, const QByteArray &sql);
    QString runFile(const QString &database, const QString &path);
    /// What the real `psql --csv` prints for it, byte for byte.
    QByteArray psqlCsv(const QString &database, const QString &sql, const QString &role = superuser()) const;

    /// The superuser's allows what it is.
    settings::ConnectionProfile profile(const QString &database, const QString &role = superuser()) const;
    /// "host='...' port='...' dbname='...' user='...'".
    QString connectionString(const QString &database, const QString &role = superuser()) const;
    static QString superuser() { return demo::PostgresCluster::superuser; }

    void stop();
    /// SIGKILL for the main process, as the kernel would in need.
    void crash();
    void start();
    bool isRunning() const { return m_cluster->isRunning(); }

private:
    QTemporaryDir m_folder;
    demo::PostgresTools m_tools;
    std::unique_ptr<demo::PostgresCluster> m_cluster;
};

}
