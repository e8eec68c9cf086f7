// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sqlai::report {

/// What the guard says of a statement, for `check` and for the screen.
struct Verdict {
    bool isAllowed = false;
    /// The layer that spoke: "text", "parser", "tree", "function", "server" or "catalogue"; where all have passed, the
    /// last that was asked.
    QString layer = {};
    /// One sentence; empty where it is allowed.
    QString reason = {};
    /// In characters, the first being 1; 0 where there is none.
    int position = 0;

    bool operator==(const Verdict &) const = default;
};

}
