// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/FileLock.h"
#include "core/base/Result.h"

#include <QString>

#include <memory>

namespace sqlai::storage {

/// Says that this program lives: a lock file of its own in WORKSPACE/locks, held until the program ends. Attempts
/// carry its name, so that another program knows whose `running` is still true.
class ProcessLock final
{
public:
    /// Errors: Storage. Takes files away that programs left behind which did not end well.
    static Result<std::unique_ptr<ProcessLock>> take(const QString &workspaceFolder);
    ~ProcessLock();
    ProcessLock(const ProcessLock &) = delete;
    ProcessLock &operator=(const ProcessLock &) = delete;

    const QString &name() const { return m_name; }
    /// Whether the program that took the lock `name` in this workspace has surely ended.
    static bool isFree(const QString &workspaceFolder, const QString &name);

private:
    ProcessLock(QString folder, QString name, std::unique_ptr<FileLock> lock);

    QString m_folder;
    QString m_name;
    std::unique_ptr<FileLock> m_lock;
};

}
