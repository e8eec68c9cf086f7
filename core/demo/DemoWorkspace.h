// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/DataFiles.h"

#include <QString>

namespace sqlai::demo {

/// The folders that belong to the demo. Its examples are the program's own and are read where they
/// are installed: a person's workspace keeps its own knowledge_base/, which the demo never touches, and a new version
/// of the program brings new ones without a copy that could differ.
class DemoWorkspace final
{
public:
    /// `workspaceFolder` is Settings::home.
    explicit DemoWorkspace(const QString &workspaceFolder, const QString &dataFiles = dataFolder());

    /// The demo server's place in the workspace.
    QString serverFolder() const;
    /// The SQL script that makes the demo database.
    QString scriptPath() const;
    /// The examples (.sql) of the demo; to be read only.
    QString knowledgeBaseFolder() const;

private:
    QString m_workspaceFolder;
    QString m_dataFiles;
};

}
