// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Cli.h"

#include "app/Application.h"
#include "app/Session.h"
#include "app/cli/AttemptJson.h"
#include "app/cli/Commands.h"
#include "app/cli/InputText.h"
#include "app/cli/Interrupt.h"
#include "app/cli/TextTable.h"
#include "core/base/ErrorText.h"
#include "core/base/WhenReady.h"
#include "core/report/DatabaseObject.h"
#include "core/settings/Settings.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cerrno>
#include <cstdio>
#include <utility>

using namespace Qt::StringLiterals;

namespace sqlai::cli {
namespace {

/// Options under the names of the settings that they override.
settings::Values settingsOf(const Invocation &invocation)
{
    settings::Values values;
    if (invocation.has(u"home"_s))
        values[u"SQL_AI_AGENT_HOME"_s] = invocation.options[u"home"_s];
    if (invocation.has(u"database"_s))
        values[u"POSTGRES_URL"_s] = invocation.options[u"database"_s];
    if (invocation.has(u"provider"_s))
        values[u"SQL_AI_AGENT_PROVIDER"_s] = invocation.options[u"provider"_s];
    return values;
}

app::Database databaseOf(const Invocation &invocation)
{
    return invocation.has(u"demo"_s) ? app::Database::Demo : app::Database::Configured;
}

app::Reach reachOf(const Invocation &invocation)
{
    return invocation.needsServer() ? app::Reach::Server : app::Reach::Workspace;
}

/// While a command waits for standard input, Ctrl+C shall end the program as usual.
bool readsInput(Command command)
{
    return command == Command::Check || command == Command::AllowFunction || command == Command::AllowTable;
}

bool write(std::FILE *stream, QByteArray line)
{
    if (!line.endsWith('\n'))
        line += '\n';
    const auto size = static_cast<std::size_t>(line.size());
    return std::fwrite(line.constData(), 1, size, stream) == size && std::fflush(stream) == 0;
}

}

Cli::Cli(const QStringList &arguments, QObject *parent)
    : QObject(parent)
    , m_arguments(arguments)
    , m_isJson(arguments.contains(u"--json"_s))
{
}

Cli::~Cli() = default;

void Cli::start()
{
    const Result<Invocation> invocation = parseCommandLine(m_arguments);
    if (!invocation)
        return fail(invocation.error());
    m_invocation = *invocation;
    if (m_invocation.wantsHelp || m_invocation.wantsVersion) {
        printLine(m_invocation.wantsHelp ? helpText().toUtf8() : QByteArrayLiteral("sql-ai-agent-cli " SQLAI_VERSION));
        return quit(0);
    }
    // Before Ctrl+C is caught, for the same reason.
    if (m_invocation.has(u"file"_s))
        m_input = readText(m_invocation.options[u"file"_s]);
    if (!readsInput(m_invocation.command)) {
        auto *watch = new Interrupt(this);
        connect(watch, &Interrupt::requested, this, &Cli::interrupt);
    }
    if (m_invocation.has(u"user"_s) && m_invocation.options[u"user"_s] != m_actor.name)
        return fail(
            {.code = ErrorCode::NotSignedIn,
             .detail = tr("This workspace has no accounts, only the user of this computer, %1. Leave --user out.")
                           .arg(m_actor.name)});
    open();
}

void Cli::open()
{
    const auto settings = settings::loadSettings(settings::processEnvironment(), settingsOf(m_invocation));
    if (!settings)
        return failToOpen(settings.error());
    m_application = std::make_unique<app::Application>(*settings);
    connect(m_application.get(), &app::Application::progressed, this, &Cli::note);
    whenReady(m_application->open(databaseOf(m_invocation), reachOf(m_invocation)), this,
              [this](const Result<void> &opened) {
                  if (!m_application->notice().isEmpty())
                      note(m_application->notice());
                  if (!opened)
                      return failToOpen(opened.error());
                  if (m_invocation.has(u"allow-superuser"_s)) {
                      if (const auto allowed = session().role().allowSuperuserOnce(m_actor); !allowed)
                          return fail(allowed.error());
                  }
                  switch (m_invocation.command) {
                  case Command::Ask:
                      return ask(*this);
                  case Command::Run:
                      return run(*this);
                  case Command::Results:
                      return results(*this);
                  case Command::Export:
                      return exportResult(*this);
                  case Command::History:
                      return history(*this);
                  case Command::Show:
                      return show(*this);
                  case Command::Rerun:
                      return rerun(*this);
                  case Command::SchemaRefresh:
                      return refreshSchema(*this);
                  case Command::SchemaShow:
                      return showSchema(*this);
                  case Command::SchemaExport:
                      return exportSchema(*this);
                  case Command::ExamplesList:
                      return listExamples(*this);
                  case Command::ExamplesSearch:
                      return searchExamples(*this);
                  case Command::Check:
                      return check(*this);
                  case Command::AllowList:
                      return listAllowances(*this);
                  case Command::AllowShow:
                      return showObject(*this);
                  case Command::AllowFunction:
                  case Command::AllowTable:
                      return allowObject(*this);
                  case Command::AllowRevoke:
                      return revokeAllowance(*this);
                  case Command::RoleScript:
                      return roleScript(*this);
                  case Command::RoleAllowSuperuser:
                      return allowSuperuser(*this);
                  case Command::RoleForbidSuperuser:
                      return forbidSuperuser(*this);
                  case Command::RoleCard:
                      return role(*this);
                  case Command::Health:
                      return health(*this);
                  case Command::Metrics:
                      return metrics(*this);
                  }
              });
}

app::Session &Cli::session()
{
    return m_application->session();
}

void Cli::interrupt()
{
    m_cancel.cancel();
    if (m_application && m_application->hasSession() && session().queries().isBusy())
        session().queries().cancelAll(); // The command ends by its flow's answer.
    else
        fail({.code = ErrorCode::Cancelled});
}

void Cli::finish(QJsonObject object, const QString &text, const std::optional<Error> &error,
                 std::optional<int> exitCode)
{
    if (std::exchange(m_isFinished, true))
        return; // Interrupted; this answer was on its way already.
    if (m_isJson) {
        object[u"error"_s] = error ? QJsonValue(toJson(*error)) : QJsonValue(QJsonValue::Null);
        printLine(QJsonDocument(object).toJson(QJsonDocument::Compact));
    } else {
        if (!text.isEmpty())
            printLine(text.toUtf8());
        if (error) {
            note(ErrorText::sentence(*error));
            noteWayToAllow(error->subject);
        }
    }
    quit(exitCode.value_or(error ? ErrorText::exitCode(error->code) : 0));
}

void Cli::failToOpen(const Error &error)
{
    if (m_invocation.command != Command::Health)
        return fail(error);
    // For a monitor this is an answer, not a failure to give one.
    const report::HealthCheck failed{.detail = ErrorText::sentence(error), .error = error};
    report::Health health{.status = report::HealthStatus::Unhealthy, .version = QStringLiteral(SQLAI_VERSION)};
    const auto stage = m_application ? m_application->stage() : app::Stage::Workspace;
    if (stage == app::Stage::Workspace)
        health.problems += failed.detail;
    if (stage == app::Stage::Store)
        health.database = failed;
    if (stage == app::Stage::Server) {
        health.database = report::HealthCheck();
        health.postgres = failed;
    }
    printHealth(*this, health, error);
}

void Cli::printLine(const QByteArray &line)
{
    if (!m_canPrint || write(stdout, line))
        return;
    m_canPrint = false;
    note(tr("The output could not be written: %1.").arg(qt_error_string(errno)));
}

void Cli::note(const QString &text)
{
    write(stderr, printable(text, Lines::Kept).toUtf8());
}

void Cli::noteWayToAllow(const QString &subject)
{
    const auto object = report::objectNameOf(subject);
    if (!object)
        return;
    const QString quoted = u'\'' + QString(object->name).replace(u'\'', u"'\\''"_s) + u'\'';
    const QString option = object->kind == report::ObjectKind::ForeignTable ? u" --foreign-table"_s : QString();
    note(tr("Its definition: sql-ai-agent-cli allow show %1").arg(quoted + option));
}

void Cli::quit(int exitCode)
{
    // An answer that nobody could read is a failure, whatever it said.
    QCoreApplication::exit(m_canPrint ? exitCode : ErrorText::exitCode(ErrorCode::File));
}

}
