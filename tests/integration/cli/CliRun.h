// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

#include <memory>

namespace sqlai::test {

/// What the command line printed, and how it ended.
struct CliRun {
    int exitCode = -1;
    QByteArray out = {};
    QByteArray err = {};
    /// The object on stdout; empty where there was none.
    QJsonObject json = {};

    /// error.code, or nothing.
    QString errorCode() const;
    /// For failure messages.
    QByteArray summary() const;
};

/// Runs the real program on one workspace with one connection, in an environment of its own.
class CliRunner final
{
public:
    CliRunner(QString home, const QString &connectionString);

    /// A further variable of the environment.
    void setEnvironment(const QString &name, const QString &value);
    /// Statements as a superuser, which they mostly are here, are refused from now on.
    void refuseSuperusers() { m_isSuperuserAllowed = false; }
    /// Runs to the end. Throws std::runtime_error when it does not end within a minute.
    CliRun run(const QStringList &arguments, const QByteArray &input = {}) const;
    /// The same with --json first.
    CliRun json(const QStringList &arguments, const QByteArray &input = {}) const;
    /// Started and left running; killed at the end of the pointer's life.
    std::unique_ptr<QProcess> start(const QStringList &arguments) const;

    const QString &home() const { return m_home; }

private:
    QString m_home;
    QProcessEnvironment m_environment;
    bool m_isSuperuserAllowed;
};

}
