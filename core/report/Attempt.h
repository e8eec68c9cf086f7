// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>

namespace sqlai::report {

/// Where an attempt stands. Stored by name, see attemptStatusName().
enum class AttemptStatus {
    Generating,
    NotExecuted,
    FailedGeneration,
    Running,
    Success,
    FailedExecution,
    TimedOut,
    Cancelled,
};

/// "generating", "not_executed", "failed_generation" ...: the names in SQLite, in JSON and on the command line.
QString attemptStatusName(AttemptStatus status);
std::optional<AttemptStatus> attemptStatusFromName(const QString &name);
QStringList attemptStatusNames();

/// An example that stood behind an answer. `similarity` runs from 0 to 1.
struct ExampleUse {
    QString name = {};
    double similarity = 0;

    bool operator==(const ExampleUse &) const = default;
};

/// One question, or one statement typed by hand, from its first moment to its result. Times are UTC.
struct Attempt {
    /// Given by the store; 0 before.
    qint64 id = 0;
    QString userId = {};
    /// Host, port, database and role that it was made for (ConnectionProfile::key()).
    QString connectionKey = {};
    /// Empty where the statement was typed by hand.
    QString question = {};
    QString sql = {};
    /// What the answer says of itself, for example "From the example ..., similarity 0.83."
    QString explanation = {};
    QStringList tables = {};
    QList<ExampleUse> examples = {};
    /// Who answered: "examples", "openai", or empty where the statement was typed by hand.
    QString provider = {};
    /// What the model said last, word for word; empty without a model.
    QString rawAnswer = {};
    AttemptStatus status = AttemptStatus::Generating;
    QDateTime createdAt = {};
    /// When the SQL was there.
    QDateTime generatedAt = {};
    QDateTime startedAt = {};
    QDateTime finishedAt = {};
    qint64 rows = 0;
    /// From BEGIN to the last row.
    qint64 executionMilliseconds = 0;
    /// The row cap ended it: there may be more rows on the server.
    bool isCapped = false;
    /// It ended with an error or Stop after rows had arrived: they are kept, and are not the whole result.
    bool isPartial = false;
    /// Whether a result is stored for it.
    bool hasResult = false;
    std::optional<Error> error = {};
};

/// Which attempts are wanted; newest first always.
struct HistoryFilter {
    /// Empty: of every user.
    QString userId = {};
    /// Empty: every status.
    QList<AttemptStatus> statuses = {};
    /// Words that question or SQL contain, whatever their case. Empty: all.
    QString search = {};
    /// The first is 1.
    int page = 1;
    int pageSize = 20;
};

struct HistoryPage {
    QList<Attempt> attempts = {};
    qint64 total = 0;
    int page = 1;
    int pageSize = 20;
};

}

Q_DECLARE_METATYPE(sqlai::report::Attempt)
