// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/Attempt.h"

#include <QSqlQuery>
#include <QString>
#include <QVariantList>

namespace sqlai::storage {

/// The columns of `attempts` that hold an Attempt, but for the id, in the order of attemptValues().
QString attemptColumns();
QVariantList attemptValues(const report::Attempt &attempt);
/// From a row that selected id, then attemptColumns().
report::Attempt attemptFromRow(const QSqlQuery &row);

}
