// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
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

/// Words that decide about the answer and are not the same: "yesterday" was asked, the example answers "today". Either
/// side may be empty. Without case and accents.
struct Difference {
    QString asked = {};
    QString inExample = {};

    bool operator==(const Difference &) const = default;
};

/// How near an example is to a question; `similarity` runs from 0 to 1.
struct RankedExample {
    Example example = {};
    double similarity = 0;
    /// Why its SQL does not answer the question, however alike the words are. Where there are any, the similarity lies
    /// below LocalRanker::threshold.
    QList<Difference> differences = {};
};

}
