// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/Desktop.h"
#include "core/base/ErrorText.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTimer>

#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace {

sqlai::app::DesktopOptions readOptions()
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Ask a PostgreSQL database in plain words."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption home(u"home"_s, u"The workspace folder."_s, u"DIR"_s);
    const QCommandLineOption database(u"database"_s, u"The PostgreSQL to ask."_s, u"URL"_s);
    const QCommandLineOption demo(u"demo"_s, u"Work on the demo database."_s);
    const QCommandLineOption superuser(
        u"allow-superuser"_s, u"This time let statements run although the connection's role is a superuser."_s);
    const QCommandLineOption picture(u"picture"_s, u"Ask and run --question, write a picture of the window, and end."_s,
                                     u"FILE"_s);
    const QCommandLineOption question(u"question"_s, u"What is asked for the picture."_s, u"TEXT"_s);
    parser.addOptions({home, database, demo, superuser, picture, question});
    parser.process(*qApp);
    if (parser.isSet(picture) && parser.value(question).trimmed().isEmpty()) {
        std::fputs("A picture needs a question: --picture FILE --question TEXT.\n", stderr);
        std::exit(sqlai::ErrorText::exitCode(sqlai::ErrorCode::Usage));
    }

    sqlai::app::DesktopOptions options{.picturePath = parser.value(picture), .question = parser.value(question)};
    options.allowsSuperuser = parser.isSet(superuser);
    if (parser.isSet(home))
        options.settings[u"SQL_AI_AGENT_HOME"_s] = parser.value(home);
    if (parser.isSet(database))
        options.settings[u"POSTGRES_URL"_s] = parser.value(database);
    if (parser.isSet(demo))
        options.database = sqlai::app::Database::Demo;
    return options;
}

}

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"sql-ai-agent"_s);
    QApplication::setApplicationDisplayName(u"SQL AI Agent"_s);
    QApplication::setApplicationVersion(QStringLiteral(SQLAI_VERSION));
    QApplication::setDesktopFileName(u"sql-ai-agent"_s);
    QApplication::setWindowIcon(sqlai::ui::Theme::applicationIcon());
    // The desktop decides when it is over: what runs is stopped and stored first.
    QApplication::setQuitOnLastWindowClosed(false);

    sqlai::app::Desktop desktop(readOptions());
    QTimer::singleShot(0, &desktop, &sqlai::app::Desktop::start);
    return QApplication::exec();
}
