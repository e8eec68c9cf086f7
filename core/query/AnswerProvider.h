// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Result.h"
#include "core/report/Attempt.h"
#include "core/schema/Schema.h"

#include <QFuture>

namespace sqlai::query {

/// SQL for a question, not yet checked by anyone.
struct Answer {
    QString sql = {};
    /// Where it comes from and what it does, for the person.
    QString explanation = {};
    /// The nearest examples, nearest first, whether they were used or not.
    QList<report::ExampleUse> examples = {};
};

/// Turns a question into SQL. Errors: Unanswerable, with what would help; those of its sources; Cancelled.
class AnswerProvider
{
public:
    virtual ~AnswerProvider() = default;
    virtual QFuture<Result<Answer>> answer(const QString &question, const schema::Schema &schema,
                                           const CancelToken &token) = 0;
};

}
