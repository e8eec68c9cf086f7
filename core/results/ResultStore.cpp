// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/ResultStore.h"

#include "core/results/ResultFileWriter.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace sqlai::results {

ResultStore::ResultStore(QString folder)
    : m_folder(std::move(folder))
{
}

Result<std::shared_ptr<ResultWriter>> ResultStore::create(qint64 attemptId, Progress progress) const
{
    if (QDir().mkpath(m_folder))
        QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    // Removed, not emptied: whoever reads the older result keeps its rows.
    remove(attemptId);
    auto writer = std::make_shared<ResultFileWriter>(pathOf(attemptId), std::move(progress));
    if (const auto opened = writer->open(); !opened)
        return opened.error();
    return std::shared_ptr<ResultWriter>(std::move(writer));
}

Result<std::shared_ptr<const ResultReader>> ResultStore::open(qint64 attemptId) const
{
    return ResultReader::open(pathOf(attemptId));
}

void ResultStore::remove(qint64 attemptId) const
{
    QFile::remove(pathOf(attemptId));
}

QString ResultStore::pathOf(qint64 attemptId) const
{
    return QDir(m_folder).filePath(QString::number(attemptId) + u".rows"_s);
}

}
