// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/Attempt.h"
#include "core/report/Step.h"

#include <QList>

namespace sqlai::query {

/// The step that found the examples, as done. `note` is set where the local ranker stood in for
/// the endpoint, and says why.
report::Step examplesStep(const QList<report::ExampleUse> &examples, const QString &note = {});

}
