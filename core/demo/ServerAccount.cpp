// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/ServerAccount.h"

#include <QFile>

namespace sqlai::demo {

Result<void> ServerAccount::writePrivateFile(const QString &path, const QByteArray &bytes) const
{
    QFile file(path);
    // Empty first, so that no byte is in it before its permissions are.
    const bool isMade = file.open(QIODevice::WriteOnly | QIODevice::Truncate)
                        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (!isMade || file.write(bytes) != bytes.size() || !file.flush())
        return failure(path, file.errorString());
    return handOver(path);
}

Error ServerAccount::failure(const QString &path, const QString &reason)
{
    return Error{.code = ErrorCode::File,
                 .detail = tr("The demo database cannot be set up at %1: %2. Choose a workspace folder that you can "
                              "write to and that has space left.")
                               .arg(path, reason)};
}

}
