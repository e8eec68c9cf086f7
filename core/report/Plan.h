// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace sqlai::report {

/// A node of an EXPLAIN tree, in PostgreSQL's own terms.
struct PlanNode {
    QString nodeType = {};
    /// Relation, index or condition, as far as EXPLAIN tells them; for the screen.
    QString detail = {};
    double totalCost = 0;
    double rows = 0;
    QList<PlanNode> children = {};

    bool operator==(const PlanNode &) const = default;
};

struct Plan {
    PlanNode root = {};

    bool operator==(const Plan &) const = default;
};

}
