// SPDX-License-Identifier: GPL-3.0-or-later
#include "CliRun.h"

#include "core/settings/Settings.h"

#include <QJsonDocument>

#include <stdexcept>

using namespace Qt::StringLiterals;

namespace sqlai::test {

QString CliRun::errorCode() const
{
    return json.value(u"error"_s).toObject().value(u"code"_s).toString();
}

QByteArray CliRun::summary() const
{
    return "exit " + QByteArray::number(exitCode) + "\nout: " + out.left(2'000) + "\nerr: " + err.left(2'000);
}

CliRunner::CliRunner(QString home, const QString &connectionString)
    : m_home(std::move(home))
    , m_environment(QProcessEnvironment::systemEnvironment())
    , m_isSuperuserAllowed(!connectionString.isEmpty())
{
    // What the person who runs the tests has set for themselves is not meant for them.
    for (const auto &key : settings::settingKeys())
        m_environment.remove(key.name);
    m_environment.remove(u"SQLAI_DATA_DIR"_s);
    m_environment.insert(u"SQL_AI_AGENT_HOME"_s, m_home);
    if (!connectionString.isEmpty())
        m_environment.insert(u"POSTGRES_URL"_s, connectionString);
}

void CliRunner::setEnvironment(const QString &name, const QString &value)
{
    m_environment.insert(name, value);
}

std::unique_ptr<QProcess> CliRunner::start(const QStringList &arguments) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(m_environment);
    const QStringList first = m_isSuperuserAllowed ? QStringList{u"--allow-superuser"_s} : QStringList();
    process->start(QStringLiteral(SQLAI_CLI), first + arguments);
    if (!process->waitForStarted())
        throw std::runtime_error("the command line did not start");
    return process;
}

CliRun CliRunner::run(const QStringList &arguments, const QByteArray &input) const
{
    const auto process = start(arguments);
    process->write(input);
    process->closeWriteChannel();
    if (!process->waitForFinished(60'000))
        throw std::runtime_error("the command line did not end");
    CliRun run{.exitCode = process->exitCode(),
               .out = process->readAllStandardOutput(),
               .err = process->readAllStandardError()};
    if (process->exitStatus() != QProcess::NormalExit)
        run.exitCode = -1;
    run.json = QJsonDocument::fromJson(run.out).object();
    return run;
}

CliRun CliRunner::json(const QStringList &arguments, const QByteArray &input) const
{
    return run(QStringList{u"--json"_s} + arguments, input);
}

}
