// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace sqlai::report {

/// The median and the time that 95 of 100 stay below (nearest rank), in milliseconds; nothing where none was measured.
struct Percentiles {
    std::optional<qint64> p50 = {};
    std::optional<qint64> p95 = {};

    bool operator==(const Percentiles &) const = default;
};

struct ModelTokens {
    QString model = {};
    qint64 requests = 0;
    qint64 promptTokens = 0;
    qint64 completionTokens = 0;

    bool operator==(const ModelTokens &) const = default;
};

/// What all attempts of a workspace come to.
struct Metrics {
    qint64 totalQueries = 0;
    /// Ran to its end, whole or capped.
    qint64 successful = 0;
    /// failed_generation, failed_execution and timed_out.
    qint64 failed = 0;
    /// Of those that were run: successful / (successful + failed_execution + timed_out), from 0 to 1; nothing where
    /// none was run.
    std::optional<double> successRate = {};
    /// From the question to its SQL.
    Percentiles timeToSql = {};
    /// Of successful runs.
    Percentiles runTime = {};
    /// By model, the most tokens first.
    QList<ModelTokens> tokens = {};
};

}
