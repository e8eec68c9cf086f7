// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/AttemptLog.h"

#include "core/base/ErrorText.h"
#include "core/base/Logging.h"

Q_LOGGING_CATEGORY(lcAttempt, "sqlai.query")

using namespace Qt::StringLiterals;

namespace sqlai::query {

QJsonObject logFields(const report::Attempt &attempt)
{
    // A run may come long after its question.
    const QDateTime &begin = attempt.startedAt.isValid() ? attempt.startedAt : attempt.createdAt;
    QJsonObject fields{{u"attempt"_s, attempt.id},
                       {u"user"_s, attempt.userId},
                       {u"status"_s, report::attemptStatusName(attempt.status)},
                       {u"rows"_s, attempt.rows},
                       {u"milliseconds"_s, begin.msecsTo(attempt.finishedAt)}};
    if (attempt.error) {
        fields[u"error"_s] = ErrorText::name(attempt.error->code);
        fields[u"sqlstate"_s] = attempt.error->sqlState;
    }
    return fields;
}

void noteUnstored(report::Attempt &attempt, const Error &error)
{
    logEvent(lcAttempt(), QtCriticalMsg, u"the end of an attempt was not stored"_s,
             {{u"attempt"_s, attempt.id}, {u"reason"_s, error.detail}});
    if (!attempt.error)
        attempt.error = error;
}

}
