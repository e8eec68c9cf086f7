// SPDX-License-Identifier: GPL-3.0-or-later
#include "Application.h"

#include "Session.h"
#include "core/base/Reply.h"
#include "core/base/WhenReady.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace sqlai::app {

Application::Application(settings::Settings settings, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_log(QDir(m_settings.home).filePath(u"logs"_s), m_settings.logLevel)
    , m_lock(m_settings.home)
    , m_database(m_settings.home)
    , m_attempts(m_database, m_lock)
    , m_manifests(m_database)
    , m_questions(m_database, m_clock)
    , m_results(QDir(m_settings.home).filePath(u"results"_s))
    , m_demo(m_settings.home)
{
    connect(&m_demo, &demo::DemoService::progressed, this, &Application::progressed);
}

Application::~Application() = default;

QFuture<Result<void>> Application::open(Database database, Reach reach)
{
    const Reply<void> reply;
    whenReady(m_database.open(), this, [this, reply, database, reach](const Result<void> &opened) {
        if (!opened)
            return reply.send(opened.error());
        whenReady(m_attempts.interruptLost(), this, [this, reply, database, reach](const Result<int> &interrupted) {
            if (!interrupted)
                return reply.send(interrupted.error());
            openDatabase(database, reach, reply);
        });
    });
    return reply.future();
}

void Application::openDatabase(Database database, Reach reach, const Reply<void> &reply)
{
    if (database == Database::Configured || reach == Reach::Workspace) {
        const bool isDemo = database == Database::Demo;
        startSession(isDemo ? std::nullopt : m_settings.connection, isDemo);
        return reply.send({});
    }
    whenReady(m_demo.start(), this, [this, reply](const Result<settings::ConnectionProfile> &profile) {
        if (!profile)
            return reply.send(profile.error());
        startSession(*profile, true);
        reply.send({});
    });
}

Session &Application::session()
{
    Q_ASSERT(m_session);
    return *m_session;
}

}
