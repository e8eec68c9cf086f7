// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace sqlai::sql {

/// PostgreSQL's own functions that were looked at and only read or compute.
class BuiltinFunctions final
{
public:
    /// Whether a call of pg_catalog's function `name` with this many arguments may stand. Names are exact: what is
    /// quoted and has capitals is another function.
    static bool isReviewed(std::string_view name, int argumentCount);
    /// The same on a server of that major version.
    static bool isReviewed(std::string_view name, int argumentCount, int serverMajor);
    /// All of them, in no order.
    static std::vector<std::string_view> names();
};

}
