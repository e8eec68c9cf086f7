// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace sqlai::sql {

/// PostgreSQL's own functions that were looked at and only read or compute, for its versions 13 to 18.
class BuiltinFunctions final
{
public:
    /// Whose functions are meant where no server is at hand: the version of the checker's grammar.
    static constexpr int ownMajor = 15;
    /// The newest version whose functions were looked at. A newer server counts as this one.
    static constexpr int newestMajor = 18;

    /// Whether a call of pg_catalog's function `name` with this many arguments may stand on a server of version
    /// `serverMajor`. Names are exact: what is quoted and has capitals is another function. A name that came with a
    /// version up to 15 counts as reviewed on older servers, too, which do not have it.
    static bool isReviewed(std::string_view name, int argumentCount, int serverMajor = ownMajor);
    /// All that are reviewed for such a server, in no order.
    static std::vector<std::string_view> names(int serverMajor = ownMajor);
};

}
