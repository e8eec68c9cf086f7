// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/pg/QueryRunner.h"
#include "core/query/Flow.h"
#include "core/query/QueryParts.h"

#include <memory>
#include <optional>

namespace sqlai::results {
class ResultWriter;
}

namespace sqlai::query {

/// A statement on its way to a stored result: guard, run, pages on disk, manifest. The attempt says `running` before
/// the server sees the first byte, and never stays so.
class RunFlow final : public Flow
{
    Q_OBJECT

public:
    RunFlow(const QueryParts &parts, QObject *parent);

    /// Runs `attempt.sql`. An attempt without an id is stored first, one with an id is run in its place.
    void start(const report::Attempt &attempt);
    /// A flow that only tells why it cannot run.
    void refuse(const Error &error);

private:
    void begin(const Result<sql::CheckedSql> &checked);
    void proceed(const Result<sql::CheckedSql> &checked);
    void stream(const sql::CheckedSql &sql);
    void closeResult(const Result<pg::RunSummary> &summary);
    void settle(const std::optional<Error> &error);
    void store();

    const QueryParts &m_parts;
    report::Attempt m_attempt;
    std::shared_ptr<results::ResultWriter> m_writer;
};

}
