// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace sqlai::sql {

/// PostgreSQL takes `(x).f` and `t.f` for `f(x)` and `f(t)` where there is no column f: these are the functions that
/// must not be reached so.
class AttributeFunctions final
{
public:
    /// Whether `name` behind a dot may call a function of PostgreSQL that is not reviewed, or one of an extension that
    /// is known to do more than read. A name that is neither is a column as far as the text can tell.
    static bool isDenied(std::string_view name);
};

}
