// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/AnswerProvider.h"

#include <QCoreApplication>
#include <QObject>

namespace sqlai::knowledge {
class ExampleSearch;
struct RankedExample;
}

namespace sqlai::query {

/// Provider `examples`: no model, no network. Gives the SQL of the nearest example, word for word, where it is near
/// enough, and says plainly when none is. It invents nothing.
class ExampleProvider final : public AnswerProvider
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::query::ExampleProvider)

public:
    static constexpr int examplesShown = 3;

    explicit ExampleProvider(knowledge::ExampleSearch &examples);

    QFuture<Result<Answer>> answer(const QString &question, const schema::Schema &schema,
                                   const CancelToken &token) override;

private:
    static Result<Answer> judge(const QList<knowledge::RankedExample> &nearest);
    static QString refusal(const QList<knowledge::RankedExample> &nearest);

    knowledge::ExampleSearch &m_examples;
    /// Answers of the pool come to it.
    QObject m_context;
};

}
