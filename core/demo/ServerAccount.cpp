// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/ServerAccount.h"

#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>
#include <QUuid>

#include <filesystem>
#include <system_error>

namespace sqlai::demo {

Result<void> ServerAccount::writePrivateFile(const QString &path, const QByteArray &bytes) const
{
    // The folder may be the server account's, who could have laid a link there for root to write through. So the file
    // is a new one under a name that nobody foresees, and takes the place of what stands at `path`, whatever it is.
    QFile file(path + u'.' + QUuid::createUuid().toString(QUuid::Id128));
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return failure(path, file.errorString());
    auto giveUp = qScopeGuard([&] { file.remove(); });
    if (file.write(bytes) != bytes.size() || !file.flush())
        return failure(path, file.errorString());
    if (const auto handed = handOver(file); !handed)
        return handed;
    file.close();
    std::error_code problem;
    std::filesystem::rename(QFileInfo(file).filesystemFilePath(), QFileInfo(path).filesystemFilePath(), problem);
    if (problem)
        return failure(path, QString::fromStdString(problem.message()));
    giveUp.dismiss();
    return {};
}

Error ServerAccount::failure(const QString &path, const QString &reason)
{
    return Error{.code = ErrorCode::File,
                 .detail = tr("The demo database cannot be set up at %1: %2. Choose a workspace folder that you can "
                              "write to and that has space left.")
                               .arg(path, reason)};
}

}
