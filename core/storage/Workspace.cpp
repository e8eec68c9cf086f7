// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/Workspace.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::storage {
namespace {

constexpr QFile::Permissions forUsAlone = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;

QString tr(const char *text)
{
    return QCoreApplication::translate("sqlai::storage::Workspace", text);
}

bool isOpenToOthers(const QString &folder)
{
#ifdef Q_OS_WIN
    // No such bits there: the folder inherits the access list of the user's profile.
    Q_UNUSED(folder)
    return false;
#else
    // The owner's bits come twice (as owner and as current user): look at what others may do.
    constexpr QFile::Permissions others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    return QFileInfo(folder).permissions() & others;
#endif
}

/// Whether nobody is hurt when the folder is closed to others: a mistaken --home /tmp must not break the computer.
bool isOurs(const QDir &folder)
{
    // What a person may have put there before the first start.
    static const QStringList prepared{u".env"_s, u"settings.ini"_s, u"knowledge_base"_s};
    const QStringList entries = folder.entryList(QDir::AllEntries | QDir::System | QDir::Hidden | QDir::NoDotAndDotDot);
    return folder.exists(u"app.db"_s)
           || std::ranges::all_of(entries, [](const QString &entry) { return prepared.contains(entry); });
}

}

Result<void> prepareWorkspace(const QString &folder)
{
    const QFileInfo info(QDir::cleanPath(QFileInfo(folder).absoluteFilePath()));
    const QString path = info.filePath();
    // Private from its first moment on. It fails where the folder is there already, perhaps since a moment ago.
    if (!info.exists() && QDir().mkpath(info.path()))
        QDir().mkdir(path, forUsAlone);
    if (!QFileInfo(path).isDir()) {
        return Error{
            .code = ErrorCode::Storage,
            .detail =
                tr("the folder %1 cannot be made. Check the permissions, or choose another workspace.").arg(folder)};
    }
    if (!isOpenToOthers(path))
        return {};
    if (!isOurs(QDir(path))) {
        return Error{.code = ErrorCode::Usage,
                     .detail = tr("The folder %1 holds other files and is open to other users of this computer. Choose "
                                  "another workspace folder, for example one that does not exist yet; or close this "
                                  "one to others with this command: chmod 700 '%1'")
                                   .arg(folder)};
    }
    if (!QFile::setPermissions(path, forUsAlone)) {
        return Error{
            .code = ErrorCode::Storage,
            .detail = tr("the folder %1 cannot be made private. Choose a workspace folder of your own.").arg(folder)};
    }
    return {};
}

}
