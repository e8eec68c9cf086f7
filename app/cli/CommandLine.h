// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QMap>
#include <QString>
#include <QStringList>

namespace sqlai::cli {

/// The commands, in the order of the help.
enum class Command {
    Ask,
    Run,
    Results,
    Export,
    History,
    Show,
    Rerun,
    SchemaRefresh,
    SchemaShow,
    SchemaExport,
    ExamplesList,
    ExamplesSearch,
    Check,
    AllowList,
    AllowShow,
    AllowFunction,
    AllowTable,
    AllowRevoke,
    RoleScript,
    RoleAllowSuperuser,
    RoleForbidSuperuser,
    RoleCard,
    Health,
    Metrics,
};

/// Whether a command talks to PostgreSQL; the demo's server is started only for those that do.
enum class ServerNeed {
    None,
    /// Only where the command line itself names one.
    WhereNamed,
    Required,
};

/// A command line that has been understood.
struct Invocation {
    Command command = Command::Health;
    ServerNeed serverNeed = ServerNeed::None;
    QStringList arguments = {};
    /// Option names without dashes; switches have an empty value.
    QMap<QString, QString> options = {};

    /// --help or --version was asked for; nothing else counts then.
    bool wantsHelp = false;
    bool wantsVersion = false;

    bool has(const QString &option) const { return options.contains(option); }
    bool needsServer() const
    {
        const bool isNamed = has(QStringLiteral("database")) || has(QStringLiteral("demo"));
        return serverNeed == ServerNeed::Required || (serverNeed == ServerNeed::WhereNamed && isNamed);
    }
};

/// Reads arguments (without the program's name). Error: Usage, with what was wrong and how to get help.
Result<Invocation> parseCommandLine(const QStringList &arguments);

/// The text of --help.
QString helpText();

/// A whole number of at least 1, or a Usage error that names the option. `fallback` where it was not given.
Result<qint64> positiveNumber(const Invocation &invocation, const QString &option, qint64 fallback);

/// The command's ID argument. Error: Usage.
Result<qint64> attemptId(const Invocation &invocation);
Result<qint64> allowanceId(const Invocation &invocation);

}
