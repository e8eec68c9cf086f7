// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/AskTimeout.h"

#include <QCoreApplication>

namespace sqlai::query {

Error askTimedOut(std::chrono::milliseconds timeout)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(timeout);
    const QString text = QCoreApplication::translate(
        "sqlai::query::AskTimeout",
        "One question may take %L1 seconds. Ask again, or allow more with ASK_TIMEOUT_SECONDS.");
    return {.code = ErrorCode::Timeout, .detail = text.arg(seconds.count())};
}

}
