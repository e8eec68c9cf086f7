// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/ToolRun.h"

#include "core/demo/ServerAccount.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFileInfo>
#include <QProcess>

namespace sqlai::demo {
namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("sqlai::demo::ToolRun", text);
}

Error failure(const ToolRun &run, const QString &reason)
{
    return Error{.code = ErrorCode::Connection,
                 .detail = translated(QT_TRANSLATE_NOOP("sqlai::demo::ToolRun",
                                                        "the demo server could not be set up, %1 says: %2"))
                               .arg(QFileInfo(run.program).completeBaseName(), reason)};
}

}

Result<void> runTool(const ToolRun &run, const ServerAccount &account, const CancelToken &token)
{
    QProcess process;
    account.prepare(process);
    process.setWorkingDirectory(run.workingFolder);
    process.start(run.program, run.arguments, QIODevice::ReadOnly);

    const QDeadlineTimer deadline(run.timeout);
    while (!process.waitForFinished(50) && process.state() != QProcess::NotRunning) {
        if (!token.isCancelled() && !deadline.hasExpired())
            continue;
        process.kill();
        process.waitForFinished();
        if (token.isCancelled())
            return Error{.code = ErrorCode::Cancelled};
        return failure(run, translated(QT_TRANSLATE_NOOP("sqlai::demo::ToolRun", "it did not end in time")));
    }
    if (process.error() == QProcess::FailedToStart)
        return failure(run, process.errorString());
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return {};
    return failure(run, QString::fromLocal8Bit(process.readAllStandardError()).simplified().right(500));
}

}
