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

/// Fails the test with the Error's words.
#define VERIFY_OK(expression)                                                                                          \
    do {                                                                                                               \
        const auto &verified = (expression);                                                                           \
        QVERIFY2(verified.isOk(), qPrintable(verified.isOk() ? QString() : verified.error().detail));                  \
    } while (false)
