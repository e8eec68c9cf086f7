// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Session.h"
#include "app/cli/Cli.h"
#include "app/cli/Commands.h"
#include "app/cli/TextTable.h"
#include "core/base/WhenReady.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sqlai::cli {
namespace {

using report::RoleSeverity;

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonValue allowanceJson(const std::optional<report::SuperuserAllowance> &allowance)
{
    if (!allowance)
        return QJsonValue::Null;
    return QJsonObject{{u"allowed_by"_s, allowance->allowedBy},
                       {u"allowed_at"_s, allowance->allowedAt.toString(Qt::ISODateWithMs)}};
}

QJsonObject cardJson(const report::RoleReport &card)
{
    QJsonArray findings;
    for (const report::RoleFinding &finding : card.findings)
        findings += QJsonObject{{u"id"_s, finding.id},
                                {u"severity"_s, report::severityName(finding.severity)},
                                {u"sentence"_s, finding.sentence},
                                {u"remedy"_s, orNull(finding.remedy)}};
    return {{u"role"_s, card.role},
            {u"database"_s, card.database},
            {u"superuser"_s, card.isSuperuser},
            {u"superuser_allowed"_s, card.isSuperuserAllowed},
            {u"superuser_allowance"_s, allowanceJson(card.allowance)},
            {u"worst"_s, report::severityName(report::worstOf(card))},
            {u"findings"_s, findings}};
}

QString summary(const report::RoleReport &card)
{
    switch (report::worstOf(card)) {
    case RoleSeverity::Fine:
        return Cli::tr("The role %1 can only read.").arg(printable(card.role));
    case RoleSeverity::Note:
        return Cli::tr("The role %1 has no right to write to tables. What it can do beyond reading:")
            .arg(printable(card.role));
    case RoleSeverity::Danger:
        break;
    }
    return Cli::tr("The role %1 can do more than read; 'role script' writes one that is given SELECT alone.")
        .arg(printable(card.role));
}

QString cardText(const report::RoleReport &card)
{
    QStringList lines{summary(card)};
    for (const report::RoleFinding &finding : card.findings) {
        const QString severity = report::severityName(finding.severity).leftJustified(6);
        lines += u"  %1  %2"_s.arg(severity, printable(finding.sentence));
        if (!finding.remedy.isEmpty())
            lines += u"          "_s + printable(finding.remedy);
    }
    if (card.isSuperuser && card.allowance)
        lines +=
            Cli::tr("Statements may run as this superuser: %1 allowed it on %2. 'role forbid-superuser' takes that "
                    "back.")
                .arg(printable(card.allowance->allowedBy), card.allowance->allowedAt.toString(Qt::ISODate));
    return lines.join(u'\n');
}

}

void role(Cli &cli)
{
    whenReady(cli.session().role().read(cli.actor(), cli.token()), &cli,
              [&cli](const Result<report::RoleReport> &card) {
                  if (!card)
                      return cli.fail(card.error());
                  cli.finish(cardJson(*card), cardText(*card));
              });
}

void roleScript(Cli &cli)
{
    const QString name = cli.invocation().options.value(u"name"_s);
    whenReady(cli.session().role().script(cli.actor(), name, cli.token()), &cli, [&cli](const Result<QString> &script) {
        if (!script)
            return cli.fail(script.error());
        cli.finish({{u"script"_s, *script}}, *script);
    });
}

void allowSuperuser(Cli &cli)
{
    whenReady(cli.session().role().allowSuperuser(cli.actor()), &cli, [&cli](const Result<void> &allowed) {
        if (!allowed)
            return cli.fail(allowed.error());
        cli.finish({{u"superuser_allowed"_s, true}},
                   Cli::tr("Statements may run on this connection although its role is a superuser."));
    });
}

void forbidSuperuser(Cli &cli)
{
    whenReady(cli.session().role().forbidSuperuser(cli.actor()), &cli, [&cli](const Result<void> &forbidden) {
        if (!forbidden)
            return cli.fail(forbidden.error());
        cli.finish({{u"superuser_allowed"_s, false}}, Cli::tr("A superuser is refused on this connection."));
    });
}

}
