// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/ModelQuirks.h"

#include "core/llm/ReplyJson.h"

#include <algorithm>
#include <array>
#include <string>

namespace sqlai::llm {
namespace {

struct Parameter {
    const char *name;
    bool ModelQuirks::*quirk;
};

constexpr std::array parameters{
    Parameter{"max_tokens", &ModelQuirks::renamesMaximumTokens},
    Parameter{"temperature", &ModelQuirks::refusesTemperature},
    Parameter{"response_format", &ModelQuirks::refusesResponseFormat},
    Parameter{"stream_options", &ModelQuirks::refusesStreamOptions},
};

/// The parameter that stands first in the text.
const Parameter *firstNamed(const std::string &text)
{
    const auto placeOf = [&](const Parameter &parameter) { return text.find(parameter.name); };
    const auto *const first = std::ranges::min_element(parameters, {}, placeOf);
    return placeOf(*first) == std::string::npos ? nullptr : first;
}

/// error.param where it says something, else everything that was said: vLLM, Mistral and others word it freely.
std::string complaintOf(const QByteArray &refusal)
{
    if (const auto json = parseReply(refusal)) {
        const Json *error = memberOf(*json, "error");
        if (const QString parameter = error ? textOf(*error, "param") : QString(); !parameter.isEmpty())
            return parameter.toStdString();
    }
    return refusal.toStdString();
}

/// "max_tokens is too large" is about its value, and the new name would not help.
bool isAboutName(const QByteArray &refusal)
{
    constexpr std::array words{
        "max_completion_tokens", "unsupported", "not supported", "unrecognized", "unknown", "unexpected", "extra",
        "not permitted"};
    const QByteArray text = refusal.toLower();
    return std::ranges::any_of(words, [&](const char *word) { return text.contains(word); });
}

}

ModelQuirks bothOf(const ModelQuirks &one, const ModelQuirks &other)
{
    ModelQuirks both = one;
    for (const Parameter &parameter : parameters)
        both.*parameter.quirk = one.*parameter.quirk || other.*parameter.quirk;
    return both;
}

std::optional<ModelQuirks> learnt(const ModelQuirks &known, const QByteArray &refusal)
{
    const Parameter *parameter = firstNamed(complaintOf(refusal));
    if (!parameter || known.*parameter->quirk)
        return std::nullopt;
    if (parameter->quirk == &ModelQuirks::renamesMaximumTokens && !isAboutName(refusal))
        return std::nullopt;
    ModelQuirks quirks = known;
    quirks.*parameter->quirk = true;
    return quirks;
}

}
