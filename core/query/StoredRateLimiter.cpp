// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/StoredRateLimiter.h"

#include "core/base/Reply.h"
#include "core/base/WhenReady.h"
#include "core/storage/QuestionLog.h"

#include <chrono>

using namespace Qt::StringLiterals;

namespace sqlai::query {

StoredRateLimiter::StoredRateLimiter(storage::QuestionLog &log, int questionsPerMinute)
    : m_log(log)
    , m_questionsPerMinute(questionsPerMinute)
{
}

QFuture<Result<int>> StoredRateLimiter::take(const Actor &actor)
{
    const Reply<int> reply;
    const auto taken = m_log.take(actor.userId, m_questionsPerMinute, std::chrono::minutes(1));
    whenReady(taken, &m_context, [reply, limit = m_questionsPerMinute](const Result<storage::QuestionSlot> &slot) {
        if (!slot)
            return reply.send(slot.error());
        if (slot->isTaken)
            return reply.send(slot->left);
        reply.send(Error{.code = ErrorCode::RateLimited,
                         .detail = tr("You may ask %L1 questions a minute. The next one is free at %2.")
                                       .arg(limit)
                                       .arg(slot->nextFreeAt.toLocalTime().toString(u"HH:mm:ss"_s))});
    });
    return reply.future();
}

}
