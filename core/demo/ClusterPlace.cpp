// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/ClusterPlace.h"

#include "core/demo/PostgresCluster.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace sqlai::demo {
namespace {

const QString prefix = u"sql-ai-agent-demo-"_s;

QString claimPath(const QString &folder)
{
    return folder + u"/workspace"_s;
}

}

ClusterPlace::ClusterPlace(const ServerAccount &account, const QString &demoFolder)
    : m_account(account)
    , m_demoFolder(QFileInfo(demoFolder).canonicalFilePath())
    , m_folder(m_demoFolder + u"/cluster"_s)
{
    const QByteArray hash = QCryptographicHash::hash(m_demoFolder.toUtf8(), QCryptographicHash::Sha256).toHex();
    if (m_account.isForeign())
        m_folder = m_account.foreignHome() + u'/' + prefix + QString::fromLatin1(hash.left(16));
}

Result<void> ClusterPlace::claim() const
{
    auto made = m_account.makePrivateFolder(m_folder);
    if (!made || !m_account.isForeign())
        return made;
    return m_account.writePrivateFile(claimPath(m_folder), QFile::encodeName(m_demoFolder));
}

void ClusterPlace::removeOrphans(const PostgresTools &tools) const
{
    // In a folder for everyone, somebody else could lay out what we would remove.
    const QFileInfo home(m_account.foreignHome());
    if (!m_account.isForeign() || home.permission(QFile::WriteOther))
        return;
    const QFileInfoList folders =
        QDir(home.filePath()).entryInfoList({prefix + u'*'}, QDir::Dirs | QDir::NoSymLinks | QDir::NoDotAndDotDot);
    for (const QFileInfo &folder : folders) {
        QFile claim(claimPath(folder.filePath()));
        // Without a word whose it is, it may be one that is just being made.
        const QString owner = claim.open(QIODevice::ReadOnly) ? QFile::decodeName(claim.readAll()) : QString();
        if (owner.isEmpty() || QFileInfo::exists(owner))
            continue;
        PostgresCluster orphan(tools, m_account, {.folder = folder.filePath()});
        if (orphan.stop())
            QDir(folder.filePath()).removeRecursively();
    }
}

}
