// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Result.h"
#include "core/knowledge/Example.h"
#include "core/report/ModelUse.h"

#include <QFuture>
#include <QList>
#include <QString>

namespace sqlai::knowledge {

/// The nearest examples and how they were found.
struct FoundExamples {
    /// The nearest first.
    QList<RankedExample> examples = {};
    /// What the person should know of the way, for example that the endpoint has no embeddings; else empty.
    QString note = {};
    QList<report::ModelUse> uses = {};
};

/// Finds the examples that are nearest to a question. Lives in the main thread. Errors: File (the folder cannot be
/// read), Cancelled, and those of its model.
class ExampleFinder
{
public:
    virtual ~ExampleFinder() = default;
    virtual QFuture<Result<FoundExamples>> findExamples(const QString &question, qsizetype limit,
                                                        const CancelToken &token) = 0;
};

}
