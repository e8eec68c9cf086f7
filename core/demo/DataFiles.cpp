// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/DataFiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::demo {

QStringList dataFolderCandidates()
{
    const QDir program(QCoreApplication::applicationDirPath());
    QStringList folders{program.filePath(u"data"_s), program.filePath(u"../share/sql-ai-agent"_s),
                        program.filePath(u"../Resources/data"_s), QStringLiteral(SQLAI_SOURCE_DATA)};
    if (const QString wanted = qEnvironmentVariable("SQLAI_DATA_DIR"); !wanted.isEmpty())
        folders.prepend(QDir::current().absoluteFilePath(wanted));
    for (QString &folder : folders)
        folder = QDir::cleanPath(folder);
    return folders;
}

QString dataFolder()
{
    const QStringList folders = dataFolderCandidates();
    // A folder named data may be anything; ours has the demo in it.
    const auto found = std::find_if(folders.begin(), folders.end(),
                                    [](const QString &folder) { return QFileInfo(folder + u"/demo"_s).isDir(); });
    return found == folders.end() ? QString() : *found;
}

}
