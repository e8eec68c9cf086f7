// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/Desktop.h"

#include "app/Session.h"
#include "app/desktop/PictureTaker.h"
#include "core/base/ErrorText.h"
#include "core/base/WhenReady.h"
#include "ui/allow/AllowanceDesk.h"
#include "ui/role/RoleWatch.h"
#include "ui/start/StartWindow.h"
#include "ui/window/MainWindow.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>
#include <chrono>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace sqlai::app {
namespace {

constexpr qsizetype suggestionsShown = 3;

/// Spread over the whole list, so that they show what it is about.
QStringList suggestionsFrom(const QList<knowledge::Example> &examples)
{
    const qsizetype count = std::min(suggestionsShown, examples.size());
    QStringList questions;
    for (qsizetype i = 0; i < count; ++i)
        questions += examples[count < 2 ? 0 : i * (examples.size() - 1) / (count - 1)].question;
    return questions;
}

}

Desktop::Desktop(DesktopOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
{
    m_minute.setSingleShot(true);
    m_minute.setInterval(std::chrono::minutes(1));
    connect(&m_minute, &QTimer::timeout, this, [this] { m_window->setNote({}); });
}

Desktop::~Desktop() = default;

void Desktop::start()
{
    m_theme.apply();
    showStart();
    open();
}

void Desktop::showStart()
{
    m_start = std::make_unique<ui::StartWindow>(m_theme);
    connect(m_start.get(), &ui::StartWindow::chosen, this, &Desktop::choose);
    connect(m_start.get(), &ui::StartWindow::closed, this, &QCoreApplication::quit);
    m_start->show();
}

void Desktop::open()
{
    m_start->showProgress(tr("Opening…"));
    const auto settings = settings::loadSettings(settings::processEnvironment(), m_options.settings);
    if (!settings)
        return showTrouble(settings.error());
    const bool isNoneSet = !settings->connection && !settings->connectionProblem;
    if (m_options.database == Database::Configured && isNoneSet && m_options.picturePath.isEmpty()) {
        m_start->showChoices(
            tr("Which database?"),
            tr("No database is set. Start with the demo, a fleet company's data in a private PostgreSQL "
               "on this computer, or set POSTGRES_URL in %1/.env and start again.")
                .arg(settings->home),
            {demoChoice()});
        return;
    }
    m_application = std::make_unique<Application>(*settings);
    connect(m_application.get(), &Application::progressed, m_start.get(), &ui::StartWindow::showProgress);
    whenReady(m_application->open(m_options.database, Reach::Server), this, [this](const Result<void> &opened) {
        m_notice += m_application->notice(); // A second try no longer finds what the first one lost.
        if (!opened)
            return showTrouble(opened.error());
        if (m_options.allowsSuperuser) {
            if (const auto allowed = m_application->session().role().allowSuperuserOnce(m_actor); !allowed)
                return showTrouble(allowed.error());
        }
        showWindow();
    });
}

void Desktop::showTrouble(const Error &error)
{
    if (!m_options.picturePath.isEmpty()) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(ErrorText::sentence(error)));
        return QCoreApplication::exit(ErrorText::exitCode(error.code));
    }
    m_start->showChoices(tr("This did not work"), ErrorText::sentence(error), {tr("Try again")});
}

void Desktop::choose(const QString &choice)
{
    if (choice == demoChoice())
        m_options.database = Database::Demo;
    m_application.reset();
    open();
}

void Desktop::showWindow()
{
    query::QueryService &queries = m_application->session().queries();
    m_window = std::make_unique<ui::MainWindow>(queries, m_actor, m_theme, m_clock, m_prompter);
    new ui::AllowanceDesk(*m_window, m_application->session().allowances(), m_actor, m_theme); // The window owns it.
    connect(m_window.get(), &ui::MainWindow::closed, this, &Desktop::endWhenIdle);
    connect(m_window.get(), &ui::MainWindow::schemaWanted, this, &Desktop::readSchema);
    connect(&queries, &query::QueryService::questionsLeft, this, &Desktop::noteQuestionsLeft);
    fillWindow();
    m_window->show();
    m_start.release()->deleteLater(); // It may be in the middle of a signal.
    if (!m_options.picturePath.isEmpty())
        return takePicture();
    if (!m_notice.isEmpty())
        m_prompter.tell(m_window.get(), tr("The history was lost"), m_notice);
}

void Desktop::fillWindow()
{
    Session &session = m_application->session();
    m_window->setTimeLimit(m_application->settings().postgresTimeout);
    m_window->setSettingsFile(QDir::toNativeSeparators(m_application->settings().home + u"/.env"_s));
    const QString model = session.modelName();
    if (model.isEmpty())
        m_window->setProvider(ui::Tone::Ok, tr("answers from examples"));
    else
        m_window->setProvider(ui::Tone::Muted, tr("model %1").arg(model));
    readSchema();
    watchRole();
    connect(&session.schema(), &operations::SchemaService::changed, m_window.get(),
            [this](const schema::Schema &schema) {
                m_window->setConnection(ui::Tone::Ok, m_application->session().connectionName());
                m_window->setSchema(schema);
            });
    whenReady(session.knowledge().load(), m_window.get(), [this](const Result<knowledge::Loaded> &loaded) {
        if (!loaded)
            return m_window->showError(loaded.error());
        m_window->setSuggestions(suggestionsFrom(loaded->examples));
    });
}

void Desktop::readSchema()
{
    Session &session = m_application->session();
    m_window->setConnection(ui::Tone::Muted, session.connectionName());
    whenReady(session.schema().current(m_actor), m_window.get(), [this](const Result<schema::Schema> &schema) {
        const QString name = m_application->session().connectionName();
        const bool isRefused = !schema && report::isSuperuserRefused(schema.error());
        m_window->setConnection(schema ? ui::Tone::Ok : (isRefused ? ui::Tone::Warning : ui::Tone::Danger), name);
        if (!schema)
            return m_window->setSchemaFailed(schema.error());
        m_window->setSchema(*schema);
    });
}

void Desktop::watchRole()
{
    Session &session = m_application->session();
    auto *watch = new ui::RoleWatch(session.role(), m_actor, m_theme, m_prompter, *m_window);
    connect(&session.schema(), &operations::SchemaService::changed, watch, &ui::RoleWatch::refreshIfUnknown);
    watch->refresh();
}

void Desktop::noteQuestionsLeft(int left)
{
    m_window->setNote(
        tr("%L1 of %L2 questions left this minute").arg(left).arg(m_application->settings().rateLimitPerMinute));
    m_minute.start();
}

void Desktop::takePicture()
{
    auto *taker = new PictureTaker(*m_window, m_options.picturePath, this);
    connect(taker, &PictureTaker::taken, m_window.get(), &ui::MainWindow::close);
    connect(taker, &PictureTaker::failed, this, [this](const Error &error) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(ErrorText::sentence(error)));
        m_exitCode = ErrorText::exitCode(error.code);
        m_window->close();
    });
    taker->take(m_options.question);
}

void Desktop::endWhenIdle()
{
    query::QueryService &queries = m_application->session().queries();
    if (!queries.isBusy())
        return QCoreApplication::exit(m_exitCode);
    connect(&queries, &query::QueryService::becameIdle, this, [this] { QCoreApplication::exit(m_exitCode); });
    queries.cancelAll();
}

QString Desktop::demoChoice()
{
    return tr("Open the demo");
}

}
