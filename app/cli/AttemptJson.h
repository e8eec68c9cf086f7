// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/report/Attempt.h"
#include "core/table/Column.h"
#include "core/table/RowBatch.h"

#include <QJsonObject>

namespace sqlai::cli {

/// `{code, message, sqlstate, hint, position}`
QJsonObject toJson(const Error &error);

/// The fields of `ask`.
QJsonObject answerJson(const report::Attempt &attempt);

/// The fields of `show` and of an entry of `history`.
QJsonObject attemptJson(const report::Attempt &attempt);

/// A page of a result as the commands print it.
struct ResultPage {
    report::Attempt attempt = {};
    table::Columns columns = {};
    table::RowBatch rows = table::RowBatch();
    qint64 totalRows = 0;
    /// The first is 1.
    qint64 page = 1;
    qint64 totalPages = 0;
};

/// The fields of `run`, `results` and `rerun`. Values are strings as PostgreSQL prints them, or null.
QJsonObject resultJson(const ResultPage &page);

}
