// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Cli.h"
#include "app/cli/Interrupt.h"

#include <QCoreApplication>
#include <QTimer>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    sqlai::cli::ignoreBrokenPipes();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"sql-ai-agent"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SQLAI_VERSION));

    sqlai::cli::Cli cli(QCoreApplication::arguments().mid(1));
    QTimer::singleShot(0, &cli, &sqlai::cli::Cli::start);
    return QCoreApplication::exec();
}
