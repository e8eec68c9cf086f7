// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/RateLimiter.h"

#include <QCoreApplication>
#include <QObject>

namespace sqlai::storage {
class QuestionLog;
}

namespace sqlai::query {

/// A sliding window of a minute, counted in SQLite, so that neither a restart nor a second window resets it.
class StoredRateLimiter final : public RateLimiter
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::query::StoredRateLimiter)

public:
    StoredRateLimiter(storage::QuestionLog &log, int questionsPerMinute);

    QFuture<Result<int>> take(const Actor &actor) override;

private:
    storage::QuestionLog &m_log;
    int m_questionsPerMinute;
    /// Answers of the store come to it.
    QObject m_context;
};

}
