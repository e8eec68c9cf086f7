// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Secret.h"

#include <QString>

namespace sqlai::settings {
struct Settings;
}

namespace sqlai::llm {

/// An endpoint that speaks OpenAI's protocol, and what is asked of it.
struct OpenAiSettings {
    /// Without a slash at its end, for example https://api.openai.com/v1.
    QString baseUrl = {};
    /// Empty: requests go out without one.
    Secret key = {};
    QString model = {};
    int maximumTokens = 1000;
    double temperature = 0;
    QString embeddingModel = {};
};

OpenAiSettings openAiSettings(const settings::Settings &settings);

}
