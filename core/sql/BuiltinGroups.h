// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace sqlai::sql {

/// The names behind BuiltinFunctions, by what their functions do, with blanks between them. A name stands for all its
/// overloads, in whatever version has it; with "/3" for calls with three arguments only, with "@16" from PostgreSQL 16
/// on, with "@-14" up to PostgreSQL 14.
std::span<const std::string_view> builtinGroups();

}
