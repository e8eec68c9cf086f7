// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <utility>

namespace sqlai {

/// Calls `callback(const Result<T> &)` in the receiver's thread when the future has its answer; never after the
/// receiver's death. A future that ended without an answer (a promise dropped, a worker closed) arrives as Cancelled.
///
/// Stands in for QFuture::then(context, ...), which aborts in Qt 6.4 when the context dies first.
/// Must be called in the receiver's thread.
template <typename T, typename Callback>
void whenReady(const QFuture<Result<T>> &future, QObject *receiver, Callback callback)
{
    auto *watcher = new QFutureWatcher<Result<T>>(receiver);
    QObject::connect(watcher, &QFutureWatcherBase::finished, receiver,
                     [watcher, callback = std::move(callback)]() mutable {
                         watcher->deleteLater();
                         const QFuture<Result<T>> ended = watcher->future();
                         if (ended.isCanceled() || ended.resultCount() == 0)
                             callback(Result<T>(Error{.code = ErrorCode::Cancelled}));
                         else
                             callback(ended.result());
                     });
    watcher->setFuture(future);
}

/// A future that has its answer already.
template <typename T>
QFuture<Result<T>> readyFuture(Result<T> result)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

}
