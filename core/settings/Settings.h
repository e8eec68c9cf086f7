// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/base/Secret.h"
#include "core/settings/ConnectionProfile.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

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
    /// Why POSTGRES_URL could not be read; whoever wants to connect is told.
    std::optional<Error> connectionProblem = {};
    /// POSTGRES_POOLING says transaction: `connection` has it as well.
    bool isTransactionPooled = false;
    int rateLimitPerMinute = 10;
    std::chrono::seconds postgresTimeout{30};
    qint64 resultMaxRows = 1'000'000;
    qint64 exportMaxRows = 10'000;
    QString logLevel = QStringLiteral("info");
    Secret openAiApiKey = {};
    /// What was ignored, for the log, which does not exist yet while settings are read. English.
    QStringList warnings = {};
    QString openAiBaseUrl = QStringLiteral("https://api.openai.com/v1");
    /// Somebody chose the address: a server without a key may stand there.
    bool isOpenAiBaseUrlSet = false;
    QString openAiModel = QStringLiteral("gpt-4");
    int openAiMaxTokens = 1000;
    double openAiTemperature = 0;
    QString openAiEmbeddingModel = QStringLiteral("text-embedding-ada-002");
    /// For one question, from asking to checked SQL, retries and all.
    std::chrono::seconds askTimeout{120};
    /// Who answers questions: "examples" or "openai"; empty where the program decides.
    QString answerProvider = {};

    /// The model answers where it is chosen, or where a key or an address is set and nobody chose otherwise.
    bool isOpenAiWanted() const;
};

/// A key as documentation shows it.
struct SettingKey {
    /// In the environment, in .env and in settings.ini alike.
    QString name = {};
    /// As one would write it; empty where there is none.
    QString defaultValue = {};
    /// What it is good for, in one sentence.
    QString sentence = {};
    /// A secret belongs into .env or the environment; settings.ini must not hold it.
    bool isSecret = false;
};

/// Every key, in the order of the documentation.
QList<SettingKey> settingKeys();

/// The sources, weakest first: WORKSPACE/.env, WORKSPACE/settings.ini, the environment, options of the command line.
/// Each maps a key's name, for example "POSTGRES_URL", to its text; options come in under the same names. An empty text
/// counts as not set: the weaker source stands.
using Values = QMap<QString, QString>;

/// The workspace folder by option, environment or the system's place for application data.
QString workspaceFolder(const Values &environment, const Values &options);

/// Reads all sources; a value that cannot be read counts only where no stronger source replaces it. Errors: Usage (a
/// value that cannot be read, but for POSTGRES_URL; a secret in settings.ini: names key and source, never a secret),
/// File (.env that others can read, unreadable file). Keys that nobody knows are ignored with a warning. Reads
/// two small files: call it at the start, before there is a window.
Result<Settings> loadSettings(const Values &environment, const Values &options);

/// The process's environment, only the names that the table knows.
Values processEnvironment();

}
