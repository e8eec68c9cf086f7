// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/PageCache.h"

#include <QtConcurrent>

#include <algorithm>

namespace sqlai::results {
namespace {

/// Pages of large rows are kept only up to this; the last page asked for always is.
constexpr qsizetype bytesKept = qsizetype(64) * 1024 * 1024;

/// Whether an answer may be given again: it is on its way, or it is a page that cannot change any more.
bool isWorthKeeping(const QFuture<Result<PageCache::Page>> &future)
{
    if (!future.isFinished())
        return true;
    return future.resultCount() > 0 && future.result() && (*future.result())->rowCount() == pageSize;
}

qsizetype sizeOf(const QFuture<Result<PageCache::Page>> &future)
{
    return future.isFinished() && isWorthKeeping(future) ? (*future.result())->byteCount() : 0;
}

}

PageCache::PageCache(std::shared_ptr<const ResultReader> reader)
    : m_reader(std::move(reader))
{
}

QFuture<Result<PageCache::Page>> PageCache::page(qint64 number)
{
    m_recent.removeIf([](const auto &entry) { return !isWorthKeeping(entry.second); });
    const auto found = std::ranges::find(m_recent, number, &std::pair<qint64, QFuture<Result<Page>>>::first);
    if (found != m_recent.end()) {
        m_recent.move(found - m_recent.begin(), 0);
        return m_recent.first().second;
    }
    // The reader is held by the job: the cache may be gone before it ends.
    m_recent.prepend({number, QtConcurrent::run([reader = m_reader, number]() -> Result<Page> {
                          auto batch = reader->page(number);
                          if (!batch)
                              return batch.error();
                          return std::make_shared<const table::RowBatch>(std::move(*batch));
                      })});
    qsizetype bytes = 0;
    for (qsizetype i = 0; i < m_recent.size(); ++i) {
        bytes += sizeOf(m_recent[i].second);
        if (i >= pagesKept || (i > 0 && bytes > bytesKept))
            m_recent.remove(i, m_recent.size() - i);
    }
    return m_recent.first().second;
}

}
