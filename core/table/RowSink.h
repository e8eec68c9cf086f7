// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/table/Column.h"
#include "core/table/RowBatch.h"

namespace sqlai::table {

/// Takes rows as they arrive, in the worker thread that reads them. An Error ends the run. Its slowness is the
/// back-pressure: nothing more is read from the server before append() has returned.
class RowSink
{
public:
    virtual ~RowSink() = default;
    /// Once, before the first batch, also where no row follows.
    virtual Result<void> begin(const Columns &columns) = 0;
    /// At most 500 rows a batch. The batch is reused by the caller afterwards.
    virtual Result<void> append(const RowBatch &batch) = 0;
};

/// A whole small result in memory, as catalogue queries and EXPLAIN give it.
struct RowSet {
    Columns columns = {};
    RowBatch rows{};
};

}
