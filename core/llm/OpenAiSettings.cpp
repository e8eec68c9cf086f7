// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/OpenAiSettings.h"

#include "core/settings/Settings.h"

namespace sqlai::llm {

OpenAiSettings openAiSettings(const settings::Settings &settings)
{
    return {.baseUrl = settings.openAiBaseUrl,
            .key = settings.openAiApiKey,
            .model = settings.openAiModel,
            .maximumTokens = settings.openAiMaxTokens,
            .temperature = settings.openAiTemperature,
            .embeddingModel = settings.openAiEmbeddingModel};
}

}
