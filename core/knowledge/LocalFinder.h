// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/knowledge/ExampleFinder.h"

#include <QObject>

namespace sqlai::knowledge {

class ExampleSearch;

/// The examples that the local ranker finds; sends nothing anywhere.
class LocalFinder final : public ExampleFinder
{
public:
    explicit LocalFinder(ExampleSearch &search);

    QFuture<Result<FoundExamples>> findExamples(const QString &question, qsizetype limit,
                                                const CancelToken &token) override;

private:
    ExampleSearch &m_search;
    QObject m_context;
};

}
