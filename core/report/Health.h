// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace sqlai::report {

enum class HealthStatus { Healthy, Degraded, Unhealthy };

/// One thing that was looked at.
struct HealthCheck {
    /// What it is and, where it is not well, the reason and the remedy.
    QString detail = {};
    /// Why it is not well.
    std::optional<Error> error = {};

    bool isOk() const { return !error; }
};

struct Health {
    HealthStatus status = HealthStatus::Unhealthy;
    /// The program's own SQLite. Nothing where it was not looked at, since something before it is broken.
    std::optional<HealthCheck> database = {};
    std::optional<HealthCheck> postgres = {};
    bool isOpenAiConfigured = false;
    int examples = 0;
    /// What makes it degraded, or hinders to look at all; a sentence each.
    QStringList problems = {};
    QString version = {};
};

}
