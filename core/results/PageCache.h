// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/results/ResultReader.h"

#include <QFuture>
#include <QList>

#include <memory>
#include <utility>

namespace sqlai::results {

/// The last few pages of one result, read and decoded on the thread pool. Lives in the main thread.
class PageCache final
{
public:
    using Page = std::shared_ptr<const table::RowBatch>;
    static constexpr int pagesKept = 8;

    explicit PageCache(std::shared_ptr<const ResultReader> reader);

    const ResultReader &reader() const { return *m_reader; }
    const std::shared_ptr<const ResultReader> &sharedReader() const { return m_reader; }
    /// The page (the first is 0), at once where it is kept. A page that is not full is never kept, since it may grow.
    QFuture<Result<Page>> page(qint64 number);

private:
    std::shared_ptr<const ResultReader> m_reader;
    QList<std::pair<qint64, QFuture<Result<Page>>>> m_recent;
};

}
