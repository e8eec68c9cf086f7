// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Cli.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"sql-ai-agent"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SQLAI_VERSION));

    const QStringList arguments = QCoreApplication::arguments().mid(1);
    if (arguments.contains(u"--help"_s)) {
        std::fputs(qUtf8Printable(sqlai::cli::helpText()), stdout);
        return 0;
    }
    if (arguments.contains(u"--version"_s)) {
        std::puts("sql-ai-agent-cli " SQLAI_VERSION);
        return 0;
    }
    sqlai::cli::Cli cli(arguments);
    QTimer::singleShot(0, &cli, &sqlai::cli::Cli::start);
    return QCoreApplication::exec();
}
