// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace sqlai::sql {

/// Which layer of the guard speaks. Their names are in report::Verdict.
enum class Layer : std::uint8_t { Text, Parser, Tree, Function };

/// Why a statement may not run.
struct Finding {
    Layer layer = Layer::Tree;
    /// A clause for a person, starting in lower case, without the full stop.
    QString reason = {};
    /// Where, in bytes from the start of the text; -1 where there is no place.
    qsizetype offset = -1;
    /// A server could tell more: the name may stand for anything there.
    bool isUndecided = false;
};

using MaybeFinding = std::optional<Finding>;

/// A reason is a clause, so that it can follow a colon; alone it stands as a sentence.
inline QString asSentence(const QString &reason)
{
    return reason.isEmpty() ? reason : reason.front().toUpper() + reason.sliced(1) + u'.';
}

}
