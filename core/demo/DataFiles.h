// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace sqlai::demo {

/// Where the program's own data files (the project's folder `data`) are: the first of these that exists: SQLAI_DATA_DIR
/// of the environment, `data` beside the program, share/sql-ai-agent of the prefix it is installed in, the Resources of
/// a macOS bundle, and for builds in the source tree that tree's. Empty where there is none.
QString dataFolder();

/// All of these places in their order, whether they exist or not.
QStringList dataFolderCandidates();

}
