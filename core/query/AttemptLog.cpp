// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/AttemptLog.h"

#include "core/base/ErrorText.h"

using namespace Qt::StringLiterals;

namespace sqlai::query {

QJsonObject logFields(const report::Attempt &attempt)
{
    QJsonObject fields{{u"attempt"_s, attempt.id},
                       {u"user"_s, attempt.userId},
                       {u"status"_s, report::attemptStatusName(attempt.status)},
                       {u"rows"_s, attempt.rows},
                       {u"milliseconds"_s, attempt.createdAt.msecsTo(attempt.finishedAt)}};
    if (attempt.error) {
        fields[u"error"_s] = ErrorText::name(attempt.error->code);
        fields[u"sqlstate"_s] = attempt.error->sqlState;
    }
    return fields;
}

}
