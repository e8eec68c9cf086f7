// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QFuture>
#include <QTest>

namespace sqlai {

/// The answer, or Internal where it has not come within half a minute.
template <typename T>
Result<T> await(const QFuture<Result<T>> &future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 30'000) || future.resultCount() == 0)
        return Error{.detail = QStringLiteral("no answer")};
    return future.result();
}

}

#define VERIFY_OK(result) QVERIFY2((result).isOk(), qPrintable((result).isOk() ? QString() : (result).error().detail))
