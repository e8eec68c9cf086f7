// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace sqlai::sql {

/// Functions of PostgreSQL's own extensions that are declared VOLATILE and still only read or compute.
class ExtensionFunctions final
{
public:
    /// By the name alone: whose it is and that it is written in C, the caller knows.
    static bool isReviewed(std::string_view name);
};

}
