// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sqlai::report {

enum class HealthStatus { Healthy, Degraded, Unhealthy };

/// One thing that was looked at.
struct HealthCheck {
    bool isOk = false;
    /// What it is and, where it is not well, the reason and the remedy.
    QString detail = {};
};

struct Health {
    HealthStatus status = HealthStatus::Unhealthy;
    /// The program's own SQLite.
    HealthCheck database = {};
    HealthCheck postgres = {};
    bool isOpenAiConfigured = false;
    int examples = 0;
    QString version = {};
};

}
