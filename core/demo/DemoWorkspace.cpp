// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/DemoWorkspace.h"

using namespace Qt::StringLiterals;

namespace sqlai::demo {

DemoWorkspace::DemoWorkspace(const QString &workspaceFolder, const QString &dataFiles)
    : m_workspaceFolder(workspaceFolder)
    , m_dataFiles(dataFiles)
{
}

QString DemoWorkspace::serverFolder() const
{
    return m_workspaceFolder + u"/demo"_s;
}

QString DemoWorkspace::scriptPath() const
{
    return m_dataFiles + u"/demo/fleet.sql"_s;
}

QString DemoWorkspace::knowledgeBaseFolder() const
{
    return m_dataFiles + u"/knowledge_base"_s;
}

}
