// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Actor.h"
#include "core/base/Result.h"

#include <QFuture>

namespace sqlai::query {

/// How many questions a person may ask a minute. Only asking counts; running, paging and exporting are free.
class RateLimiter
{
public:
    virtual ~RateLimiter() = default;

    /// Takes one question from the person's minute and gives the number that is left. Error: RateLimited, whose
    /// detail says when the next question is free.
    virtual QFuture<Result<int>> take(const Actor &actor) = 0;
};

}
