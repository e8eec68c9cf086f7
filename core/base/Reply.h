// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QFuture>
#include <QPromise>

#include <memory>
#include <utility>

namespace sqlai {

/// The answering side of a future that is answered by a callback, for a service that needs several steps. Copies share
/// the one answer. A Reply that goes without an answer arrives as Cancelled (see whenReady).
template <typename T>
class Reply final
{
public:
    Reply() { m_promise->start(); }

    QFuture<Result<T>> future() const { return m_promise->future(); }

    /// Once.
    void send(Result<T> result) const
    {
        m_promise->addResult(std::move(result));
        m_promise->finish();
    }

private:
    std::shared_ptr<QPromise<Result<T>>> m_promise = std::make_shared<QPromise<Result<T>>>();
};

}
