// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace sqlai::report {

/// What a question passes through on its way to SQL, in this order.
enum class StepKind { Schema, Tables, Examples, Sql, Checked, Planned };
/// Stopped: the person took the question back in the middle of it.
enum class StepState { Running, Done, Failed, Stopped };

/// One step as the line under the question shows it.
struct Step {
    StepKind kind = StepKind::Schema;
    StepState state = StepState::Running;
    /// A number that the step's words may need: tables, examples, estimated rows.
    qint64 count = 0;
    /// What the step saw, for whoever opens it.
    QString detail = {};
    /// Examples only: this computer found them, since the endpoint could not; the first line of the detail says why.
    bool isLocal = false;

    bool operator==(const Step &) const = default;
};

}

Q_DECLARE_METATYPE(sqlai::report::Step)
