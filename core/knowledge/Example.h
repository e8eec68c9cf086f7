// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sqlai::knowledge {

/// A question with the SQL that answers it: one .sql file of the knowledge base.
struct Example {
    /// The file's base name.
    QString name = {};
    QString question = {};
    QString description = {};
    /// The statement without the header's comments.
    QString sql = {};

    bool operator==(const Example &) const = default;
};

/// How near an example is to a question; `similarity` runs from 0 to 1.
struct RankedExample {
    Example example = {};
    double similarity = 0;
};

}
