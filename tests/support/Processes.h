// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace sqlai::test {

/// Ends a process at once, without a chance to tidy up, and returns when it is gone.
void killProcess(qint64 process);

}
