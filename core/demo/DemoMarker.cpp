// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/DemoMarker.h"

#include "core/demo/ServerAccount.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace sqlai::demo {
namespace {

QString markerPath(const QString &clusterFolder)
{
    return clusterFolder + u"/loaded"_s;
}

}

DemoMarker DemoMarker::current(const QByteArray &script)
{
    return {.scriptHash = QCryptographicHash::hash(script, QCryptographicHash::Sha256).toHex(),
            .boot = QSysInfo::bootUniqueId()};
}

DemoMarker DemoMarker::read(const QString &clusterFolder)
{
    QFile file(markerPath(clusterFolder));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return {.scriptHash = file.readLine().trimmed(), .boot = file.readLine().trimmed()};
}

Result<void> DemoMarker::write(const QString &clusterFolder, const ServerAccount &account) const
{
    return account.writePrivateFile(markerPath(clusterFolder), scriptHash + '\n' + boot + '\n');
}

}
