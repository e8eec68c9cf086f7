// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Session.h"
#include "app/cli/Cli.h"
#include "app/cli/Commands.h"
#include "app/cli/InputText.h"
#include "app/cli/Terminal.h"
#include "app/cli/TextTable.h"
#include "core/base/ErrorText.h"
#include "core/base/WhenReady.h"

#include <QFile>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sqlai::cli {
namespace {

using report::Allowance;
using report::DatabaseObject;
using report::ObjectKind;

QJsonObject objectJson(const DatabaseObject &object)
{
    return {{u"kind"_s, report::objectKindName(object.kind)},
            {u"name"_s, object.name},
            {u"definition"_s, object.definition},
            {u"fingerprint"_s, object.fingerprint},
            {u"owner"_s, object.owner},
            {u"language"_s, object.language.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(object.language)},
            {u"security_definer"_s, object.isSecurityDefiner}};
}

QJsonObject allowanceJson(const Allowance &allowance)
{
    QJsonObject object = objectJson(allowance.object);
    object[u"id"_s] = allowance.id;
    object[u"allowed_by"_s] = allowance.allowedBy;
    object[u"allowed_at"_s] = allowance.allowedAt.toUTC().toString(Qt::ISODateWithMs);
    return object;
}

QString objectText(const DatabaseObject &object)
{
    QStringList lines{report::objectKindName(object.kind) + u' ' + object.name};
    lines += object.language.isEmpty() ? Cli::tr("owner %1").arg(object.owner)
                                       : Cli::tr("owner %1, language %2").arg(object.owner, object.language);
    if (object.isSecurityDefiner)
        lines += Cli::tr("It runs with the rights of its owner, %1 (SECURITY DEFINER).").arg(object.owner);
    lines += Cli::tr("fingerprint %1").arg(object.fingerprint);
    lines += QString();
    lines += object.definition;
    return printable(lines.join(u'\n'), Lines::Kept);
}

/// Waits for a line.
bool askPerson(Cli &cli, const DatabaseObject &object)
{
    cli.note(Cli::tr("Shall statements on this connection use %1 as it stands above? It is trusted with everything "
                     "that it calls. Type yes to allow it:")
                 .arg(object.name));
    QFile input(u"-"_s);
    return openInput(input) && input.readLine().trimmed().toLower() == "yes";
}

void allowShown(Cli &cli, const DatabaseObject &shown)
{
    whenReady(cli.session().allowances().allow(cli.actor(), shown, cli.token()), &cli,
              [&cli](const Result<Allowance> &allowance) {
                  if (!allowance)
                      return cli.fail(allowance.error());
                  cli.finish(allowanceJson(*allowance),
                             printable(Cli::tr("%1 is allowed on this connection from now on; 'allow revoke %2' takes "
                                               "it back.")
                                           .arg(allowance->object.name)
                                           .arg(allowance->id)));
              });
}

/// Prints what would be allowed and sees to it that somebody means it.
void confirm(Cli &cli, const DatabaseObject &object)
{
    const Invocation &invocation = cli.invocation();
    const bool isJson = invocation.has(u"json"_s);
    if (!isJson)
        cli.printLine(objectText(object).toUtf8());
    if (invocation.has(u"fingerprint"_s)) {
        DatabaseObject read = object;
        read.fingerprint = invocation.options[u"fingerprint"_s].trimmed().toLower();
        return allowShown(cli, read);
    }
    if (invocation.has(u"yes"_s))
        return allowShown(cli, object);
    if (isJson || !isInputTerminal())
        return cli.fail({.code = ErrorCode::Usage,
                         .detail = Cli::tr("Nobody is there to be asked, and nothing was allowed. Read what 'allow "
                                           "show' prints and give its --fingerprint, or give --yes.")});
    if (!askPerson(cli, object))
        return cli.finish({}, Cli::tr("Nothing was allowed."), {}, ErrorText::exitCode(ErrorCode::Cancelled));
    allowShown(cli, object);
}

/// The object that the command names.
QFuture<Result<DatabaseObject>> described(Cli &cli, ObjectKind kind)
{
    return cli.session().allowances().describe(cli.actor(), {.kind = kind, .name = cli.invocation().arguments.first()},
                                               cli.token());
}

}

void listAllowances(Cli &cli)
{
    whenReady(cli.session().allowances().list(cli.actor()), &cli, [&cli](const Result<QList<Allowance>> &allowances) {
        if (!allowances)
            return cli.fail(allowances.error());
        QJsonArray objects;
        QList<QStringList> rows;
        for (const Allowance &allowance : *allowances) {
            objects += allowanceJson(allowance);
            rows += {QString::number(allowance.id), report::objectKindName(allowance.object.kind),
                     allowance.object.name, allowance.allowedBy, allowance.allowedAt.toUTC().toString(Qt::ISODate)};
        }
        const QString text = rows.isEmpty()
                                 ? Cli::tr("Nothing is allowed on this connection but PostgreSQL's own functions and "
                                           "those of extensions that only read.")
                                 : textTable({u"id"_s, u"kind"_s, u"name"_s, u"allowed by"_s, u"at"_s}, rows, {0});
        cli.finish({{u"allowances"_s, objects}}, text);
    });
}

void showObject(Cli &cli)
{
    const ObjectKind kind = cli.invocation().has(u"foreign-table"_s) ? ObjectKind::ForeignTable : ObjectKind::Function;
    whenReady(described(cli, kind), &cli, [&cli](const Result<DatabaseObject> &object) {
        if (!object)
            return cli.fail(object.error());
        cli.finish(objectJson(*object), objectText(*object));
    });
}

void allowObject(Cli &cli)
{
    const bool isTable = cli.invocation().command == Command::AllowTable;
    whenReady(described(cli, isTable ? ObjectKind::ForeignTable : ObjectKind::Function), &cli,
              [&cli](const Result<DatabaseObject> &object) {
                  if (!object)
                      return cli.fail(object.error());
                  confirm(cli, *object);
              });
}

void revokeAllowance(Cli &cli)
{
    const auto id = allowanceId(cli.invocation());
    if (!id)
        return cli.fail(id.error());
    whenReady(cli.session().allowances().revoke(cli.actor(), *id), &cli, [&cli](const Result<Allowance> &revoked) {
        if (!revoked)
            return cli.fail(revoked.error());
        cli.finish(allowanceJson(*revoked),
                   printable(Cli::tr("%1 is not allowed any more.").arg(revoked->object.name)));
    });
}

}
