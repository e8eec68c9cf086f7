// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/PostgresTools.h"

#include <QDir>
#include <QProcess>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::demo {
namespace {

int numberIn(const QString &text)
{
    static const QRegularExpression digits(u"\\d+"_s);
    return digits.match(text).captured().toInt();
}

bool isServerFolder(const QString &folder)
{
    const QStringList names{u"initdb"_s, u"postgres"_s, u"pg_ctl"_s};
    return std::all_of(names.begin(), names.end(),
                       [&](const QString &name) { return !QStandardPaths::findExecutable(name, {folder}).isEmpty(); });
}

/// 0 where the program does not answer.
int majorVersionIn(const QString &folder)
{
    QProcess process;
    process.start(QStandardPaths::findExecutable(u"postgres"_s, {folder}), {u"--version"_s});
    process.waitForFinished(10'000);
    return numberIn(QString::fromLocal8Bit(process.readAllStandardOutput()));
}

}

PostgresTools::PostgresTools(QString folder, int majorVersion)
    : m_folder(std::move(folder))
    , m_majorVersion(majorVersion)
{
}

QStringList PostgresTools::searchFolders()
{
    const QString path = QProcessEnvironment::systemEnvironment().value(u"PATH"_s);
    return systemFolders() + path.split(QDir::listSeparator(), Qt::SkipEmptyParts);
}

Result<PostgresTools> PostgresTools::find(const QStringList &folders)
{
    for (const QString &folder : folders) {
        if (!isServerFolder(folder))
            continue;
        if (const int version = majorVersionIn(folder); version >= oldestMajorVersion)
            return PostgresTools(folder, version);
    }
    return Error{.code = ErrorCode::NotFound,
                 .detail = tr("The demo needs PostgreSQL %1 or newer on this computer, and none was found: install it "
                              "(Debian and Ubuntu: apt install postgresql; macOS: brew install postgresql; Windows: "
                              "the installer from postgresql.org), or connect to a database of your own.")
                               .arg(oldestMajorVersion)};
}

QString PostgresTools::program(const QString &name) const
{
    return QStandardPaths::findExecutable(name, {m_folder});
}

QStringList PostgresTools::versionedFolders(const QString &base, const QString &pattern, const QString &rest)
{
    QStringList names = QDir(base).entryList({pattern}, QDir::Dirs | QDir::NoDotAndDotDot);
    std::stable_sort(names.begin(), names.end(),
                     [](const QString &a, const QString &b) { return numberIn(a) > numberIn(b); });
    for (QString &name : names)
        name = base + u'/' + name + rest;
    return names;
}

}
