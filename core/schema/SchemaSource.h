// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Result.h"
#include "core/schema/Schema.h"

#include <QFuture>

namespace sqlai::schema {

/// Where a schema comes from: SchemaReader, or a test's own.
class SchemaSource
{
public:
    virtual ~SchemaSource() = default;
    /// Asks anew each time. Called in the main thread; never blocks.
    virtual QFuture<Result<Schema>> read(const CancelToken &token) = 0;
};

}
