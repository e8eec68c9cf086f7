// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/AnswerProvider.h"

#include <QCoreApplication>

namespace sqlai::knowledge {
class KnowledgeBase;
}

namespace sqlai::query {

/// Provider `examples`: no model, no network. Gives the SQL of the nearest example, word for word, where it is near
/// enough, and says plainly when none is. It invents nothing.
class ExampleProvider final : public AnswerProvider
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::query::ExampleProvider)

public:
    explicit ExampleProvider(knowledge::KnowledgeBase &knowledge);

    QFuture<Result<Answer>> answer(const QString &question, const schema::Schema &schema,
                                   const CancelToken &token) override;

private:
    knowledge::KnowledgeBase &m_knowledge;
};

}
