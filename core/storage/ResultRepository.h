// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QDateTime>
#include <QFuture>

namespace sqlai::storage {

class LocalDatabase;

enum class ResultState { Complete, Capped, Cancelled, Partial };

/// What is known of a stored result without opening its file.
struct ResultManifest {
    qint64 attemptId = 0;
    /// `[{"name": ..., "oid": ..., "type": ...}]`, as results/ColumnsJson.h writes it.
    QByteArray columns = QByteArrayLiteral("[]");
    qint64 rows = 0;
    int pageSize = 0;
    qint64 bytes = 0;
    /// Partial until the run has ended well, so that a crash tells no lie.
    ResultState state = ResultState::Partial;
    QDateTime createdAt = {};

    bool operator==(const ResultManifest &) const = default;
};

/// The manifests of the stored results. Safe in every thread; answers come from the store's worker. Every call can
/// fail with Storage.
class ResultRepository final
{
public:
    explicit ResultRepository(LocalDatabase &database);

    /// Inserts it, or replaces the one of the same attempt. The attempt must be stored already.
    QFuture<Result<void>> save(const ResultManifest &manifest);
    /// Errors: NotFound.
    QFuture<Result<ResultManifest>> find(qint64 attemptId);
    /// Also where there is none.
    QFuture<Result<void>> remove(qint64 attemptId);

private:
    LocalDatabase &m_database;
};

}
