// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CommandLine.h"

#include <QCoreApplication>

#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace sqlai::cli {
namespace {

struct OptionRow {
    const char *name;
    /// What the value is called in the help; nullptr for a switch.
    const char *value;
    const char *help;
};

constexpr std::array globalOptions{
    OptionRow{"home", "DIR", "the workspace folder (else SQL_AI_AGENT_HOME, else the system's place for data)"},
    OptionRow{"demo", nullptr, "work on the demo database, a private PostgreSQL that starts by itself"},
    OptionRow{"database", "URL", "the PostgreSQL to ask (else POSTGRES_URL)"},
    OptionRow{"provider", "NAME",
              "who writes the SQL: examples or openai (else openai where a key or an address is set)"},
    OptionRow{"allow-superuser", nullptr, "this time let statements run although the connection's role is a superuser"},
    OptionRow{"user", "NAME", "act as this user"},
    OptionRow{"json", nullptr, "print one JSON object, also on failure"},
};

constexpr std::array commandOptions{
    OptionRow{"sql", "TEXT", "the statement to run"},
    OptionRow{"file", "FILE", "a file with the statement to run, - for standard input"},
    OptionRow{"page", "N", "the page, the first is 1"},
    OptionRow{"page-size", "N", "entries on a page of the history (20)"},
    OptionRow{"status", "STATUS", "only attempts of this status"},
    OptionRow{"search", "TEXT", "only attempts whose question or SQL holds these words"},
    OptionRow{"to", "FILE", "the CSV file to write"},
    OptionRow{"line-ending", "crlf|lf", "of the CSV (crlf, as RFC 4180 has it)"},
    OptionRow{"max-rows", "N", "the limit of this export; it refuses, it never truncates"},
    OptionRow{"partial", nullptr, "export a result although it did not arrive whole"},
    OptionRow{"name", "NAME", "of the new role (sql_ai_agent_reader)"},
    OptionRow{"jsonl", nullptr, "read one {\"sql\": ...} a line, print one verdict a line"},
    OptionRow{"foreign-table", nullptr, "show a foreign table instead of a function"},
    OptionRow{"yes", nullptr, "allow what is printed without asking"},
    OptionRow{"fingerprint", "HEX", "allow it without asking if it still is what 'allow show' printed"},
};

struct CommandRow {
    Command command;
    const char *words;
    const char *synopsis;
    const char *options;
    int minimumArguments;
    int maximumArguments;
    ServerNeed serverNeed;
    const char *help;
};

constexpr int manyArguments = 1'000;

constexpr std::array commands{
    CommandRow{Command::Ask, "ask", "QUESTION", "", 1, 1, ServerNeed::Required, "write SQL for a question"},
    CommandRow{Command::Run, "run", "ID | --sql TEXT | --file FILE|-", "sql file", 0, 1, ServerNeed::Required,
               "run an attempt without a result, or a statement; returns when the result is whole"},
    CommandRow{Command::Results, "results", "ID [--page N]", "page", 1, 1, ServerNeed::None,
               "print a page of a stored result"},
    CommandRow{Command::Export, "export", "ID --to FILE [--line-ending crlf|lf] [--max-rows N] [--partial]",
               "to line-ending max-rows partial", 1, 1, ServerNeed::None, "write a stored result as CSV"},
    CommandRow{Command::History, "history", "[--status S] [--search TEXT] [--page N] [--page-size N]",
               "status search page page-size", 0, 0, ServerNeed::None, "list attempts, newest first"},
    CommandRow{Command::Show, "show", "ID", "", 1, 1, ServerNeed::None, "print one attempt"},
    CommandRow{Command::Rerun, "rerun", "ID", "", 1, 1, ServerNeed::Required,
               "run an attempt's SQL again, as a new attempt"},
    CommandRow{Command::SchemaRefresh, "schema refresh", "", "", 0, 0, ServerNeed::Required,
               "read the database's schema anew"},
    CommandRow{Command::SchemaShow, "schema show", "[TABLE...]", "", 0, manyArguments, ServerNeed::Required,
               "print the schema, or some of its tables"},
    CommandRow{Command::SchemaExport, "schema export", "DIR", "", 1, 1, ServerNeed::Required,
               "write the schema as JSON files"},
    CommandRow{Command::ExamplesList, "examples list", "", "", 0, 0, ServerNeed::None, "list the knowledge base"},
    CommandRow{Command::ExamplesSearch, "examples search", "TEXT", "", 1, 1, ServerNeed::None,
               "the examples nearest to a text"},
    CommandRow{
        Command::Check, "check", "FILE|- [--jsonl]", "jsonl", 1, 1, ServerNeed::WhereNamed,
        "say whether the guard lets a statement through; what views and operators of a database run is known only "
        "with --database or --demo, where all layers are asked"},
    CommandRow{Command::AllowList, "allow list", "", "", 0, 0, ServerNeed::Required,
               "list what administrators have allowed on this connection"},
    CommandRow{Command::AllowShow, "allow show", "NAME [--foreign-table]", "foreign-table", 1, 1, ServerNeed::Required,
               "print the definition of a function, named like 'public.net_price(numeric)', or of a foreign table"},
    CommandRow{Command::AllowFunction, "allow function", "NAME [--yes | --fingerprint HEX]", "yes fingerprint", 1, 1,
               ServerNeed::Required, "print a function's definition, ask, and let statements call it from then on"},
    CommandRow{Command::AllowTable, "allow table", "NAME [--yes | --fingerprint HEX]", "yes fingerprint", 1, 1,
               ServerNeed::Required, "the same for a foreign table"},
    CommandRow{Command::AllowRevoke, "allow revoke", "ID", "", 1, 1, ServerNeed::Required,
               "take back what was allowed; 'allow list' tells the IDs"},
    CommandRow{Command::RoleScript, "role script", "[--name NAME]", "name", 0, 0, ServerNeed::Required,
               "print the SQL of a role that reads what this one reads and is given nothing else"},
    CommandRow{Command::RoleAllowSuperuser, "role allow-superuser", "", "", 0, 0, ServerNeed::None,
               "let statements run on this connection although its role is a superuser, from now on"},
    CommandRow{Command::RoleForbidSuperuser, "role forbid-superuser", "", "", 0, 0, ServerNeed::None, "take that back"},
    CommandRow{Command::RoleCard, "role", "", "", 0, 0, ServerNeed::Required,
               "say what the connection's role can do beyond reading"},
    CommandRow{Command::Health, "health", "", "", 0, 0, ServerNeed::Required, "look at everything"},
    CommandRow{Command::Metrics, "metrics", "", "", 0, 0, ServerNeed::None, "counts, times and tokens of all attempts"},
};

QString tr(const char *text)
{
    return QCoreApplication::translate("sqlai::cli", text);
}

Error usage(const QString &detail)
{
    return {.code = ErrorCode::Usage, .detail = detail + u' ' + tr("See sql-ai-agent-cli --help.")};
}

template <std::size_t N>
const OptionRow *findOption(const std::array<OptionRow, N> &rows, const QString &name)
{
    for (const OptionRow &row : rows) {
        if (name == QLatin1String(row.name))
            return &row;
    }
    return nullptr;
}

/// "--name value", "--name=value" or "--switch" at `index`, which moves on past what was read.
Result<void> takeOption(const QStringList &arguments, qsizetype &index, Invocation &invocation)
{
    const QString word = arguments[index].mid(2);
    const QString name = word.section(u'=', 0, 0);
    const OptionRow *row = findOption(globalOptions, name);
    if (!row)
        row = findOption(commandOptions, name);
    if (!row)
        return usage(tr("There is no option --%1.").arg(name));
    if (invocation.has(name))
        return usage(tr("The option --%1 was given twice.").arg(name));
    if (!row->value) {
        if (word.contains(u'='))
            return usage(tr("The option --%1 takes no value.").arg(name));
        invocation.options[name] = QString();
        return {};
    }
    if (word.contains(u'=')) {
        invocation.options[name] = word.section(u'=', 1);
        return {};
    }
    if (index + 1 >= arguments.size())
        return usage(tr("The option --%1 needs a value.").arg(name));
    invocation.options[name] = arguments[++index];
    return {};
}

const CommandRow *findCommand(QStringList &words)
{
    for (const CommandRow &row : commands) {
        const QStringList wanted = QString::fromLatin1(row.words).split(u' ');
        if (words.mid(0, wanted.size()) == wanted) {
            words.remove(0, wanted.size());
            return &row;
        }
    }
    return nullptr;
}

std::optional<Error> wrongUse(const CommandRow &row, const Invocation &invocation)
{
    const QString synopsis = QString::fromLatin1(row.words) + u' ' + QString::fromLatin1(row.synopsis);
    const auto count = invocation.arguments.size();
    if (count < row.minimumArguments || count > row.maximumArguments)
        return usage(tr("It is: %1.").arg(synopsis.trimmed()));
    const QStringList allowed = QString::fromLatin1(row.options).split(u' ');
    for (const QString &name : invocation.options.keys()) {
        if (!findOption(globalOptions, name) && !allowed.contains(name))
            return usage(tr("The option --%1 does not go with '%2'.").arg(name, QLatin1String(row.words)));
    }
    return std::nullopt;
}

/// `complaint` has a %1 for what was given instead.
Result<qint64> idArgument(const Invocation &invocation, const QString &complaint)
{
    bool isNumber = false;
    const QString argument = invocation.arguments.value(0);
    const qint64 id = argument.toLongLong(&isNumber);
    if (!isNumber || id < 1)
        return usage(complaint.arg(argument));
    return id;
}

template <std::size_t N>
QString optionLines(const std::array<OptionRow, N> &rows)
{
    QString text;
    for (const OptionRow &row : rows) {
        const QString name = u"--"_s + QLatin1String(row.name) + (row.value ? u' ' + QLatin1String(row.value) : u""_s);
        text += u"  %1 %2\n"_s.arg(name, -22).arg(QLatin1String(row.help));
    }
    return text;
}

}

Result<Invocation> parseCommandLine(const QStringList &arguments)
{
    Invocation invocation;
    QStringList words;
    bool areOptionsOver = false;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        if (argument == u"--"_s && !areOptionsOver) {
            areOptionsOver = true;
        } else if (argument == u"--help"_s && !areOptionsOver) {
            return Invocation{.wantsHelp = true};
        } else if (argument == u"--version"_s && !areOptionsOver) {
            return Invocation{.wantsVersion = true};
        } else if (argument.startsWith(u"--"_s) && !areOptionsOver) {
            if (const auto taken = takeOption(arguments, i, invocation); !taken)
                return taken.error();
        } else {
            words += argument;
        }
    }
    if (words.isEmpty())
        return usage(tr("Say what to do, for example: ask \"Which activities finished today?\"."));
    const QString said = words.first();
    const CommandRow *row = findCommand(words);
    if (!row)
        return usage(tr("There is no command '%1'.").arg(said));
    invocation.command = row->command;
    invocation.serverNeed = row->serverNeed;
    invocation.arguments = words;
    if (const auto wrong = wrongUse(*row, invocation))
        return *wrong;
    return invocation;
}

QString helpText()
{
    QString text = u"sql-ai-agent-cli: ask a PostgreSQL database in plain words.\n\n"
                   "Usage: sql-ai-agent-cli [OPTIONS] COMMAND\n\nCommands:\n"_s;
    for (const CommandRow &row : commands) {
        const QString call = QLatin1String(row.words) + u' ' + QLatin1String(row.synopsis);
        text += u"  %1\n      %2\n"_s.arg(call.trimmed(), QLatin1String(row.help));
    }
    text += u"\nOptions of every command:\n"_s + optionLines(globalOptions);
    text += u"\nOptions of some commands:\n"_s + optionLines(commandOptions);
    text += u"\n  --help                 this text\n  --version              the version\n\n"
            "Exit codes: 0 done, 2 wrong use, 3 the guard said no, 4 not allowed, 5 no answer, 6 PostgreSQL said no,\n"
            "7 not found, 8 too many questions, 9 over a limit, 10 stopped, or the program's own trouble.\n"_s;
    return text;
}

Result<qint64> positiveNumber(const Invocation &invocation, const QString &option, qint64 fallback)
{
    if (!invocation.has(option))
        return fallback;
    bool isNumber = false;
    const qint64 number = invocation.options[option].toLongLong(&isNumber);
    if (!isNumber || number < 1)
        return usage(tr("--%1 takes a whole number from 1 on.").arg(option));
    return number;
}

Result<qint64> attemptId(const Invocation &invocation)
{
    return idArgument(invocation, tr("'%1' is not the number of an attempt; 'history' lists them."));
}

Result<qint64> allowanceId(const Invocation &invocation)
{
    return idArgument(invocation, tr("'%1' is not the number of an allowance; 'allow list' lists them."));
}

}
