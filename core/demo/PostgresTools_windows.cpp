// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/PostgresTools.h"

#include <QProcessEnvironment>

using namespace Qt::StringLiterals;

namespace sqlai::demo {

QStringList PostgresTools::systemFolders()
{
    const QString programs = QProcessEnvironment::systemEnvironment().value(u"ProgramFiles"_s, u"C:/Program Files"_s);
    return versionedFolders(programs + u"/PostgreSQL"_s, u"*"_s, u"/bin"_s);
}

}
