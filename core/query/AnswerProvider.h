// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Error.h"
#include "core/report/Attempt.h"
#include "core/report/ModelUse.h"
#include "core/report/Step.h"
#include "core/schema/Schema.h"

#include <QObject>

#include <optional>

namespace sqlai::query {

/// SQL for a question, not yet checked by anyone; or, where `error` is set, what there is instead of it.
struct Answer {
    QString sql = {};
    /// Where it comes from and what it does, for the person.
    QString explanation = {};
    /// The tables that were chosen for it, qualified; empty where nobody chose.
    QStringList tables = {};
    /// The nearest examples, nearest first, whether they were used or not.
    QList<report::ExampleUse> examples = {};
    /// What the model said last, word for word, as far as it came.
    QString rawText = {};
    QList<report::ModelUse> uses = {};
    std::optional<Error> error = {};
};

/// An answer on its way. Lives in the main thread; deleting it takes it back.
class AnswerStream : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

Q_SIGNALS:
    void stepChanged(const sqlai::report::Step &step);
    /// All of the SQL that has come so far; may begin anew.
    void sqlArrived(const QString &sql);
    /// Once, and last; never before the event loop has run.
    void finished(const sqlai::query::Answer &answer);
};

/// What an answer is made from.
struct Question {
    QString text = {};
    schema::Schema schema = {};
};

/// Turns a question into SQL. Errors of an answer: Unanswerable, with the reason and what would help; those of its
/// sources; Cancelled.
class AnswerProvider
{
public:
    virtual ~AnswerProvider() = default;
    /// As settings and history name it: "examples" or "openai".
    virtual QString name() const = 0;
    /// Ends soon, as Cancelled, once the token is cancelled.
    virtual AnswerStream *answer(const Question &question, const CancelToken &token, QObject *parent) = 0;
};

}
