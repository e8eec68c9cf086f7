// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Psql.h"

#include "core/demo/PostgresTools.h"

#include <QProcess>

#include <stdexcept>

using namespace Qt::StringLiterals;

namespace sqlai::test {

QString connectionStringOf(const settings::ConnectionProfile &profile)
{
    QStringList parts;
    for (auto parameter = profile.parameters.cbegin(); parameter != profile.parameters.cend(); ++parameter) {
        QString value = parameter.value();
        value.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
        parts << u"%1='%2'"_s.arg(parameter.key(), value);
    }
    return parts.join(u' ');
}

QByteArray psqlCsv(const settings::ConnectionProfile &profile, const QString &sql)
{
    const auto tools = demo::PostgresTools::find();
    if (!tools)
        throw std::runtime_error(tools.error().detail.toStdString());
    QProcess psql;
    psql.start(tools->program(u"psql"_s), {u"--no-psqlrc"_s, u"--no-password"_s, u"--csv"_s, u"--set=ON_ERROR_STOP=1"_s,
                                           u"--dbname"_s, connectionStringOf(profile), u"--command"_s, sql});
    if (!psql.waitForFinished(120'000) || psql.exitStatus() != QProcess::NormalExit || psql.exitCode() != 0)
        throw std::runtime_error(psql.readAllStandardError().toStdString());
    return psql.readAllStandardOutput();
}

}
