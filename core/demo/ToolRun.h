// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Result.h"

#include <QString>
#include <QStringList>

#include <chrono>

namespace sqlai::demo {

class ServerAccount;

/// One of PostgreSQL's programs with its arguments.
struct ToolRun {
    QString program = {};
    QStringList arguments = {};
    /// A folder that the account can enter.
    QString workingFolder = {};
    std::chrono::milliseconds timeout = std::chrono::seconds(60);
};

/// Runs it under `account` and waits for its end: not for the main thread. Errors: Connection (it failed, with its own
/// last words; it took too long), Cancelled (it is killed).
Result<void> runTool(const ToolRun &run, const ServerAccount &account, const CancelToken &token);

}
