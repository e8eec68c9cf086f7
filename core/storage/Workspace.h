// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QString>

namespace sqlai::storage {

/// Makes the workspace folder where there is none, for this user alone. One that is there is made private only when it
/// is plainly ours: holding app.db, or nothing but what a person prepares for us (.env, settings.ini, knowledge_base);
/// a private one is taken as it is. A few quick calls to the file system: may be called in every thread, and as often
/// as one likes. Errors: Usage (a folder that others use, too), Storage.
Result<void> prepareWorkspace(const QString &folder);

}
