// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/AnswerProvider.h"

#include <QCoreApplication>

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

    QString name() const override { return QStringLiteral("examples"); }
    AnswerStream *answer(const Question &question, const CancelToken &token, QObject *parent) override;

private:
    static Answer judge(const QList<knowledge::RankedExample> &nearest);
    static QString refusal(const QList<knowledge::RankedExample> &nearest);

    knowledge::ExampleSearch &m_examples;
};

}
