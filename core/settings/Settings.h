// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/base/Secret.h"
#include "core/settings/ConnectionProfile.h"

#include <QMap>
#include <QString>

#include <chrono>
#include <optional>

namespace sqlai::settings {

/// Everything that can be set, as it stands for this run. Keys, defaults and limits are rows of one table in
/// Settings.cpp; `.env.example` lists the same names (a test compares them).
struct Settings {
    /// The workspace folder, absolute (SQL_AI_AGENT_HOME).
    QString home = {};
    /// POSTGRES_URL; nothing where none is set.
    std::optional<ConnectionProfile> connection = {};
    int rateLimitPerMinute = 10;
    std::chrono::seconds postgresTimeout{30};
    qint64 resultMaxRows = 1'000'000;
    qint64 exportMaxRows = 10'000;
    QString logLevel = QStringLiteral("info");
    Secret openAiApiKey = {};
    QString openAiBaseUrl = {};
};

/// The sources, weakest first: WORKSPACE/.env, WORKSPACE/settings.ini, the environment, options of the command line.
/// Each maps a key's name, for example "POSTGRES_URL", to its text; options come in under the same names.
using Values = QMap<QString, QString>;

/// The workspace folder by option, environment or the system's place for application data.
QString workspaceFolder(const Values &environment, const Values &options);

/// Reads all sources. Errors: Usage (a value that cannot be read: names key and source), File (.env that others can
/// read, unreadable file).
Result<Settings> loadSettings(const Values &environment, const Values &options);

/// The process's environment, only the names that the table knows.
Values processEnvironment();

}
