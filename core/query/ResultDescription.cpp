// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/ResultDescription.h"

#include "core/results/ColumnsJson.h"
#include "core/results/ResultStore.h"

namespace sqlai::query {
namespace {

storage::ResultState stateOf(const report::Attempt &attempt)
{
    if (attempt.status == report::AttemptStatus::Cancelled)
        return storage::ResultState::Cancelled;
    if (attempt.isPartial)
        return storage::ResultState::Partial;
    return attempt.isCapped ? storage::ResultState::Capped : storage::ResultState::Complete;
}

}

Result<storage::ResultManifest> describeResult(const results::ResultStore &store, const report::Attempt &attempt)
{
    const auto reader = store.open(attempt.id);
    if (!reader)
        return reader.error();
    return storage::ResultManifest{.attemptId = attempt.id,
                                   .columns = results::columnsToJson((*reader)->columns()),
                                   .rows = (*reader)->rowCount(),
                                   .pageSize = results::pageSize,
                                   .bytes = (*reader)->byteCount(),
                                   .state = stateOf(attempt),
                                   .createdAt = attempt.finishedAt};
}

}
