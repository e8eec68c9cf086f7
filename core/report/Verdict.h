// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sqlai::report {

/// What the guard says of a statement, for `check` and for the screen.
struct Verdict {
    bool isAllowed = false;
    /// The layer that spoke: "text", "parser", "tree", "function", "catalogue" or "server"; where all have passed, the
    /// last that was asked. Where none could speak: "input" for a line of `check --jsonl` that holds no statement,
    /// "none" for one that the server could not be asked about.
    QString layer = {};
    /// One sentence; empty where it is allowed.
    QString reason = {};
    /// In characters, the first being 1; 0 where there is none.
    int position = 0;
    /// What an administrator could allow; empty where nobody can. See Error::subject.
    QString subject = {};

    bool operator==(const Verdict &) const = default;
};

}
