// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

#include <string_view>

namespace sqlai::sql {

/// Functions that come with PostgreSQL or its extensions and are known to do more than read. BuiltinFunctions decides
/// what passes; this only finds words for what does not.
class TroubleFunctions final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::sql::TroubleFunctions)

public:
    /// What it does, as a clause; empty for a function that is not known.
    static QString reason(std::string_view name);
    /// Whether there is one for the whole name, not only for how it begins.
    static bool isListed(std::string_view name);
};

}
