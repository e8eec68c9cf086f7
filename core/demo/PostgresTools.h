// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace sqlai::demo {

/// The programs of an installed PostgreSQL server.
class PostgresTools final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::demo::PostgresTools)

public:
    /// The oldest server that the demo's script is written for.
    static constexpr int oldestMajorVersion = 14;

    /// Where this system keeps PostgreSQL, newest version first, then the folders of PATH.
    static QStringList searchFolders();
    /// The first folder with a usable server. NotFound with a sentence on how to get one. Runs `postgres --version`:
    /// not for the main thread.
    static Result<PostgresTools> find(const QStringList &folders = searchFolders());

    QString program(const QString &name) const;
    int majorVersion() const { return m_majorVersion; }

private:
    PostgresTools(QString folder, int majorVersion);

    /// What is special to a system: see PostgresTools_<system>.cpp.
    static QStringList systemFolders();
    /// The folders `base`/<matching `pattern`>/`rest`, highest version number in the name first.
    static QStringList versionedFolders(const QString &base, const QString &pattern, const QString &rest);

    QString m_folder;
    int m_majorVersion;
};

}
