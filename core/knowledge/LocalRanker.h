// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/knowledge/Example.h"

#include <QList>
#include <QString>

#include <memory>

namespace sqlai::knowledge {

/// Finds the nearest examples to a question without a model: the words that both have, weighed by how rare they are
/// (IDF, coverage of both questions), blended with character n-grams, so that typing errors and inflections count
/// little. Words that decide about the answer (times, superlatives, negation, numbers, names ...) must agree.
///
/// The index is built once; build it on the thread pool for large knowledge bases. Copies share it. rank() is const and
/// safe in every thread.
class LocalRanker final
{
public:
    /// An example below this is none for the question. Measured with the questions in tests/unit/knowledge: those that
    /// mean an example lie at 0.65 and above, one word that many examples share ("trucks") reaches 0.51.
    static constexpr double threshold = 0.58;

    explicit LocalRanker(const QList<Example> &examples = {});

    /// The `limit` nearest, the nearest first, equal ones by name; those that share nothing with the question left out.
    /// The same question, whatever its case and punctuation, is 1.
    QList<RankedExample> rank(const QString &question, qsizetype limit) const;

private:
    struct Index;
    std::shared_ptr<const Index> m_index;
};

}
