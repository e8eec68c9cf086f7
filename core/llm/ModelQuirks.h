// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace sqlai::llm {

/// The parameters that a model does not take. Learnt from its refusals, each at most once.
struct ModelQuirks {
    /// Takes max_completion_tokens in the place of max_tokens.
    bool renamesMaximumTokens = false;
    bool refusesTemperature = false;
    bool refusesResponseFormat = false;
    bool refusesStreamOptions = false;

    bool operator==(const ModelQuirks &) const = default;
};

/// What either of them knows: calls learn side by side.
ModelQuirks bothOf(const ModelQuirks &one, const ModelQuirks &other);

/// What a refusal (400 or 422) adds to the quirks known, or nothing where it is about something else. Reads error.param
/// where the endpoint names it, else its words.
std::optional<ModelQuirks> learnt(const ModelQuirks &known, const QByteArray &refusal);

}
