// SPDX-License-Identifier: GPL-3.0-or-later
// A program that uses the demo's server as the window does: `demo_user FOLDER SCRIPT TOOLS...`, where TOOLS are folders
// of PostgreSQL's programs. It prints "ready" or the error as one line, and stops when its standard input ends.
#include "core/base/ErrorText.h"
#include "core/demo/DemoServer.h"

#include <QCoreApplication>

#include <cstdio>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() < 4)
        return 2;
    sqlai::demo::DemoServer server(
        {.folder = arguments[1], .scriptPath = arguments[2], .searchFolders = arguments.mid(3)});
    const auto started = server.start();
    std::puts(started ? "ready" : qPrintable(sqlai::ErrorText::sentence(started.error())));
    std::fflush(stdout);
    while (std::getchar() != EOF) { }
    return 0;
}
