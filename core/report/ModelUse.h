// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sqlai::report {

/// What one answered request to a model took.
struct ModelUse {
    /// What it was for: "tables", "sql" or "embeddings".
    QString purpose = {};
    /// As the settings name it.
    QString model = {};
    /// As the endpoint counted them; 0 where it did not say.
    qint64 promptTokens = 0;
    qint64 completionTokens = 0;

    bool operator==(const ModelUse &) const = default;
};

}
