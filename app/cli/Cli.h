// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/CommandLine.h"
#include "core/base/Actor.h"
#include "core/base/CancelToken.h"
#include "core/base/Result.h"

#include <QJsonObject>
#include <QObject>

#include <memory>
#include <optional>

namespace sqlai::app {
class Application;
class Session;
}

namespace sqlai::cli {

/// One run of the command line: opens the workspace, does the command, prints once, ends with an exit code.
class Cli final : public QObject
{
    Q_OBJECT

public:
    explicit Cli(const QStringList &arguments, QObject *parent = nullptr);
    ~Cli() override;

    /// Call once the event loop runs.
    void start();

    const Invocation &invocation() const { return m_invocation; }
    const Actor &actor() const { return m_actor; }
    app::Session &session();
    /// What --file named.
    const Result<QString> &input() const { return m_input; }
    CancelToken token() const { return m_cancel.token(); }

    /// Prints the object (--json) or the text, and ends with `exitCode`, else with the error's own, else with 0.
    void finish(QJsonObject object, const QString &text, const std::optional<Error> &error = std::nullopt,
                std::optional<int> exitCode = std::nullopt);
    void fail(const Error &error) { finish({}, {}, error); }
    /// Prints a line at once; for output that is a stream of its own.
    void printLine(const QByteArray &line);
    /// Something a person should know, on stderr.
    void note(const QString &text);
    /// Says how to look at what a statement was refused for (Error::subject), where an administrator can allow it.
    void noteWayToAllow(const QString &subject);
    void quit(int exitCode);

private:
    void open();
    void failToOpen(const Error &error);
    void interrupt();

    QStringList m_arguments;
    Invocation m_invocation;
    Actor m_actor = Actor::localUser();
    CancelSource m_cancel;
    std::unique_ptr<app::Application> m_application;
    Result<QString> m_input = QString();
    bool m_isJson;
    bool m_isFinished = false;
    bool m_canPrint = true;
};

}
