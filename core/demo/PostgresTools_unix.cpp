// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/PostgresTools.h"

using namespace Qt::StringLiterals;

namespace sqlai::demo {

QStringList PostgresTools::systemFolders()
{
    return versionedFolders(u"/usr/lib/postgresql"_s, u"*"_s, u"/bin"_s) // Debian, Ubuntu
           + versionedFolders(u"/usr"_s, u"pgsql-*"_s, u"/bin"_s) // postgresql.org's packages on Fedora and RHEL
           + versionedFolders(u"/opt/homebrew/opt"_s, u"postgresql*"_s, u"/bin"_s) // Homebrew, Apple silicon
           + versionedFolders(u"/usr/local/opt"_s, u"postgresql*"_s, u"/bin"_s) // Homebrew, Intel
           + versionedFolders(u"/Applications/Postgres.app/Contents/Versions"_s, u"*"_s, u"/bin"_s)
           + versionedFolders(u"/Library/PostgreSQL"_s, u"*"_s, u"/bin"_s); // EDB's installer on macOS
}

}
